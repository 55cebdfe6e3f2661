"""``auditor layouts check``: what a layout matched in a document, what stayed unassigned, what is missing."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, OnePack


def check_layout(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=tell("layout_file"), show_default=False)],
    layout: Annotated[str | None, typer.Option("--layout", metavar="NAME", help=tell("layout_only"))] = None,
    pack: OnePack = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Check how a document is read; exit code 1 when something is missing or unassigned, 3 when there is no form."""
    from auditor.batch.selection import chosen_layouts
    from auditor.errors import UnreadableDocument
    from auditor.reading.coverage import cover
    from auditor.reading.source import Source
    from auditor.reporting.layout_pages import print_coverage
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    chosen = load_pack(pack or DEFAULT_PACK)
    layouts = chosen_layouts(chosen, layout)

    def is_known(sample: str) -> bool:
        return any(each.labels.occur_in(sample) for each in layouts)

    try:
        coverage = cover(Source(file, file.as_posix(), is_known), layouts, chosen.vocabulary)
    except UnreadableDocument as error:
        print(error.render(lang), file=sys.stderr)
        return error.exit_code
    print_coverage(console_for(sys.stdout), coverage, lang)
    if not coverage.forms:
        return UnreadableDocument.exit_code
    return int(any(form.missing or form.unassigned for form in coverage.forms))
