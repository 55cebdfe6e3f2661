"""``auditor diff OLD NEW``: findings closed, still open, changed and new."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from auditor.cli.language import tell
from auditor.cli.options import FailOn, Lang, LangOption, Outputs

_FINDINGS_EXIT: Final = 1


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=tell("diff_old"), show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=tell("diff_new"), show_default=False)],
    out: Outputs = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help=tell("diff_fail_on"))] = FailOn.ERROR,
    lang: LangOption = Lang.ZH,
) -> int:
    """Compare two runs by the ids of their findings; exit code 1 when there are new ones."""
    from auditor.errors import OutputError
    from auditor.findings.comparison import NEW, compare
    from auditor.reporting.difference import WRITERS, print_changes
    from auditor.reporting.records import load_record
    from auditor.reporting.terminal import console_for
    from auditor.reporting.whole import written_whole

    for path in out or ():
        if path.suffix.lower() not in WRITERS:
            raise OutputError("output.suffix", path=path, suffix=path.suffix, allowed=" ".join(WRITERS))
    changes = list(compare(load_record(old), load_record(new)))
    for path in out or ():
        write, encoding = WRITERS[path.suffix.lower()]
        with written_whole(path, encoding=encoding) as stream:
            write(stream, changes, lang)
    print_changes(console_for(sys.stdout), changes, lang)
    levels = [FailOn.ERROR, FailOn.WARNING, FailOn.INFO]
    added = [levels.index(FailOn(change.row["severity"])) for change in changes if change.kind == NEW]
    return (
        _FINDINGS_EXIT if fail_on is not FailOn.NEVER and any(level <= levels.index(fail_on) for level in added) else 0
    )
