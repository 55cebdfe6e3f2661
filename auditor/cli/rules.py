"""``auditor rules``: list, show, lint and test the rules of a pack."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, OnePack, PackPath

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("list", help=tell("rules_list"))
def list_rules(pack: OnePack = None, lang: LangOption = Lang.ZH) -> int:
    """Print every rule of a pack in a table."""
    from auditor.reporting.rule_pages import print_list
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    print_list(console_for(sys.stdout), load_pack(pack or DEFAULT_PACK), lang)
    return 0


@app.command("show", help=tell("rules_show"))
def show_rule(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=tell("rule_id"))],
    pack: OnePack = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Explain one rule in plain words."""
    from auditor.batch.selection import chosen_rules
    from auditor.reporting.rule_pages import print_rule
    from auditor.reporting.terminal import console_for
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    loaded = load_pack(pack or DEFAULT_PACK)
    chosen = chosen_rules([loaded], rule_id, None)
    for rule in loaded.rules:
        if rule.id in chosen:
            print_rule(console_for(sys.stdout), rule, loaded, lang)
    return 0


@app.command("lint", help=tell("rules_lint"))
def lint(path: PackPath = None, lang: LangOption = Lang.ZH) -> int:
    """Tell every mistake of a pack, with its file, line and column."""
    from auditor.errors import InvalidPack
    from auditor.findings.lint import lint_pack
    from auditor.rulebook.pack import DEFAULT_PACK, find_pack
    from auditor.wording import say

    folder = find_pack(path or DEFAULT_PACK)
    problems, rules = lint_pack(folder)
    if problems:
        raise InvalidPack(problems)
    print(say(lang, "cli.lint_clean", pack=folder.name, rules=rules))
    return 0


@app.command("test", help=tell("rules_test"))
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
