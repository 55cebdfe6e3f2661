"""How the verbs that quote are computed: what a message shows of a text, so that its reader finds the place."""

from itertools import islice
from typing import Any, Final

import re2

from auditor.checking.filtering import Compile
from auditor.checking.runtime import Getter, Runtime
from auditor.rulebook.expressions import Call, Literal

_AROUND: Final = 6
"""Characters shown on either side of what was found."""
_CUT: Final = "…"
_LISTED: Final = 5
"""Places quoted of one text; a mistake made all through it is understood from these."""


def matches_in(call: Call, compiler: Compile) -> Getter:
    """List what a pattern finds in a text, each with a little of what stands around it, in printed order."""
    text, pattern = compiler.getter(call.operands[0]), call.operands[1]
    compiled = re2.compile(str(pattern.value) if isinstance(pattern, Literal) else "")

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        found = dict.fromkeys(_excerpt(value, match.start(), match.end()) for match in compiled.finditer(value))
        return (*islice(found, _LISTED), *([_CUT] if len(found) > _LISTED else []))

    return compute


def corrections_in(call: Call, compiler: Compile) -> Getter:
    """List the mistakes of the vocabulary that stand in a text as ``written→right``, in the vocabulary's order."""
    text = compiler.getter(call.operands[0])

    def compute(runtime: Runtime) -> Any:
        value = text(runtime)
        if value is None:
            return None
        pairs = runtime.form.vocabulary.corrections[call.option]
        found = ((re2.search(pair.wrong, value), pair.right) for pair in pairs)
        return tuple(f"{match.group()}→{right}" for match, right in found if match)

    return compute


def _excerpt(text: str, start: int, end: int) -> str:
    """Give a part of a text with its surroundings, dots where it was cut and line breaks as blanks."""
    left, right = max(0, start - _AROUND), end + _AROUND
    shown = " ".join(text[left:right].split())
    return f"{_CUT if left else ''}{shown}{_CUT if right < len(text) else ''}"
