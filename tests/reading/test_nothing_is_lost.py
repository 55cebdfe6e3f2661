"""However a document is damaged, every printed cell is a value, a label, or quoted in a damage note; nothing raises."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.jsonform import damage_message, form_to_json
from auditor.reading.layout import Layout
from auditor.rulebook.pack import load_pack

SEED = (Path(__file__).parents[2] / "examples" / "huaian-2024.txt").read_text(encoding="utf-8").split("\n")
FORMS = [number for number, line in enumerate(SEED) if line == "淮安市项目预算绩效目标表"]
WHOLE = [SEED[start:end] for start, end in zip(FORMS, [*FORMS[1:], len(SEED)], strict=True)]

Change = tuple[str, int, int]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(
            ["drop line", "repeat line", "swap lines", "blank cell", "drop cell", "add cell", "move", "text"]
        ),
        st.integers(0, 200),
        st.integers(0, 200),
    ),
    max_size=8,
)


def damaged(lines: list[str], changes: list[Change]) -> list[str]:
    """Damage a document line by line and cell by cell, as extraction does."""
    for kind, first, second in changes:
        at, other = first % len(lines), second % len(lines)
        cells = lines[at].split("\t")
        cell = second % len(cells)
        if kind == "drop line" and len(lines) > 1:
            lines = lines[:at] + lines[at + 1 :]
        elif kind == "repeat line":
            lines = [*lines[:other], lines[at], *lines[other:]]
        elif kind == "swap lines":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "blank cell":
            lines[at] = "\t".join([*cells[:cell], "", *cells[cell + 1 :]])
        elif kind == "drop cell":
            lines[at] = "\t".join([*cells[:cell], *cells[cell + 1 :]])
        elif kind == "add cell":
            lines[at] = "\t".join([*cells[:cell], "", *cells[cell:]])
        elif kind == "move":
            lines[at] = "\t".join([*cells[1:], cells[0]])
        elif kind == "text":
            lines[at] = "\t".join([*cells[:cell], f"某文字{second}", *cells[cell:]])
    return lines


def lost(lines: list[str], forms: list[Form], layout: Layout, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """Give the printed cells that no form accounts for, with their 1-based lines."""
    placed = {(place.line, place.cell) for form in forms for place in form.places.values()}
    quoted: dict[int | None, str] = {}
    for form in forms:
        for damage in form.damage:
            quoted[damage.line] = quoted.get(damage.line, "") + " ".join(text for _, text in damage.details)
    if any(damage.code == "unread_more" for form in forms for damage in form.damage):
        return []  # counted, not quoted
    missing = []
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(map(str.strip, line.split("\t")), 1):
            known = (
                not text
                or (number, column) in placed
                or layout.labels[text] is not None
                or vocabulary.level1_of(text)
                or vocabulary.level2_of(text)
                or text[:150] in quoted.get(number, "")
                or layout.is_title(text)
                or layout.year_of_line(text)
                or ("\t" not in line and layout.is_page_mark(text))
            )
            if not known:
                missing.append((number, text))
    return missing


@pytest.mark.parametrize("number", range(13))
def test_nothing_of_the_real_forms_is_lost(
    number: int, read_lines: Callable[..., list[Form]], layout: Layout, vocabulary: Vocabulary
) -> None:
    """Every cell of the real document is accounted for."""
    lines = WHOLE[number]
    assert lost(lines, read_lines(lines), layout, vocabulary) == []


@settings(max_examples=400, deadline=None)
@example(
    4, [("swap lines", 1, 9), ("text", 1, 0), ("drop line", 0, 0)]
)  # a short cell behind a long one, above the title
@given(st.integers(0, 12), CHANGES)
def test_nothing_of_a_damaged_form_is_lost(
    layout: Layout, vocabulary: Vocabulary, number: int, changes: list[Change]
) -> None:
    """Drop, repeat, swap and move lines and cells: what is printed is read or quoted, and all of it can be written."""
    lines = damaged(list(WHOLE[number]), changes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            forms = list(read_document(path, "a.txt", [layout], vocabulary))
        except UnreadableDocument:
            return
    assert lost(lines, forms, layout, vocabulary) == []
    for form in forms:
        assert form_to_json(form)["form_id"]
        assert all(damage_message(damage, lang) for damage in form.damage for lang in ("zh", "en"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(layout: Layout, vocabulary: Vocabulary, content: bytes) -> None:
    """No file makes the program fail in any way but its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(content)
        messages: list[str] = []
        try:
            list(read_document(path, "a.txt", [layout], vocabulary))
        except UnreadableDocument as error:
            messages = [error.render("zh"), error.render("en")]
    assert all(message.startswith("a.txt") for message in messages)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="\t\n 项目名称主管部门资金总额支出一级指标二三年度目标决策过程产出数量0123.≥%/—：:()<>",
            max_size=40,
        ),
        max_size=30,
    )
)
def test_any_text_under_a_title_is_read(layout: Layout, vocabulary: Vocabulary, lines: list[str]) -> None:
    """Fragments of forms in any order and shape do not raise."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text("\n".join(["淮安市项目预算绩效目标表", "项目名称\t甲", *lines]), encoding="utf-8")
        for form in read_document(path, "a.txt", [layout], vocabulary):
            assert form_to_json(form)["form_id"] == form.form_id


OTHERS = sorted((Path(__file__).parents[1] / "fixtures" / "other-layouts").glob("*.txt"))
PACK = load_pack()
_named = {path.stem: path for path in OTHERS}.__getitem__
_MOVED = ("text", "add cell", "move", "drop cell", "blank cell")


def unaccounted(lines: list[str], forms: list[Form], layouts: dict[str, Layout], vocabulary: Vocabulary) -> list[str]:
    """Give the cells that no form of any layout accounts for: no value, label, word of a level or total, and not quoted."""
    used = [layouts[name] for name in {form.layout for form in forms}]
    words = {"到"} | {
        word for layout in used for word in (*layout.level1, *sum(layout.level2.values(), ()), *layout.totals)
    }
    kept = "\n".join(text for form in forms for text in form.others.values())
    missing = {text for layout in used for _, text in lost(lines, forms, layout, vocabulary)}
    return sorted(
        text
        for text in missing
        if text not in words and text not in kept and not any(layout.labels[text] for layout in used)
    )


@settings(max_examples=150, deadline=None)
@example(_named("guangxi-2"), [[("text", 32, 0)]])  # left of a level 2 that says itself where it belongs
@example(_named("heilongjiang"), [[("text", 19, 0)]])  # left of a head of two rows
@example(_named("heilongjiang"), [[("text", 19, 1)]])  # above one label of its second row
@example(_named("sichuan"), [[("text", 4, 2)]])  # in the column of the amount of a unit's subtotal
@given(st.sampled_from([path for path in OTHERS if path.stem != "sichuan"]), st.lists(CHANGES, max_size=1))
def test_nothing_of_a_damaged_form_of_another_place_is_lost(path: Path, changes: list[list[Change]]) -> None:
    """Cells added, moved, dropped or blanked in forms of all layouts: what is printed is read or quoted."""
    pack = PACK
    wanted = [change for change in (changes[0] if changes else []) if change[0] in _MOVED]
    lines = damaged(path.read_text(encoding="utf-8").split("\n"), wanted)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "a.txt")
        copy.write_text("\n".join(lines), encoding="utf-8")
        try:
            forms = list(read_document(copy, "a.txt", pack.layouts, pack.vocabulary))
        except UnreadableDocument:
            return
    assert unaccounted(lines, forms, {layout.name: layout for layout in pack.layouts}, pack.vocabulary) == []
