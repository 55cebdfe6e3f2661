"""Write a corpus from the shell: ``python -m tests.corpus --forms 10000 --out x.txt``."""

import argparse
import sys
from pathlib import Path

from .writing import expected_path, write_corpus


def main() -> None:
    """Read the options and write the two files."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description="Write a corpus of generated forms.")
    parser.add_argument("--forms", type=int, default=1000, help="number of forms (default 1000)")
    parser.add_argument("--out", type=Path, required=True, help="text file to write; X.expected.csv is put beside it")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same bytes (default 0)")
    parser.add_argument("--fault-share", type=float, default=0.1, help="share of forms with one fault (default 0.1)")
    options = parser.parse_args()
    faults = write_corpus(options.out, options.forms, options.seed, options.fault_share)
    size = options.out.stat().st_size / 1e6
    sys.stdout.write(f"{options.out}: {options.forms} forms, {faults} faults, {size:.1f} MB\n")
    sys.stdout.write(f"{expected_path(options.out)}: the findings they must give\n")


if __name__ == "__main__":
    main()
