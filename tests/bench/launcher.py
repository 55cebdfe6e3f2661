"""Starts a command and prints what it took, as JSON: seconds, peak memory in bytes, exit code, last words.

Run as a script of its own (``python -I -S launcher.py command…``): on Linux the peak memory of a process includes that
of the process that started it, so the starter must be a small one.
"""

import json
import os
import subprocess
import sys
import time

_UNIT = 1 if sys.platform == "darwin" else 1024
_LAST_WORDS = 500


def launch(command: list[str]) -> dict[str, object]:
    """Run a command to its end and give what it took."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = b"" if child.stderr is None else child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "seconds": time.perf_counter() - started,
        "peak": usage.ru_maxrss * _UNIT,
        "code": child.returncode,
        "errors": errors.decode("utf-8", "replace").strip()[-_LAST_WORDS:],
    }


if __name__ == "__main__":
    print(json.dumps(launch(sys.argv[1:])))
