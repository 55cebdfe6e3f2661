"""The options that several commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import LANG, tell
from auditor.errors import UsageError
from auditor.wording import say


class Lang(StrEnum):
    """Language of messages."""

    ZH = "zh"
    EN = "en"


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Profile(StrEnum):
    """Whether the forms are a version for the administration or one meant for the public."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Engine(StrEnum):
    """Which evaluator judges."""

    BOTH = "both"
    RETE = "rete"
    PLAIN = "plain"


def day_of(text: str | None, option: str) -> date | None:
    """Give the day that an option says, None without it; raises `UsageError` for what is no day."""
    from auditor.findings.waivers import read_day

    day = None if text is None else read_day(text)
    if text is not None and day is None:
        raise UsageError("cli.bad_value", name=option, reason=say(LANG, "waiver.day", found=text))
    return day


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=tell("input"), show_default=False)]
PackNames = Annotated[list[str] | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
PackPath = Annotated[str | None, typer.Argument(metavar="[PATH]", help=tell("pack_path"), show_default=False)]
OnePack = Annotated[str | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
Outputs = Annotated[list[Path] | None, typer.Option("--out", metavar="PATH", help=tell("out"))]
Output = Annotated[Path | None, typer.Option("--out", metavar="PATH", help=tell("out_json"))]
Waivers = Annotated[Path | None, typer.Option("--waivers", metavar="FILE", help=tell("waivers"))]
BaselineFile = Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help=tell("baseline"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=tell("as_of"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=tell("lang"))]
"""Language of messages; help texts already follow it (see `auditor.cli.language`)."""
