"""``auditor layouts``: one file a command."""

import typer

from auditor.cli.language import tell
from auditor.cli.layouts.check import check_layout
from auditor.cli.layouts.list import list_layouts
from auditor.cli.layouts.show import show_layout

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("list", help=tell("layouts_list"))(list_layouts)
app.command("show", help=tell("layouts_show"))(show_layout)
app.command("check", help=tell("layouts_check"))(check_layout)
