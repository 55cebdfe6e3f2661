"""``auditor rules changes``: what changed between two versions of a pack."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption
from auditor.cli.rules.formats import FormatOption, ListFormat, ListOutput, encoding_of, format_of

Old = Annotated[str, typer.Argument(metavar="OLD", help=tell("old_pack"))]
New = Annotated[str, typer.Argument(metavar="NEW", help=tell("newer_pack"))]


def list_changes(
    old: Old, new: New, form: FormatOption = None, out: ListOutput = None, lang: LangOption = Lang.ZH
) -> int:
    """List what changed, rule by rule; ids that were dropped or used again are mistakes of the new pack."""
    from auditor.errors import InvalidPack
    from auditor.rulebook.changes import broken_promises, changes_between
    from auditor.rulebook.pack import load_packs

    before, after = load_packs([old, new], together=False)
    changes = changes_between(before, after)
    kind = form or format_of(out)
    if kind == ListFormat.TABLE:
        from auditor.reporting.rule_changes import print_changes
        from auditor.reporting.terminal import console_for

        print_changes(console_for(sys.stdout), changes, (before, after), lang)
    else:
        from auditor.reporting.rule_changes import WRITERS
        from auditor.reporting.whole import written_whole

        with written_whole(out, encoding=encoding_of(kind)) as stream:
            WRITERS[kind](stream, changes, (before, after), lang)
    if problems := broken_promises(changes, before, after):
        raise InvalidPack(problems)
    return 0
