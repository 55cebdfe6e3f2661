"""Joins over a batch, held against an evaluator that compares every subject with every element."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auditor.checking.compiler import Compiler
from auditor.checking.joining import JoinIndex
from auditor.checking.likeness import likeness
from auditor.checking.runtime import Runtime
from auditor.engine.matching import Matching
from auditor.rulebook.expressions import Alike, Combination, Comparison, Condition, Joined, Literal, Path, Tolerance


@dataclass(eq=False)
class Row:
    """A row of a batch, with the attributes that joins go by."""

    form_id: str | None
    year: int | None
    project_name: str | None
    indicator_names: tuple[str, ...]


def own(name: str, kind: str = "text") -> Path:
    """Give an attribute of the subject."""
    return Path(kind, "item", "", (name,), f"f.{name}", "forms")


def other(name: str, kind: str = "text") -> Path:
    """Give an attribute of the element."""
    return Path(kind, "element", "", (name,), name, "forms")


WHERES: dict[str, Condition | None] = {
    "none": None,
    "alone": Combination("all", (Comparison("equals", other("form_id"), (Literal("text", "甲", "甲"),), Tolerance()),)),
    "subject": Combination("all", (Comparison("differs_from", other("form_id"), (own("form_id"),), Tolerance()),)),
}
ALIKES = {
    "none": None,
    "text": Alike(own("project_name"), other("project_name"), Decimal("0.6")),
    "list": Alike(own("indicator_names", "list"), other("indicator_names", "list"), Decimal("0.4")),
}
NAMES = st.text("甲乙丙丁 ", max_size=8)
ROWS = st.lists(
    st.builds(
        Row,
        st.none() | st.sampled_from(["甲", "乙", "甲 ", ""]),
        st.none() | st.sampled_from([2023, 2024]),
        st.none() | NAMES,
        st.lists(st.sampled_from("甲乙丙丁"), max_size=4, unique=True).map(tuple),
    ),
    max_size=12,
)


def goes_with(subject: Row, element: Row, same: tuple[str, ...], alike: str, where: str, *, itself: bool) -> bool:
    """Tell whether an element goes with a subject, as the rule format says: by keys, likeness, and ``where``."""
    keys = [(getattr(subject, name), getattr(element, name)) for name in same]
    if any(None in pair or bare(pair[0]) != bare(pair[1]) for pair in keys):
        return False
    if subject is element and not itself:
        return False
    if alike == "text" and not near(subject.project_name, element.project_name, Fraction("0.6")):
        return False
    if alike == "list":
        first, second = frozenset(subject.indicator_names), frozenset(element.indicator_names)
        if not near(first, second, Fraction("0.4")):
            return False
    if where == "alone":
        return element.form_id == "甲"
    if where == "subject":
        return None not in (subject.form_id, element.form_id) and subject.form_id != element.form_id
    return True


def bare(value: Any) -> Any:
    """Give a key as it is compared: white space tells nothing apart."""
    return "".join(value.split()) if isinstance(value, str) else value


def near(first: Any, second: Any, above: Fraction) -> bool:
    """Tell whether two values are there and more alike than a bound."""
    return bool(first) and bool(second) and likeness(first, second) > above


@given(
    rows=ROWS,
    same=st.sampled_from([("year",), ("form_id",), ("form_id", "year")]),
    alike=st.sampled_from(sorted(ALIKES)),
    where=st.sampled_from(sorted(WHERES)),
    itself=st.booleans(),
)
def test_like_comparing_each_with_each(
    rows: list[Row], same: tuple[str, ...], alike: str, where: str, itself: bool
) -> None:
    """The same partners, each once; None exactly where the subject lacks what it goes by."""
    kinds = {"year": "number", "form_id": "text"}
    pairs = tuple((own(name, kinds[name]), other(name, kinds[name])) for name in same)
    join = Joined("forms", "forms", pairs, ALIKES[alike], WHERES[where], itself, "join")
    index = JoinIndex(join, Compiler(), rows, Runtime(None, None, {}))
    runtimes = [Runtime(None, row, {}) for row in rows]
    index.match(runtimes, Matching("plain"))
    for row, runtime in zip(rows, runtimes, strict=True):
        found = index.partners(runtime)
        lacks = any(getattr(row, name) is None for name in same)
        lacks = lacks or (alike == "text" and not row.project_name) or (alike == "list" and not row.indicator_names)
        assert (found is None) == lacks
        wanted = [element for element in rows if goes_with(row, element, same, alike, where, itself=itself)]
        assert lacks or sorted(map(id, found or ())) == sorted(map(id, wanted))
