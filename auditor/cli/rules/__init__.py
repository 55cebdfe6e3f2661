"""``auditor rules``: one file a command."""

import typer

from auditor.cli.language import tell
from auditor.cli.rules.changes import list_changes
from auditor.cli.rules.docs import write_docs
from auditor.cli.rules.lint import lint
from auditor.cli.rules.list import list_rules
from auditor.cli.rules.new import new_rule
from auditor.cli.rules.schema import write_schema
from auditor.cli.rules.show import show_rule
from auditor.cli.rules.test import run_rule_tests

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("list", help=tell("rules_list"))(list_rules)
app.command("show", help=tell("rules_show"))(show_rule)
app.command("changes", help=tell("rules_changes"))(list_changes)
app.command("new", help=tell("rules_new"))(new_rule)
app.command("lint", help=tell("rules_lint"))(lint)
app.command("test", help=tell("rules_test"))(run_rule_tests)
app.command("schema", help=tell("rules_schema"))(write_schema)
app.command("docs", help=tell("rules_docs"))(write_docs)
