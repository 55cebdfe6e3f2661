"""``--out PATH``…: the suffix picks the format. Source: contract.md §1."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from auditor.errors import OutputError
from auditor.reporting.csv_table import CsvOutput

FORMATS: Final[dict[str, Callable[[Path], CsvOutput]]] = {".csv": CsvOutput}


def open_outputs(paths: Iterable[Path], inputs: Sequence[Path]) -> list[CsvOutput]:
    """Open every output; raises `OutputError` (and leaves nothing behind) when one cannot be written.

    The same path twice, an unknown suffix, and an output that is one of the inputs are refused.
    """
    seen: set[Path] = set()
    sources = {path.resolve() for path in inputs}
    chosen = list(paths)
    for path in chosen:
        if path.suffix.lower() not in FORMATS:
            raise OutputError("output.suffix", path=path, suffix=path.suffix, allowed=" ".join(FORMATS))
        if path.resolve() in seen:
            raise OutputError("output.twice", path=path)
        if path.resolve() in sources:
            raise OutputError("output.is_input", path=path)
        seen.add(path.resolve())
    opened: list[CsvOutput] = []
    try:
        opened.extend(FORMATS[path.suffix.lower()](path) for path in chosen)
    except OutputError:
        for output in opened:
            output.abort()
        raise
    return opened
