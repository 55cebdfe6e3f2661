"""``auditor rules list``: every rule of a pack in a table."""

import sys

from auditor.cli.options import Lang, LangOption, OnePack


def list_rules(pack: OnePack = None, lang: LangOption = Lang.ZH) -> int:
    """Print every rule of a pack in a table."""
    from auditor.reporting.rule_pages import print_list
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    print_list(console_for(sys.stdout), load_pack(pack or DEFAULT_PACK), lang)
    return 0
