"""``auditor rules show``: one rule, or the rules of a group, in plain words."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, OnePack


def show_rule(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=tell("rule_id"))],
    pack: OnePack = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Explain one rule in plain words."""
    from auditor.batch.selection import chosen_rules
    from auditor.reporting.rule_pages import print_rule
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    loaded = load_pack(pack or DEFAULT_PACK)
    (chosen,) = chosen_rules([loaded], rule_id, trial=True)
    for rule in loaded.rules:
        if rule.id in chosen:
            print_rule(console_for(sys.stdout), rule, loaded, lang)
    return 0
