"""``auditor layouts list``: the layouts of a pack."""

import sys

from auditor.cli.options import Lang, LangOption, OnePack


def list_layouts(pack: OnePack = None, lang: LangOption = Lang.ZH) -> int:
    """List the layouts of a pack: name, title, unit of money, columns."""
    from auditor.reporting.layout_pages import print_list
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    print_list(console_for(sys.stdout), load_pack(pack or DEFAULT_PACK).layouts, lang)
    return 0
