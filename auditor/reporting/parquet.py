"""Findings as Parquet, for data tools: the columns of findings.csv as text, and what are numbers also as numbers.

``amount_decimal`` and ``difference_decimal`` are decimal(38, 6), ``line_number`` and ``page_number`` int32; blank cells are null there.
Needs the extra ``parquet`` (pyarrow).
"""

from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from auditor.errors import OutputError
from auditor.findings.finding import COLUMNS, Finding
from auditor.reporting.output import Output, RunEnd, RunHead
from auditor.reporting.whole import WholeFile

_TOGETHER: Final = 10_000
"""Rows written in one go."""
_PLACES: Final = 6
_cells = attrgetter(*COLUMNS)


class ParquetOutput(Output):
    """Writes findings in groups of rows; memory does not grow with them."""

    def __init__(self, path: Path) -> None:
        """Open the output; raises `OutputError`, also where pyarrow is not installed."""
        super().__init__(path)
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise OutputError("output.needs_extra", path=path, extra="parquet") from error
        self._pa, self._writer_of = pa, pq.ParquetWriter
        numbers = {"amount_decimal": pa.decimal128(38, _PLACES), "difference_decimal": pa.decimal128(38, _PLACES)}
        places = {"page_number": pa.int32(), "line_number": pa.int32()}
        texts = {**dict.fromkeys((*COLUMNS, "standing"), pa.string())}
        self._schema = pa.schema({**texts, **numbers, **places})
        self._file = WholeFile(path, binary=True)
        self._rows: list[dict[str, Any]] = []

    def begin(self, head: RunHead) -> None:
        """Begin the file, with the number of the run beside the data."""
        self._schema = self._schema.with_metadata({"auditor.run": head.number, "auditor.version": head.version})
        self._writer = self._writer_of(self._file.stream, self._schema, compression="zstd")

    def write(self, finding: Finding) -> None:
        """Take a finding."""
        row: dict[str, Any] = dict(zip(COLUMNS, _cells(finding), strict=True))
        row |= {
            "standing": finding.standing,
            "amount_decimal": _decimal(finding.amount),
            "difference_decimal": _decimal(finding.difference),
        }
        row |= {"page_number": _whole(finding.page), "line_number": _whole(finding.line)}
        self._rows.append(row)
        if len(self._rows) >= _TOGETHER:
            self._flush()

    def end(self, end: RunEnd) -> None:  # noqa: ARG002 - the account stands in other outputs
        """Write the last rows."""
        self._flush()
        self._writer.close()

    def commit(self) -> None:
        """Put the whole file in its place."""
        self._file.commit()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.abort()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def _decimal(text: str) -> Decimal | None:
    return Decimal(text).quantize(Decimal(1).scaleb(-_PLACES)) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None
