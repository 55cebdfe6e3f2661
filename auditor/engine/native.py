"""The C extension of durable-rules: the only import of it in the program, and its memory settings.

The functions are called directly, without the package's Host: durable-rules.md §1 lists what the Host loses.
"""

import ctypes
import importlib
import sys
from functools import cache
from typing import Any, Final

from auditor.errors import EngineMissing

BUILD_COMMAND: Final = (
    'CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject" pip install --force-reinstall --no-cache-dir durable-rules'
)
_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3


@cache
def load() -> Any:
    """Import the extension, or raise `EngineMissing` with the command that builds it."""
    try:
        module = importlib.import_module("durable_rules_engine")
    except ImportError as error:
        raise EngineMissing("engine.missing", command=BUILD_COMMAND, reason=error) from error
    _keep_freed_memory()
    return module


def _keep_freed_memory() -> None:
    """Let glibc keep the engine's large blocks: returning them after each form costs more than judging it."""
    if not sys.platform.startswith("linux"):
        return
    try:
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_M_MMAP_THRESHOLD, 32 * 1024 * 1024)
        libc.mallopt(_M_TRIM_THRESHOLD, 256 * 1024 * 1024)
    except (OSError, AttributeError):
        return
