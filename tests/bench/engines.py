"""Forms per second of reading, and of judging with each engine, the engines side by side on the same forms.

The forms come in slices; every slice is judged by one engine after the other, in an order that turns, so that a busy
moment of the machine strikes all of them alike. Each engine has its own pack and remembers as it would in a real run.
"""

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from auditor.engine.judge import ENGINES
from auditor.findings.evaluation import Evaluation
from auditor.forms.model import Form
from auditor.reading.document import read_document
from auditor.rulebook.pack import load_pack

SLICE: Final = 100
COLLECTOR: Final = (100_000, 20, 100)  # the thresholds of `auditor.cli.audit`


@dataclass(slots=True)
class Seconds:
    """One run over a corpus: seconds of reading, and of judging by engine."""

    forms: int = 0
    reading: float = 0.0
    judging: dict[str, float] = field(default_factory=lambda: dict.fromkeys(ENGINES, 0.0))


def measure(path: Path) -> Seconds:
    """Read and judge a corpus once."""
    took = Seconds()
    evaluations = {engine: Evaluation(load_pack(), engine=engine) for engine in ENGINES}
    gc.freeze()  # as the command line does before it audits
    gc.set_threshold(*COLLECTOR)
    for turn, forms in enumerate(_slices(path, took)):
        took.forms += len(forms)
        for step in range(len(ENGINES)):
            engine = ENGINES[(turn + step) % len(ENGINES)]
            took.judging[engine] += _judge(evaluations[engine], forms)
    return took


def _slices(path: Path, took: Seconds) -> Iterator[list[Form]]:
    """Read the forms slice by slice, counting only the time of reading."""
    pack = load_pack()
    forms = read_document(path, path.name, pack.layouts, pack.vocabulary)
    while True:
        started = time.perf_counter()
        part = list(islice(forms, SLICE))
        took.reading += time.perf_counter() - started
        if not part:
            return
        yield part


def _judge(evaluation: Evaluation, forms: list[Form]) -> float:
    started = time.perf_counter()
    for form in forms:
        evaluation.evaluate(form)
    return time.perf_counter() - started
