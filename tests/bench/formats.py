"""Run the contests of the formats from the shell: ``python -m tests.bench.formats --files 50 --markdown``.

Each module in `_CONTESTS` has one function ``contests(folder, files) -> Iterator[Contest]``.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from tests.bench.child import use_one_core
from tests.bench.contest import Measure, measure
from tests.bench.table import Table

_CONTESTS: Final = ("spreadsheets", "documents", "pdfs", "scans")


def take_measures(names: Sequence[str], folder: Path, files: int, runs: int) -> Table:
    """Give a row for each reader of each format; ``times`` tells how much faster ours is than it."""
    table = Table(("format", "reader", "speed", "ours is faster", "texts right"))
    for name in names:
        for contest in import_module(f"tests.bench.{name}").contests(folder, files):
            print(f"… {contest.format}", file=sys.stderr)
            _add(table, list(measure(contest, runs)))
    return table


def _add(table: Table, measures: list[Measure]) -> None:
    ours = measures[0].rate
    for each in measures:
        times = f"{ours / each.rate:.1f} ×" if each is not measures[0] else ""
        table.add(each.format, each.reader, f"{each.rate:.1f} {each.unit}/s", times, f"{each.right:.2%}")


def main() -> None:
    """Read the options, measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.formats", description="Measure the readers.")
    parser.add_argument("names", nargs="*", default=_CONTESTS, help=f"of {', '.join(_CONTESTS)} (default all)")
    parser.add_argument("--files", type=int, default=30, help="generated files of each format (default 30)")
    parser.add_argument("--runs", type=int, default=5, help="runs; the median is shown (default 5)")
    parser.add_argument("--markdown", action="store_true", help="print the table as markdown")
    options = parser.parse_args()
    core = use_one_core()
    with tempfile.TemporaryDirectory() as folder:
        table = take_measures(options.names, Path(folder), options.files, options.runs)
    print(table.as_markdown() if options.markdown else table.as_text())
    bound = "not bound to a core" if core is None else f"bound to core {core}"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"\n{options.files} files, {options.runs} runs side by side, Python {platform.python_version()}, {bound}{load}"
    )


if __name__ == "__main__":
    main()
