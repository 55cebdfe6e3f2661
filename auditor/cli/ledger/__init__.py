"""``auditor ledger``: the rectification ledger that people work in."""

import typer

from auditor.cli.language import tell
from auditor.cli.ledger.update import update_ledger

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("update", help=tell("ledger_update"))(update_ledger)


@app.callback()
def about() -> None:
    """Keep `update` a command of its own, though it is the only one."""
