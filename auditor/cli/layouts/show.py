"""``auditor layouts show``: which labels a layout knows, and what each of them means."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, OnePack


def show_layout(
    name: Annotated[str, typer.Argument(metavar="NAME", help=tell("layout_name"))],
    pack: OnePack = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Show the labels of one layout and the fields they lead to."""
    from auditor.batch.selection import chosen_layouts
    from auditor.reporting.layout_pages import print_layout
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    (layout,) = chosen_layouts(load_pack(pack or DEFAULT_PACK), name)
    print_layout(console_for(sys.stdout), layout, lang)
    return 0
