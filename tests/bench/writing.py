"""Writes one output in a process of its own: ``python -m tests.bench.writing FINDINGS out.xlsx``; its seconds go into ``out.xlsx.seconds``.

They are seconds of the processor, which do not count what else a machine does. Only what the output does is timed, not how the
findings come about. An output that is no format's writes nothing: the memory of its process is what all of them start from.
"""

import gc
import sys
from pathlib import Path
from time import process_time

from auditor.findings.finding import Finding
from auditor.reporting.output import Output
from auditor.reporting.outputs import FORMATS, open_outputs
from tests.bench.engines import COLLECTOR
from tests.bench.repeated import Repeated, Round


def write(path: Path, findings: int) -> float:
    """Write so many findings and give the seconds it took."""
    repeated = Repeated()
    gc.freeze()  # as the command line does before it audits
    gc.set_threshold(*COLLECTOR)
    started = process_time()
    (output,) = open_outputs([path], []) if path.suffix in FORMATS else [Output(path)]
    output.begin(repeated.head(findings))
    seconds = process_time() - started
    for each in repeated.rounds(findings):
        seconds += _tell(output, each)
    started = process_time()
    output.end(repeated.end)
    output.commit()
    return seconds + process_time() - started


def _tell(output: Output, told: Round) -> float:
    started = process_time()
    for event in told.events:
        if isinstance(event, Finding):
            output.write(event)
        elif output.wants_forms:
            output.form(event)
    return process_time() - started


if __name__ == "__main__":
    out = Path(sys.argv[2])
    out.with_name(f"{out.name}.seconds").write_text(str(write(out, int(sys.argv[1]))), encoding="utf-8")
