"""``auditor baseline write``: today's findings, accepted until a day."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from auditor.cli.language import tell
from auditor.cli.options import AsOf, Lang, LangOption, LimitOptions, PackNames, Waivers, day_of, limits_from
from auditor.errors import InvalidExemptions, OutputError, UsageError
from auditor.wording import say

if TYPE_CHECKING:
    from auditor.batch.discovery import Discovery
    from auditor.findings.acceptance import Acceptance
    from auditor.findings.account import Tally
    from auditor.findings.exemptions import Exemptions
    from auditor.reading.source import Limits
    from auditor.rulebook.pack import Pack

_SUFFIX: Final = ".json"
_UNREADABLE_EXIT: Final = 3

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def baseline() -> None:
    """Keep ``write`` a command with a name: an application of one command would lose it."""


@app.command("write", help=tell("baseline_write"))
def write(
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=tell("until"))],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="[INPUT...]", help=tell("input"), show_default=False)
    ] = None,
    findings: Annotated[Path | None, typer.Option("--findings", metavar="CSV", help=tell("findings"))] = None,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help=tell("out_baseline"))] = Path("baseline.json"),
    pack: PackNames = None,
    select: Annotated[str | None, typer.Option("--select", metavar="IDS", help=tell("select"))] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", metavar="IDS", help=tell("ignore"))] = None,
    param: Annotated[list[str] | None, typer.Option("--param", metavar="RULE.NAME=VALUE", help=tell("param"))] = None,
    trial: Annotated[bool, typer.Option("--trial", help=tell("trial"))] = False,  # noqa: FBT002 - typer's flags
    waivers: Waivers = None,
    as_of: AsOf = None,
    limit: LimitOptions = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Write the findings of documents, or of a findings.csv, as a baseline."""
    from auditor.batch.discovery import Discovery, discover
    from auditor.batch.selection import chosen_rules
    from auditor.findings.acceptance import Acceptance
    from auditor.findings.account import Tally
    from auditor.findings.baseline import baseline_lines
    from auditor.findings.exemptions import load_exemptions
    from auditor.findings.waivers import today
    from auditor.reporting.whole import written_whole
    from auditor.rulebook.pack import DEFAULT_PACK, load_packs
    from auditor.rulebook.thresholds import split_params

    if bool(inputs) == (findings is not None):
        raise UsageError("waiver.one_source")
    if findings is not None and waivers is not None:
        raise UsageError("waiver.of_findings")
    last, day = day_of(until, "--until") or today(), day_of(as_of, "--as-of") or today()
    if last < day:
        raise UsageError("waiver.until_past", until=last, as_of=day)
    packs = load_packs(pack or [DEFAULT_PACK], split_params(param or ()))
    chosen = chosen_rules(packs, select, ignore, trial=trial or findings is not None)
    exemptions = load_exemptions(packs, waivers, None, day)
    acceptance, tally = Acceptance(packs), Tally()
    limits = limits_from(limit)
    found = discover(inputs, (waivers,), limits) if inputs else Discovery()
    _check_out(out, [document.path for document in found.documents] if findings is None else [findings])
    with written_whole(out) as stream:
        if findings is not None:
            _read(findings, packs, chosen, acceptance)
        else:
            tally = _audit(found, packs, chosen, exemptions, acceptance, day, limits)
        stream.writelines(f"{line}\n" for line in baseline_lines(acceptance.accepted.values(), last))
    _tell(acceptance, tally, lang, path=out.as_posix(), until=last.isoformat())
    return _UNREADABLE_EXIT if tally.unreadable or tally.faults else 0


def _check_out(out: Path, inputs: Sequence[Path]) -> None:
    """Raise `OutputError` for an output of another format, and for one that would overwrite an input."""
    if out.suffix.lower() != _SUFFIX:
        raise OutputError("output.suffix", path=out, suffix=out.suffix, allowed=_SUFFIX)
    if out.resolve() in {path.resolve() for path in inputs}:
        raise OutputError("output.is_input", path=out)


def _read(findings: Path, packs: "Sequence[Pack]", chosen: Sequence[frozenset[str]], acceptance: "Acceptance") -> None:
    """Take the findings of a findings.csv, those of the chosen rules; raises `InvalidExemptions` with all its mistakes."""
    from auditor.findings.candidates import read_candidates
    from auditor.marked import Reporter

    reporter = Reporter()
    wanted = {(pack.name, rule_id) for pack, rules in zip(packs, chosen, strict=True) for rule_id in rules}
    for found in read_candidates(findings, packs, reporter):
        if (found.pack, found.rule_id) in wanted:
            acceptance.take(found)
    if reporter.problems:
        raise InvalidExemptions(reporter.problems)


def _audit(
    found: "Discovery",
    packs: "Sequence[Pack]",
    chosen: Sequence[frozenset[str]],
    exemptions: "Exemptions | None",
    acceptance: "Acceptance",
    day: date,
    limits: "Limits",
) -> "Tally":
    """Audit the documents; always in Chinese, so that the bytes of a baseline depend on nothing but the findings."""
    from auditor.batch.run import Batch
    from auditor.cli.progress import Progress
    from auditor.findings.evaluation import Evaluation

    evaluations = [
        Evaluation(pack, rules=rules, exemptions=exemptions, as_of=day)
        for pack, rules in zip(packs, chosen, strict=True)
    ]
    with Progress(Lang.ZH) as progress:
        batch = Batch(evaluations, lambda _result: progress.advance(), limits=limits)
        batch.audit(found)
        batch.deliver([acceptance])
    if exemptions is not None:
        batch.tally.exemptions = exemptions.report(batch.account().rule_ids)
    return batch.tally


def _tell(acceptance: "Acceptance", tally: "Tally", lang: str, **written: str) -> None:
    """Say what was written, what was left out and why, and what could not be read."""
    from auditor.reporting.exemption_lines import exemption_lines
    from auditor.reporting.input_lines import passed_over_lines

    print(say(lang, "waiver.baseline_written", count=len(acceptance.accepted), **written))
    if acceptance.refused:
        rules = " ".join(sorted(acceptance.refused))
        print(say(lang, "waiver.baseline_left_refused", count=acceptance.refused.total(), rules=rules))
    if acceptance.unchecked:
        print(say(lang, "waiver.baseline_left_unchecked", count=acceptance.unchecked))
    if acceptance.waived:
        print(say(lang, "waiver.baseline_left_waived", count=acceptance.waived))
    if tally.exemptions is not None:
        print("\n".join(exemption_lines(tally.exemptions, lang)))
    for line in passed_over_lines(tally.passed_over, lang):
        print(line, file=sys.stderr)
    for error in tally.unreadable:
        print(say(lang, "report.unreadable", reason=error.render(lang)), file=sys.stderr)
    for form_id, fault in tally.faults:
        print(say(lang, "report.fault", form=form_id, reason=fault.render(lang)), file=sys.stderr)
