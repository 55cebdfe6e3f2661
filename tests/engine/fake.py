"""A stand-in for the C extension that goes wrong in one chosen way, around the real one."""

import re
from typing import Any

from auditor.engine import native


class Fake:
    """Passes every call on to the real extension, but spoils one thing named by ``fault`` while ``armed``."""

    def __init__(self, fault: str, *, armed: bool = False) -> None:
        """Go wrong as ``fault`` says (see the methods) once armed."""
        self.real = native.load()
        self.fault = fault
        self.armed = armed
        self.calls: list[str] = []

    def is_on(self, fault: str) -> bool:
        """Tell whether this fault is to happen now."""
        return self.armed and self.fault == fault

    def create_ruleset(self, name: str, rules: str) -> Any:
        """Register as the real one does."""
        self.calls.append("create")
        return self.real.create_ruleset(name, rules)

    def assert_fact(self, handle: int, fact: str) -> Any:
        """Assert; may give a return code other than 0, or raise, or swallow a fact."""
        self.calls.append("assert")
        end = '"end"' in fact
        if self.is_on("raises"):
            raise ValueError("boom")
        if self.is_on("system error"):
            raise SystemError("returned NULL without setting an error")
        if self.is_on("no end") and end:
            return 0, 0
        code, offset = self.real.assert_fact(handle, fact)
        if self.is_on("rc 1") and not end:
            return 1, offset
        if self.is_on("rc 2") and not end:
            return 2, offset
        return code, offset

    def start_action_for_state(self, handle: int, offset: int) -> Any:
        """Begin the drain; may give nothing, lose the first result, or give wrong ones."""
        self.calls.append("start")
        if self.is_on("nothing"):
            return None
        action = self.real.start_action_for_state(handle, offset)
        if self.is_on("lost") and action:
            return action[0], self.real.complete_and_start_action(handle, offset), *action[2:]
        return action if action is None else (action[0], self._spoiled(action[1]), *action[2:])

    def complete_and_start_action(self, handle: int, offset: int) -> Any:
        """Go on draining; may stop early."""
        result = self.real.complete_and_start_action(handle, offset)
        if self.is_on("early stop"):
            return None
        return self._spoiled(result)

    def _spoiled(self, result: str | None) -> str | None:
        if not result or result.startswith('{"end"') or not self.armed:
            return result
        if self.fault == "other truth":
            return re.sub(r"\|([TFU])\|", lambda match: "|F|" if match[1] == "T" else "|T|", result, count=1)
        if self.fault == "other rule":
            return re.sub(r'"(\d+)\|', lambda match: f'"{int(match[1]) + 1}|', result, count=1)
        if self.fault in ("other fact", "negative fact"):
            return re.sub(r'"id": "\d+"', '"id": "999999"' if self.fault == "other fact" else '"id": "-1"', result)
        if self.fault == "not json":
            return "{"
        return result.replace("|", "/") if self.fault == "no bar" else result

    def delete_state(self, handle: int, sid: str) -> Any:
        """Delete the state; may fail."""
        self.calls.append("delete")
        found = self.real.delete_state(handle, sid)
        if self.is_on("delete fails"):
            raise ValueError("no state")
        return found
