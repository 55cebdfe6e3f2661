"""``--out PATH``…: the suffix picks the format. Source: contract.md §1."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from auditor.errors import OutputError
from auditor.reporting.output import Output

FORMATS: Final[dict[str, tuple[str, str]]] = {
    ".csv": ("auditor.reporting.csv_table", "CsvOutput"),
    ".docx": ("auditor.reporting.word.output", "WordOutput"),
    ".html": ("auditor.reporting.html.output", "HtmlOutput"),
    ".json": ("auditor.reporting.run_json", "JsonOutput"),
    ".parquet": ("auditor.reporting.parquet", "ParquetOutput"),
    ".sarif": ("auditor.reporting.sarif", "SarifOutput"),
    ".xml": ("auditor.reporting.junit", "JunitOutput"),
    ".xlsx": ("auditor.reporting.workbook.output", "WorkbookOutput"),
}
"""Module and class of each suffix; a module is imported when an output of its kind is asked for."""


def open_outputs(paths: Iterable[Path], inputs: Sequence[Path]) -> list[Output]:
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
    opened: list[Output] = []
    try:
        opened.extend(_opened(path) for path in chosen)
    except OutputError:
        for output in opened:
            output.abort()
        raise
    return opened


def _opened(path: Path) -> Output:
    module, name = FORMATS[path.suffix.lower()]
    output: type[Output] = getattr(import_module(module), name)
    return output(path)
