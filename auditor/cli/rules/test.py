"""``auditor rules test``: the tests beside the rules."""

import sys

from auditor.cli.options import Lang, LangOption, PackPath


def run_rule_tests(path: PackPath = None, lang: LangOption = Lang.ZH) -> int:
    """Run the tests beside the rules; exit code 1 when one fails."""
    from auditor.errors import InvalidPack
    from auditor.findings.ruletests import run_tests
    from auditor.marked import Reporter
    from auditor.reporting.rule_pages import print_tests
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    reporter = Reporter()
    results = list(run_tests(load_pack(path or DEFAULT_PACK), reporter))
    if reporter.problems:
        raise InvalidPack(reporter.problems)
    return 0 if print_tests(console_for(sys.stdout), results, lang) else 1
