"""``auditor rules list``: the rules of a pack as a table, JSON or CSV."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, OnePack
from auditor.cli.rules.formats import FormatOption, ListFormat, ListOutput, encoding_of, format_of


class Status(StrEnum):
    """Which rules are listed."""

    TRIAL = "trial"
    STABLE = "stable"


def list_rules(
    pack: OnePack = None,
    form: FormatOption = None,
    out: ListOutput = None,
    select: Annotated[str | None, typer.Option("--select", metavar="IDS", help=tell("select"))] = None,
    status: Annotated[Status | None, typer.Option("--status", help=tell("list_status"))] = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """List the rules of a pack; without ``--format`` the suffix of ``--out`` decides, else it is a table."""
    from auditor.batch.selection import chosen_rules
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    loaded = load_pack(pack or DEFAULT_PACK)
    (chosen,) = chosen_rules([loaded], select, trial=True)
    rules = [rule for rule in loaded.rules if rule.id in chosen and status in (None, rule.status)]
    kind = form or format_of(out)
    if kind == ListFormat.TABLE:
        from auditor.reporting.rule_pages import print_list
        from auditor.reporting.terminal import console_for

        print_list(console_for(sys.stdout), loaded, rules, lang)
        return 0
    from auditor.reporting.rule_list import WRITERS
    from auditor.reporting.whole import written_whole

    with written_whole(out, encoding=encoding_of(kind)) as stream:
        WRITERS[kind](stream, loaded, rules, lang)
    return 0
