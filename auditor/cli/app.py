"""The command line: one typer application, one module a command. Exit codes: contract.md §1."""

import os
import signal
import sys
from typing import Any, Final

import typer

from auditor.cli import audit, baseline, diff, layouts, ledger, read, rules
from auditor.cli.language import LANG, tell
from auditor.errors import TRACEBACK, AuditorError
from auditor.wording import say

WrongUse: Final[type[Any]] = typer.BadParameter.__base__ or typer.BadParameter
"""The base of what typer raises for a command typed wrongly; typer exports only its children."""
WRONG_USE: Final = 2
INTERRUPTED: Final = 130
INTERNAL: Final = 3
"""A fault of the program itself: nothing was judged, whatever the reason."""

app = typer.Typer(help=tell("about"), add_completion=False, no_args_is_help=True, rich_markup_mode=None)
app.command("audit", help=tell("audit"))(audit.audit)
app.command("read", help=tell("read"))(read.read)
app.command("diff", help=tell("diff"))(diff.diff)
app.add_typer(baseline.app, name="baseline", help=tell("baseline_about"))
app.add_typer(layouts.app, name="layouts", help=tell("layouts"))
app.add_typer(ledger.app, name="ledger", help=tell("ledger"))
app.add_typer(rules.app, name="rules", help=tell("rules"))


def main() -> None:
    """Run the command line; every error is one clear message on standard error and an exit code."""
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # stopped by the system or by hand: tidied up all the same
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    try:
        code = app(args=arguments, prog_name="auditor", standalone_mode=False)
    except AuditorError as error:
        print(error.render(LANG), file=sys.stderr)
        return error.exit_code
    except WrongUse as error:
        print(_usage(error), file=sys.stderr)
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        print(say(LANG, "cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        reason = f"{type(error).__name__}: {error}"
        print(say(LANG, "cli.internal", reason=reason, variable=TRACEBACK), file=sys.stderr)
        return INTERNAL
    if code == INTERRUPTED:  # by a key, which typer keeps to itself
        print(say(LANG, "cli.interrupted"), file=sys.stderr)
    return code if isinstance(code, int) else 0


def _usage(error: Any) -> str:
    """Say in the user's language what is wrong with the command as typed."""
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "NoSuchOption":
        named = "、".join(error.possibilities or ())
        near = say(LANG, "pack.near", nearest=named) if named else ""
        return say(LANG, "cli.no_option", name=error.option_name, near=near)
    if parameter is not None and kind == "MissingParameter":
        return say(LANG, "cli.missing", name=_name(parameter))
    if parameter is not None and kind == "BadParameter":
        return say(LANG, "cli.bad_value", name=_name(parameter), reason=error.message)
    return say(LANG, "cli.usage", reason=error.format_message())


def _name(parameter: Any) -> str:
    """Give a parameter's name as the user types it: the option, or the argument's placeholder."""
    option = next((text for text in parameter.opts if text.startswith("-")), None)
    return str(option or parameter.metavar or parameter.name)
