"""What an operand is computed from: the form, the subject, and what was already computed for either."""

from collections.abc import Callable
from typing import Any

Getter = Callable[["Runtime"], Any]


class Runtime:
    """One subject on one form. ``element`` is set only while a ``where`` looks at a collection.

    Computed verbs are kept by key: in ``common`` (one dict a form) when they do not depend on the subject, else in
    ``own``; ``truths`` are those of predicates already judged. All rules of a form share them, so a sum that ten rules
    need is added up once.
    """

    __slots__ = ("common", "element", "form", "item", "own", "truths")

    def __init__(self, form: Any, item: Any, common: dict[int, Any]) -> None:
        """Bind the subject (None: the form itself) to the view of its form, or of the whole batch."""
        self.form = form
        self.item = item
        self.common = common
        self.own: dict[int, Any] = {}
        self.truths: dict[int, Any] = {}
        self.element: Any = None
