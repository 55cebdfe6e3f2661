"""The formats of the lists that ``auditor rules`` gives: a table, or JSON and CSV for programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import tell


class ListFormat(StrEnum):
    """How a list is given."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[ListFormat | None, typer.Option("--format", help=tell("list_format"))]
ListOutput = Annotated[Path | None, typer.Option("--out", metavar="PATH", help=tell("list_out"))]


def format_of(out: Path | None) -> ListFormat:
    """Give the format that the suffix of an output names; raises `UsageError` for another suffix, or a table in a file."""
    from auditor.errors import OutputError

    if out is None:
        return ListFormat.TABLE
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in (ListFormat.JSON, ListFormat.CSV):
        raise OutputError("output.suffix", path=out, suffix=out.suffix, allowed=".json .csv")
    return ListFormat(suffix)


def encoding_of(kind: ListFormat) -> str:
    """Give the encoding of a list in a file: spreadsheets know UTF-8 by its BOM."""
    return "utf-8-sig" if kind == ListFormat.CSV else "utf-8"
