"""One rule set of durable-rules and the safe way to run facts through it, along durable-rules.md §1.

One constant state, short ids, every fact asserted before one drain, an end sentinel that must come last, every return
code checked, the state deleted whatever happens. Anything unexpected is an `EngineFault`, never a guess.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from auditor.engine import native
from auditor.errors import EngineFault

STATE: Final = "0"
END_KIND: Final = "\u0001end"
END_RULE: Final[dict[str, Any]] = {
    "all": [{"m": {"$and": [{"kind": END_KIND}, {"$neq": {"kind": "\u0001g0"}}]}}],
    "pri": 65000,
}
_END: Final = json.dumps({"sid": STATE, "id": "end", "kind": END_KIND, "_": 1})
_HANDLED: Final = (0,)
_PASSED_OVER: Final = (0, 1)


class EngineState:
    """A registered rule set; ``rules`` are given without the end sentinel's."""

    def __init__(self, name: str, rules: Mapping[str, Any]) -> None:
        """Register the rules and prime the state; raises `EngineMissing`."""
        self._engine = native.load()
        self._handle = self._engine.create_ruleset(name, json.dumps({**rules, "end": END_RULE}))
        self.run([])

    def run(self, facts: Iterable[str], *, every_fact_fires: bool = True) -> list[str]:
        """Assert the facts and the sentinel, drain, and give the results before the sentinel's; raises `EngineFault`.

        Unless ``every_fact_fires``, a fact that no pattern wants is no fault.
        """
        codes = _HANDLED if every_fact_fires else _PASSED_OVER
        try:
            results = self._drain(facts, codes)
        except Exception as error:
            with suppress(Exception):  # the first failure is the one to tell
                self._engine.delete_state(self._handle, STATE)
            raise error if isinstance(error, EngineFault) else _failed(error) from error
        try:
            self._engine.delete_state(self._handle, STATE)
        except Exception as error:
            raise _failed(error) from error
        return results

    def _drain(self, facts: Iterable[str], codes: tuple[int, ...]) -> list[str]:
        engine, handle = self._engine, self._handle
        for fact in facts:
            code, _ = engine.assert_fact(handle, fact)
            if code not in codes:
                raise EngineFault("engine.refused", code=code)
        code, offset = engine.assert_fact(handle, _END)
        if code != 0:
            raise EngineFault("engine.refused", code=code)
        results: list[str] = []
        action = engine.start_action_for_state(handle, offset)
        result = action[1] if action else None
        while result:
            results.append(result)
            result = engine.complete_and_start_action(handle, offset)
        if not results or not results[-1].startswith('{"end":'):
            raise EngineFault("engine.no_end")
        return results[:-1]


def _failed(error: Exception) -> EngineFault:
    return EngineFault("engine.failed", reason=f"{type(error).__name__}: {error}")
