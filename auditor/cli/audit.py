"""``auditor audit``: documents in, findings out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from auditor.cli.language import tell
from auditor.cli.options import (
    AsOf,
    BaselineFile,
    Engine,
    FailOn,
    Inputs,
    Lang,
    LangOption,
    LimitOptions,
    Outputs,
    PackNames,
    Profile,
    Waivers,
    day_of,
    limits_from,
)

if TYPE_CHECKING:
    from auditor.findings.account import Tally
    from auditor.reporting.summary import Summary

SHOWN_PROJECTS: Final = 30
FINDINGS_EXIT: Final = 1
UNREADABLE_EXIT: Final = 3


def audit(
    inputs: Inputs,
    pack: PackNames = None,
    out: Outputs = None,
    select: Annotated[str | None, typer.Option("--select", metavar="IDS", help=tell("select"))] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", metavar="IDS", help=tell("ignore"))] = None,
    param: Annotated[list[str] | None, typer.Option("--param", metavar="RULE.NAME=VALUE", help=tell("param"))] = None,
    trial: Annotated[bool, typer.Option("--trial", help=tell("trial"))] = False,  # noqa: FBT002 - typer's flags
    waivers: Waivers = None,
    baseline: BaselineFile = None,
    as_of: AsOf = None,
    previous: Annotated[list[str] | None, typer.Option("--previous", metavar="INPUT", help=tell("previous"))] = None,
    executed: Annotated[Path | None, typer.Option("--executed", metavar="TABLE", help=tell("executed"))] = None,
    budget: Annotated[Path | None, typer.Option("--budget", metavar="TABLE", help=tell("budget"))] = None,
    profile: Annotated[Profile, typer.Option("--profile", help=tell("profile"))] = Profile.INTERNAL,
    limit: LimitOptions = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help=tell("fail_on"))] = FailOn.ERROR,
    engine: Annotated[Engine, typer.Option("--engine", help=tell("engine"))] = Engine.BOTH,
    lang: LangOption = Lang.ZH,
) -> int:
    """Audit documents and write the findings."""
    from auditor.batch.beside import BesidePaths
    from auditor.batch.discovery import discover
    from auditor.batch.head import run_head
    from auditor.batch.run import Batch
    from auditor.batch.selection import chosen_rules, sleeping_rules, with_effects
    from auditor.cli.outputs import OpenOutputs
    from auditor.cli.progress import Progress
    from auditor.findings.evaluation import Evaluation, Result
    from auditor.findings.exemptions import load_exemptions
    from auditor.reporting.output import RunEnd
    from auditor.reporting.summary import Summary
    from auditor.reporting.terminal import print_summary
    from auditor.rulebook.pack import DEFAULT_PACK, load_packs
    from auditor.rulebook.thresholds import settings_of, split_params

    packs = load_packs(pack or [DEFAULT_PACK], split_params(param or ()))
    chosen = chosen_rules(packs, select, ignore, trial=trial)
    day = day_of(as_of, "--as-of")
    exemptions = load_exemptions(packs, waivers, baseline, day)
    limits = limits_from(limit)
    found = discover(inputs, (waivers, baseline), limits)
    before = None if previous is None else discover(previous, limits=limits)
    paths = list(out or ())
    summary = Summary(
        SHOWN_PROJECTS,
        sleeping_rules(packs, chosen, select, ignore),
        [setting for each in packs for setting in settings_of(each.rules)],
    )
    _calm_collector()
    evaluations = [
        Evaluation(each, engine=engine, lang=lang, rules=rules, exemptions=exemptions, as_of=day, profile=profile)
        for each, rules in zip(packs, with_effects(packs, chosen, ignore), strict=True)
    ]
    beside = BesidePaths(before, executed, budget)
    inputs_read = [document.path for document in found.documents] + beside.paths()
    with Progress(lang) as progress, OpenOutputs(paths, inputs_read, lang) as outputs:

        def note(result: Result) -> None:
            summary.add(result)
            progress.advance()

        batch = Batch(evaluations, note, beside, limits, keep_forms=outputs.want_forms)
        summary.discretion = batch.discretion
        batch.audit(found)
        asked = _asked(select, ignore, as_of, trial=trial)
        outputs.begin(lambda: run_head(found.documents, evaluations, asked, batch.discretion.path))
        batch.deliver([summary, *outputs.opened], outputs.form_takers)
        if exemptions is not None:
            batch.tally.exemptions = batch.discretion.exemptions(exemptions.report(batch.account().rule_ids))
        outputs.end(RunEnd(batch.account(), batch.tally))
    print_summary(outputs.console, summary, batch.account(), batch.tally, paths, lang)
    return _exit_code(summary, batch.tally, fail_on)


def _asked(select: str | None, ignore: str | None, as_of: str | None, *, trial: bool) -> dict[str, str]:
    """Give the options that decide what is checked, by their names."""
    given = {"select": select, "ignore": ignore, "as_of": as_of, "trial": "true" if trial else None}
    return {name: value for name, value in given.items() if value is not None}


def _calm_collector() -> None:
    """Let the garbage collector look seldom: forms hold no cycles, and looking at each cost a third of the time."""
    import gc

    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _exit_code(summary: "Summary", tally: "Tally", fail_on: FailOn) -> int:
    if tally.unreadable or tally.faults:
        return UNREADABLE_EXIT
    levels = [FailOn.ERROR, FailOn.WARNING, FailOn.INFO]
    if fail_on is FailOn.NEVER or summary.worst is None:
        return 0
    return FINDINGS_EXIT if levels.index(FailOn(summary.worst)) <= levels.index(fail_on) else 0
