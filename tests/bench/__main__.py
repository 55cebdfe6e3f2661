"""Run the benchmarks from the shell: ``python -m tests.bench --forms 10000 --markdown``."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.child import use_one_core
from tests.bench.report import conditions, take_measures


def main() -> None:
    """Read the options, measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed and memory.")
    parser.add_argument("--forms", type=int, default=2000, help="forms in the generated corpus (default 2000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measure; the median is shown (default 3)")
    parser.add_argument("--markdown", action="store_true", help="print the table as markdown")
    options = parser.parse_args()
    core = use_one_core()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = take_measures(folder, options.forms, options.runs, lambda step: print(f"… {step}", file=sys.stderr))
        size = (folder / "many.txt").stat().st_size / 1e6
    print(table.as_markdown() if options.markdown else table.as_text())
    print(f"\n{conditions(options.forms, options.runs, core, size)}")


if __name__ == "__main__":
    main()
