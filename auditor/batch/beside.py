"""What a run is given beside its batch: last year's forms, last year's execution, and a budget table."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor.batch.discovery import Discovery
from auditor.batch.reading import read_all
from auditor.checking.views import FormView
from auditor.errors import UnreadableDocument
from auditor.findings.crossing import Beside
from auditor.findings.evaluation import Evaluation
from auditor.reading.source import Limits
from auditor.reading.tables import read_table

_BUDGET_COLUMNS: Final = ("project_name", "department", "amount")
_EXECUTED_COLUMNS: Final = (*_BUDGET_COLUMNS, "spent")


@dataclass(frozen=True, slots=True)
class BesidePaths:
    """Where the inputs beside a batch are; None for those not given."""

    previous: Discovery | None = None
    executed: Path | None = None
    budget: Path | None = None

    def paths(self) -> list[Path]:
        """Give every file named, so that no output may overwrite one."""
        tables = [path for path in (self.executed, self.budget) if path is not None]
        return [*tables, *(() if self.previous is None else (document.path for document in self.previous.documents))]


def read_beside(
    paths: BesidePaths, evaluation: Evaluation, unreadable: list[UnreadableDocument], limits: Limits
) -> Beside:
    """Read what is given beside a batch as a pack reads it; documents that cannot be read are noted.

    Last year's forms are read lazily, one after another. Raises `UsageError` for a table that cannot be read.
    """
    vocabulary = evaluation.run.pack.vocabulary
    executed, budget = (
        None if path is None else read_table(path, path.as_posix(), vocabulary, columns)
        for path, columns in ((paths.executed, _EXECUTED_COLUMNS), (paths.budget, _BUDGET_COLUMNS))
    )
    previous = None if paths.previous is None else _views(paths.previous, evaluation, unreadable, limits)
    return Beside(previous, executed, budget)


def _views(
    previous: Discovery, evaluation: Evaluation, unreadable: list[UnreadableDocument], limits: Limits
) -> Iterator[FormView]:
    unreadable.extend(previous.unreadable)
    for form in read_all(previous.documents, evaluation.run.pack, unreadable, limits):
        yield evaluation.view(form)
