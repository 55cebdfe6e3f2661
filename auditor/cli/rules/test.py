"""``auditor rules test``: the tests beside the rules."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, PackPath


def run_rule_tests(
    path: PackPath = None,
    select: Annotated[str | None, typer.Option("--select", metavar="IDS", help=tell("select"))] = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Run the tests beside the rules; exit code 1 when one fails, 4 when a test file is invalid."""
    from auditor.batch.selection import chosen_rules
    from auditor.errors import InvalidPack
    from auditor.findings.ruletests import run_tests
    from auditor.marked import Reporter
    from auditor.reporting.rule_pages import print_tests
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    reporter = Reporter()
    pack = load_pack(path or DEFAULT_PACK)
    (chosen,) = chosen_rules([pack], select, trial=True)
    results = list(run_tests(pack, reporter, chosen))
    if reporter.problems:
        raise InvalidPack(reporter.problems)
    return 0 if print_tests(console_for(sys.stdout), results, lang) else 1
