"""The Python interface: read forms, load a pack, audit documents, and take the findings as a pandas frame."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from auditor.batch.beside import BesidePaths
from auditor.batch.discovery import discover
from auditor.batch.reading import read_all
from auditor.batch.run import Batch
from auditor.batch.selection import chosen_rules, with_effects
from auditor.errors import UnreadableDocument
from auditor.findings.account import Account, Tally
from auditor.findings.evaluation import Evaluation
from auditor.findings.exemptions import load_exemptions
from auditor.findings.finding import COLUMNS, OUTCOMES, Finding
from auditor.forms.model import Form
from auditor.reading.limits import limits_of
from auditor.rulebook.pack import DEFAULT_PACK, Pack, load_pack
from auditor.rulebook.rule import DIMENSIONS, SEVERITIES

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS: Final = {"amount": "Float64", "difference": "Float64", "year": "Int64", "page": "Int64", "line": "Int64"}
_WORDS: Final = {"severity": SEVERITIES[::-1], "outcome": OUTCOMES, "dimension": DIMENSIONS}

__all__ = ["Audit", "audit", "load_pack", "read_forms"]


@dataclass(slots=True)
class Audit:
    """What auditing some documents gave: findings in their total order, the account, and what went wrong."""

    findings: list[Finding]
    account: Account
    tally: Tally = field(default_factory=Tally)

    def to_frame(self, *, typed: bool = False) -> "pd.DataFrame":
        """Give the findings as a frame with the columns of findings.csv, all of dtype ``string``.

        With ``typed`` the columns have the same names and order, and these dtypes: ``amount`` and ``difference``
        ``Float64``, ``year``, ``page`` and ``line`` ``Int64``, ``basis_verified`` ``boolean``, and ``severity``, ``outcome``
        and ``dimension`` ``category`` of all their words (severities in order, ``error`` the highest); blank cells of these
        columns are missing values. The other columns stay ``string``. Money is exact to the 15 digits of a float; for more,
        take the texts of the plain frame.
        """
        import pandas as pd

        cells = attrgetter(*COLUMNS)
        rows = [cells(finding) for finding in self.findings]
        frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")
        if not typed:
            return frame
        words = {name: pd.CategoricalDtype(list(known), ordered=name == "severity") for name, known in _WORDS.items()}
        numbers = {name: pd.to_numeric(frame[name].replace("", pd.NA)) for name in _NUMBERS}
        verified = frame["basis_verified"] == "true"
        dtypes: dict[str, Any] = {**words, **_NUMBERS, "basis_verified": "boolean"}
        return frame.assign(**numbers, basis_verified=verified).astype(dtypes)


def _texts(inputs: str | Path | Iterable[str | Path]) -> list[str]:
    return [str(inputs)] if isinstance(inputs, str | Path) else [str(path) for path in inputs]


def read_forms(
    inputs: str | Path | Iterable[str | Path], pack: Pack | None = None, *, limits: Mapping[str, int] | None = None
) -> Iterator[Form]:
    """Read the forms of files, folders and archives lazily, in order.

    ``limits`` sets some of them anew, as ``--limit`` does. At the end raises `UnreadableDocument` for the first document
    that could not be read.
    """
    held_to = limits_of(limits)
    found = discover(_texts(inputs), limits=held_to)
    unreadable: list[UnreadableDocument] = found.unreadable
    yield from read_all(found.documents, pack or load_pack(DEFAULT_PACK), unreadable, held_to)
    if unreadable:
        raise unreadable[0]


def audit(
    inputs: str | Path | Iterable[str | Path],
    pack: Pack | None = None,
    *,
    engine: str = "both",
    lang: str = "zh",
    select: str | None = None,
    ignore: str | None = None,
    trial: bool = False,
    waivers: Path | None = None,
    baseline: Path | None = None,
    as_of: date | None = None,
    previous: str | Path | Iterable[str | Path] | None = None,
    executed: str | Path | None = None,
    budget: str | Path | None = None,
    profile: str = "internal",
    limits: Mapping[str, int] | None = None,
) -> Audit:
    """Audit files, folders and archives; documents that could not be read are named in the result's ``tally``.

    ``select`` and ``ignore`` list rule ids or groups, separated by commas. A rule on trial runs only with ``trial``, or
    when ``select`` names it by its id. ``previous`` are last year's forms, ``executed`` and ``budget`` tables (CSV or
    spreadsheet) of last year's execution and of this year's budget by project.

    ``waivers`` and ``baseline`` are files, judged to hold or to have expired on the day ``as_of`` (by default today);
    what became of them is in ``tally.exemptions``. A form without a year is asked the rules in force in the year of that day.

    ``profile`` tells whether the forms are an ``internal`` version or one meant to be ``public``; the latter masks names of
    persons, too. ``limits`` sets how much
    is read of a document at most, as ``--limit`` does: ``{"pages": 5000}``.
    """
    used = pack or load_pack(DEFAULT_PACK)
    (rules,) = with_effects([used], chosen_rules([used], select, ignore, trial=trial), ignore)
    exemptions = load_exemptions([used], waivers, baseline, as_of)
    held_to = limits_of(limits)
    found = discover(_texts(inputs), (waivers, baseline), held_to)
    evaluation = Evaluation(
        used, engine=engine, lang=lang, rules=rules, exemptions=exemptions, as_of=as_of, profile=profile
    )
    beside = BesidePaths(
        None if previous is None else discover(_texts(previous), limits=held_to),
        None if executed is None else Path(executed),
        None if budget is None else Path(budget),
    )
    batch = Batch([evaluation], lambda _result: None, beside, held_to)
    batch.audit(found)
    collected = _Collected()
    batch.deliver([collected])
    if exemptions is not None:
        batch.tally.exemptions = batch.discretion.exemptions(exemptions.report(batch.account().rule_ids))
    return Audit(collected.findings, batch.account(), batch.tally)


class _Collected:
    """Keeps the findings."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def write(self, finding: Finding) -> None:
        self.findings.append(finding)
