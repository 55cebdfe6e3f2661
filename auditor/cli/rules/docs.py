"""``auditor rules docs``: the rule reference as Markdown."""

from pathlib import Path
from typing import Annotated, Final

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, PackPath

_DEFAULT: Final = Path("rule-reference")


def write_docs(
    path: PackPath = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=tell("docs_out"))] = _DEFAULT,
    lang: LangOption = Lang.ZH,
) -> int:
    """Write one page a rule and an index; the pages appear together or not at all."""
    from auditor.reporting.rule_docs import rule_docs
    from auditor.reporting.whole import write_folder
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack
    from auditor.wording import say

    pages = rule_docs(load_pack(path or DEFAULT_PACK), lang)
    write_folder(out, pages)
    print(say(lang, "rules.docs_written", count=len(pages), path=out.as_posix()))
    return 0
