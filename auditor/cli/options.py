"""The options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import tell


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


class Engine(StrEnum):
    """Which evaluator judges."""

    BOTH = "both"
    RETE = "rete"
    PLAIN = "plain"


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=tell("input"), show_default=False)]
PackNames = Annotated[list[str] | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
PackPath = Annotated[str | None, typer.Argument(metavar="[PATH]", help=tell("pack_path"), show_default=False)]
OnePack = Annotated[str | None, typer.Option("--pack", metavar="NAME|PATH", help=tell("pack"))]
Outputs = Annotated[list[Path] | None, typer.Option("--out", metavar="PATH", help=tell("out"))]
Output = Annotated[Path | None, typer.Option("--out", metavar="PATH", help=tell("out_json"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=tell("lang"))]
"""Language of messages; help texts already follow it (see `auditor.cli.language`)."""
