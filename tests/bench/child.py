"""Runs ``python -m …`` as a child process and tells how long it took and how much memory it had at most."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a child process took: seconds, peak memory in MiB; its exit code and last words."""

    seconds: float
    peak: float
    code: int
    errors: str


def use_one_core() -> int | None:
    """Bind this process and its children to the first core it may use; None where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def run(arguments: Sequence[str]) -> Run:
    """Run ``python -m …`` from the root of the repository and wait for it."""
    command = [sys.executable, "-I", "-S", str(_LAUNCHER), sys.executable, "-m", *arguments]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    took = json.loads(printed)
    return Run(took["seconds"], took["peak"] / _MEBIBYTE, took["code"], took["errors"])
