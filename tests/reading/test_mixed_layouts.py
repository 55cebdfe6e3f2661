"""Forms of different layouts in one document: each is read as what it is, and none is swallowed by the one before."""

from functools import cache
from pathlib import Path
from random import Random

import pytest

from auditor.forms.model import Form
from auditor.reading.choice import looks_like_title
from auditor.reading.document import read_document
from auditor.rulebook.pack import Pack, load_pack
from tests.corpus import print_form, valid_form
from tests.printing.layouts import PRINTERS
from tests.printing.page import Page
from tests.printing.written import WRITERS

FOLDER = Path(__file__).parents[1] / "fixtures" / "other-layouts"
EXAMPLES = [path.stem for path in sorted(FOLDER.glob("*.txt"))]
HUAIAN = [f"huaian-{number}" for number in range(13)]
NAMES = [*EXAMPLES, *HUAIAN]
SHARED_TITLE = ("central-2015", "ministries-2022", "chongqing-fengjie", "hunan-ningxiang", "guangxi")


@cache
def pack() -> Pack:
    """Give the shipped pack."""
    return load_pack()


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Give the lines of an example without its first, which tells what it is; or those of a printed form."""
    if name in HUAIAN:
        number = int(name.partition("-")[2])
        return tuple(print_form(valid_form(Random(number)), Random(number), ()).split("\n"))
    return tuple((FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")[1:])


def without_title(name: str) -> list[str]:
    """Give the lines of a form without its title and the year below it."""
    return [line for number, line in enumerate(lines_of(name)) if number >= HEAD or not is_title(line.strip())]


HEAD = 4
"""Lines among which titles stand."""


def is_title(text: str) -> bool:
    """Tell whether a line is a title or its year."""
    layouts = pack().layouts
    return looks_like_title(text) or any(each.is_title(text) or each.year_of_line(text) for each in layouts)


def read(content: bytes, suffix: str, folder: Path) -> list[Form]:
    """Give the forms of a document."""
    path = folder / f"mixed.{suffix}"
    path.write_bytes(content)
    return list(read_document(path, path.name, pack().layouts, pack().vocabulary))


def said(form: Form) -> tuple[object, ...]:
    """Give what a form says: its layout, texts, money, indicators, and every damage but that of its title."""
    losses = [
        (item.code, item.at)
        for item in form.damage
        if item.code not in ("form_glued", "title_missing", "year_missing") and item.at != "/year"
    ]
    rows = [(row.level1, row.printed_level2, row.level3, str(row.full_year)) for row in form.indicators]
    return form.layout, form.texts, form.funding, form.others, rows, len(form.spending), losses


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """Give what each form says when it is the only one in its document."""
    folder = tmp_path_factory.mktemp("alone")
    return {name: [said(form) for form in read("\n".join(lines_of(name)).encode(), "txt", folder)] for name in NAMES}


@pytest.mark.parametrize("first", NAMES)
def test_below_a_title_every_form_is_its_own(
    first: str, tmp_path: Path, alone: dict[str, list[tuple[object, ...]]]
) -> None:
    """Any two forms one below the other are read as each is alone: same layouts, values, and nothing lost."""
    for second in NAMES:
        found = read("\n".join([*lines_of(first), *lines_of(second)]).encode(), "txt", tmp_path)
        assert [said(form) for form in found] == alone[first] + alone[second], second


@pytest.mark.parametrize("first", NAMES)
def test_without_a_title_the_next_form_begins_with_its_name(
    first: str, tmp_path: Path, alone: dict[str, list[tuple[object, ...]]]
) -> None:
    """The second form has its own layout, name, money and indicators, though no title parts it from the first.

    Only a line above its name whose label the first form may have too, such as 填报单位, stays with the first.
    """
    for second in NAMES:
        found = [
            said(form) for form in read("\n".join([*lines_of(first), *without_title(second)]).encode(), "txt", tmp_path)
        ]
        wanted = alone[first] + alone[second]
        assert [form[0] for form in found] == [form[0] for form in wanted], second
        assert [form[1]["project_name"] for form in found] == [form[1]["project_name"] for form in wanted], second  # type: ignore[index]
        assert [form[4:6] for form in found] == [form[4:6] for form in wanted], second
        texts = sorted(str(text) for form in found for text in form[3].items())  # type: ignore[attr-defined]
        assert texts == sorted(str(text) for form in wanted for text in form[3].items()), second  # type: ignore[attr-defined]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("seed", range(6))
def test_forms_of_one_title_in_office_documents(suffix: str, seed: int, tmp_path: Path) -> None:
    """Forms whose titles are alike, one below the other or on a sheet each, come back by their own layouts."""
    rng = Random(seed)
    layouts = rng.sample(SHARED_TITLE, 3)
    forms = [valid_form(rng) for _ in layouts]
    pages: list[Page] = [PRINTERS[layout](form, rng) for layout, form in zip(layouts, forms, strict=True)]
    found = read(WRITERS[suffix](pages, rng).content, suffix, tmp_path)
    assert [form.layout for form in found] == layouts
    assert [form.texts["project_name"] for form in found] == [form.texts["project_name"] for form in forms]
    assert [[row.level3 for row in form.indicators if row.level3] != [] for form in found] == [True] * 3
    assert not [item for form in found for item in form.damage if item.code.startswith(("unassigned", "unread"))]
