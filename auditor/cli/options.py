"""The options that several commands share."""

from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from auditor.cli.language import LANG, tell
from auditor.errors import UsageError
from auditor.reading.limits import limits_of, split_limits
from auditor.reading.source import DEFAULT_LIMITS, Limits
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


_AS_IT_IS: Final = "\n\n\b\n"
"""Begins a paragraph of a help text whose lines stay apart."""


def day_of(text: str | None, option: str) -> date | None:
    """Give the day that an option says, None without it; raises `UsageError` for what is no day."""
    from auditor.findings.waivers import read_day

    day = None if text is None else read_day(text)
    if text is not None and day is None:
        raise UsageError("cli.bad_value", name=option, reason=say(LANG, "waiver.day", found=text))
    return day


def limits_from(texts: list[str] | None) -> Limits:
    """Give the limits that ``--limit`` sets; raises `UsageError` for a name or value that is none."""
    return limits_of(split_limits(texts or ()))


def _limit_help() -> str:
    """Name every limit with what it limits and its default."""
    named = (f"{name}={value}: {say(LANG, f'cli.limit_{name}')}" for name, value in asdict(DEFAULT_LIMITS).items())
    return tell("limit") + _AS_IT_IS + "\n".join(named)


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=tell("input"), show_default=False)]
PackNames = Annotated[list[str] | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
PackPath = Annotated[str | None, typer.Argument(metavar="[PATH]", help=tell("pack_path"), show_default=False)]
OnePack = Annotated[str | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
Outputs = Annotated[list[Path] | None, typer.Option("--out", metavar="PATH", help=tell("out"))]
Output = Annotated[Path | None, typer.Option("--out", metavar="PATH", help=tell("out_json"))]
Waivers = Annotated[Path | None, typer.Option("--waivers", metavar="FILE", help=tell("waivers"))]
BaselineFile = Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help=tell("baseline"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=tell("as_of"))]
LimitOptions = Annotated[list[str] | None, typer.Option("--limit", metavar="NAME=VALUE", help=_limit_help())]
LangOption = Annotated[Lang, typer.Option("--lang", help=tell("lang"))]
"""Language of messages; help texts already follow it (see `auditor.cli.language`)."""
