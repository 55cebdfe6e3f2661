"""``auditor rules new``: begin a rule and its test."""

from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption


def new_rule(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=tell("new_id"))],
    pack: Annotated[str | None, typer.Option("--pack", metavar="PATH", help=tell("new_pack"))] = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Write a rule that works, its test, and what the pack lacks; the author edits them."""
    from auditor.findings import scaffold
    from auditor.wording import say

    for path in scaffold.new_rule(rule_id, pack):
        print(say(lang, "rules.created", path=path.as_posix()))
    print(say(lang, "rules.next", pack=pack or "."))
    return 0
