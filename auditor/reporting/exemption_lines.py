"""What waivers and baseline came to, in lines for the terminal: how many findings they hold, and what is out of order."""

from collections.abc import Iterator
from typing import Final

from auditor.findings.exemptionreport import (
    BASELINE_STATES,
    EXPIRED,
    NOT_RUN,
    SHOWN,
    STANDING,
    UNCHECKED,
    UNKNOWN_FORM,
    UNUSED,
    BaselineUse,
    ExemptionReport,
    WaiverUse,
)
from auditor.wording import say

_TOLD: Final = (EXPIRED, UNKNOWN_FORM, UNUSED, UNCHECKED)


def exemption_lines(report: ExemptionReport, lang: str) -> Iterator[str]:
    """Give the lines: the sum, the waivers that a person should look at by state, then the baseline."""
    day = report.as_of.isoformat()
    yield say(lang, "waiver.sum", waived=report.waived, day=day)
    for state in _TOLD:
        uses = [use for use in report.waivers if use.state == state]
        yield from (_waiver_line(use, lang) for use in uses[:SHOWN])
        if len(uses) > SHOWN:
            left = len(uses) - SHOWN
            yield say(lang, "waiver.left_out", count=left, state=say(lang, f"waiver.state_{state}"))
    if not_run := sum(use.state == NOT_RUN for use in report.waivers):
        yield say(lang, "waiver.not_run", count=not_run)
    if report.baseline is not None:
        yield from _baseline_lines(report.baseline, lang)


def _waiver_line(use: WaiverUse, lang: str) -> str:
    waiver = use.waiver
    about = " ".join(filter(None, (waiver.rule, waiver.form or say(lang, "waiver.batch"), waiver.subject)))
    place = f"{waiver.file}:{waiver.line}"
    details = {"place": place, "about": about, "until": waiver.until.isoformat(), "standing": use.standing}
    text = say(lang, f"waiver.{use.state}", document=waiver.document, **details)
    return text + (say(lang, "waiver.nearest", nearest=use.nearest) if use.nearest else "")


def _baseline_lines(use: BaselineUse, lang: str) -> Iterator[str]:
    until = use.until.isoformat()
    parts = [
        say(lang, f"waiver.baseline_{state}", count=use.counts[state]) for state in BASELINE_STATES if use.counts[state]
    ]
    yield say(
        lang,
        "waiver.baseline",
        file=use.file,
        until=until,
        count=use.counts.total(),
        parts=say(lang, "finding.list_separator").join(parts) or "—",
    )
    if use.expired:
        yield say(lang, "waiver.baseline_expired", file=use.file, until=until, standing=use.counts[STANDING])
