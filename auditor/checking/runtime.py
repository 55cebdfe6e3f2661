"""What an operand is computed from: the form, the subject, and the lets, each computed at most once."""

from collections.abc import Callable
from typing import Any

from auditor.checking.views import FormView
from auditor.rulebook.expressions import Operand

Getter = Callable[["Runtime"], Any]


class LetTable:
    """The compiled lets of one rule; ``shared`` are those that do not depend on the subject, ``sources`` as written."""

    __slots__ = ("getters", "shared", "sources")

    def __init__(self) -> None:
        """Start empty; `auditor.checking.program` fills it in the order of the rule."""
        self.getters: dict[str, Getter] = {}
        self.sources: dict[str, Operand] = {}
        self.shared: set[str] = set()


class Runtime:
    """One subject of one rule on one form. ``element`` is set only while a ``where`` looks at a collection."""

    __slots__ = ("common", "element", "form", "item", "own", "table")

    def __init__(self, form: FormView, item: Any, table: LetTable, common: dict[str, Any]) -> None:
        """Bind the subject; ``common`` holds the lets shared by all subjects of this rule on this form."""
        self.form = form
        self.item = item
        self.table = table
        self.common = common
        self.own: dict[str, Any] = {}
        self.element: Any = None

    def let(self, name: str) -> Any:
        """Give the value of a let, computing it on first use."""
        values = self.common if name in self.table.shared else self.own
        if name not in values:
            values[name] = self.table.getters[name](self)
        return values[name]
