"""Measure the outputs from the shell: ``python -m tests.bench.outputs --findings 100000 --markdown``.

Each output is written in a process of its own, once with a tenth of the findings and then with all of them: the memory it
takes more for the rest tells whether it grows with them.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from auditor.reporting.outputs import FORMATS
from tests.bench.browsing import browse
from tests.bench.child import Run, run, use_one_core
from tests.bench.table import Table
from tests.reporting.browser import CHROMIUM

NOTHING: Final = ".none"
_SHOWN: Final = 10_000
"""Findings of the report that is opened in the browser, at most."""


def take_measures(folder: Path, names: list[str], findings: int, runs: int) -> Table:
    """Give a row for each output; the first writes nothing and tells what the process itself takes."""
    table = Table(("output", "findings/s", "CPU seconds", "MB", "peak MiB", "for 10 × the findings"))
    for suffix in (NOTHING, *names):
        print(f"… {suffix}", file=sys.stderr)
        _add(table, folder / f"out{suffix}", findings, runs)
    return table


def take_times(folder: Path, findings: int, runs: int) -> Table:
    """Give a row for each step in the browser."""
    report = folder / "shown.html"
    wrote = run(["tests.bench.writing", str(findings), str(report)])
    if wrote.code:
        raise RuntimeError(wrote.errors)
    table = Table((f"report of {findings} findings in Chromium", "ms"))
    for step, milliseconds in browse(report, runs).items():
        table.add(step, f"{milliseconds:.0f}")
    return table


def _add(table: Table, path: Path, findings: int, runs: int) -> None:
    few = run(["tests.bench.writing", str(max(1, findings // 10)), str(path)])
    took: list[float] = []
    large: list[Run] = []
    for _ in range(runs):
        large.append(run(["tests.bench.writing", str(findings), str(path)]))
        failed = next((each for each in (few, *large) if each.code), None)
        if failed is not None:
            table.add(path.suffix, "", "", "", "", f"FAILED with exit code {failed.code}: {failed.errors}")
            return
        took.append(float(path.with_name(f"{path.name}.seconds").read_text(encoding="utf-8")))
    peak, seconds = median(each.peak for each in large), median(took)
    grown = f"{peak - few.peak:+.0f} MiB"
    if path.suffix == NOTHING:
        table.add("(none)", "", "", "", f"{peak:.0f}", grown)
        return
    size = path.stat().st_size / 1e6
    table.add(path.suffix, f"{findings / seconds:,.0f}", f"{seconds:.1f}", f"{size:.1f}", f"{peak:.0f}", grown)


def main() -> None:
    """Read the options, measure, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.outputs", description="Measure the outputs.")
    parser.add_argument("names", nargs="*", help=f"of {' '.join(FORMATS)} (default all)")
    parser.add_argument("--findings", type=int, default=10_000, help="findings to write (default 10000)")
    parser.add_argument("--runs", type=int, default=3, help="runs; the median is shown (default 3)")
    parser.add_argument("--markdown", action="store_true", help="print the tables as markdown")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(FORMATS))
    if unknown:
        parser.error(f"no output: {' '.join(unknown)}")
    names = options.names or list(FORMATS)
    with tempfile.TemporaryDirectory() as folder:
        tables = []
        if ".html" in names and CHROMIUM is not None:  # a browser is not bound to one core
            tables.append(take_times(Path(folder), min(_SHOWN, options.findings), options.runs))
        core = use_one_core()
        tables.insert(0, take_measures(Path(folder), names, options.findings, options.runs))
    for table in tables:
        print(f"{table.as_markdown() if options.markdown else table.as_text()}\n")
    bound = "not bound to a core" if core is None else f"bound to core {core}"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{options.findings} findings, {options.runs} runs, Python {platform.python_version()}, {bound}{load}")


if __name__ == "__main__":
    main()
