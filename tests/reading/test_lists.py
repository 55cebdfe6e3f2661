"""Lists of many projects: where one ends, what it has from the rows around it, and what is said of the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.api import read_forms
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.coverage import cover
from auditor.reading.document import read_rows
from auditor.reading.grid import Cell, Row
from auditor.reading.jsonform import damage_message, form_to_json
from auditor.reading.layout import Layout
from auditor.reading.source import Source
from tests.reading.conftest import PACK, load_yaml

Lines = list[str]
EXAMPLE = (Path(__file__).parents[1] / "fixtures" / "other-layouts" / "sichuan.txt").read_text(encoding="utf-8")
HEAD = (
    "单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\t指标方向性"
)
TITLE = ["部门预算项目绩效目标申报表（2025年度）", "金额单位：元", HEAD]
FIRST = "\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t20\t正向指标"
SECOND = "\t效益指标\t社会效益指标\t知晓率\t≥\t90\t%\t20\t正向指标"


def project(name: str, amount: str = "100", unit: str = "", goal: str = "印刷。") -> Lines:
    """Give the two rows of a project whose cells are merged downwards."""
    return [f"{unit}\t{name}\t{amount}\t{goal}{FIRST}", f"\t\t\t{SECOND}"]


@pytest.fixture(scope="session")
def list_layout() -> Layout:
    """Give the layout of the lists."""
    return Layout.from_mapping("sichuan-list", load_yaml(PACK / "layouts" / "sichuan-list.yaml"))


@pytest.fixture
def read_list(read_lines: Callable[..., list[Form]], list_layout: Layout) -> Callable[[Lines], list[Form]]:
    """Read the forms of a list with that layout alone."""
    return lambda lines: read_lines(lines, [list_layout])


ReadList = Callable[[Lines], list[Form]]


def shown(form: Form) -> tuple[str | None, str | None, str | None, int]:
    """Give unit, project, amount and the number of indicators."""
    total = form.funding["total"]
    texts = form.texts
    return (
        texts["implementing_unit"],
        texts["project_name"],
        None if total is None else str(total),
        len(form.indicators),
    )


def codes(form: Form) -> list[str]:
    """Give the codes of a form's damage."""
    return [damage.code for damage in form.damage]


def test_every_value_of_the_example(tmp_path: Path) -> None:
    """Both projects with the unit, the year and the subtotal above them, each value at its place."""
    path = tmp_path / "清单.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    first, second = read_forms(path)
    assert [shown(form) for form in (first, second)] == [
        ("905001-某某县某某镇人民政府", "村组干部报酬", "936000.00", 5),
        ("905001-某某县某某镇人民政府", "城乡环境卫生清运", "350400.00", 6),
    ]
    assert {(form.layout, form.year, form.unit, form.units_seen) for form in (first, second)} == {
        ("sichuan-list", 2025, "元", ("元",))
    }
    assert [(total.name, str(total.amount), total.is_certain) for total in second.unit_totals or []] == [
        ("905-某某镇部门", "1286400.00", True)
    ]
    row = second.indicators[3]
    assert row.full_year is not None
    assert (row.level1, row.level2, row.level3, row.full_year.raw, row.full_year.operator) == (
        "产出指标", "成本指标", "单位清运成本", "≥240元/吨", "≥",
    )  # fmt: skip
    assert (row.nature, row.declared_direction, str(row.weight)) == ("≥", "反向指标", "20")
    places = {name: (second.places[name].line, second.places[name].cell) for name in (
        "/implementing_unit", "/unit_totals/0/amount", "/project_name", "/indicators/3/full_year", "/indicators/3/nature",
        "/indicators/3/unit", "/indicators/3/weight", "/indicators/3/declared_direction", "/unit", "/year",
    )}  # fmt: skip
    assert places == {
        "/implementing_unit": (6, 1), "/unit_totals/0/amount": (5, 3), "/project_name": (11, 2),
        "/indicators/3/full_year": (14, 9), "/indicators/3/nature": (14, 8), "/indicators/3/unit": (14, 10),
        "/indicators/3/weight": (14, 11), "/indicators/3/declared_direction": (14, 12), "/unit": (3, 1), "/year": (2, 1),
    }  # fmt: skip
    assert (codes(first), codes(second)) == (["unread_row"], [])


def test_json_of_a_form_in_a_list(tmp_path: Path) -> None:
    """Signs, directions and subtotals are written where the layout has them."""
    path = tmp_path / "清单.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    written = form_to_json(next(iter(read_forms(path))))
    assert written["unit_totals"] == [{"name": "905-某某镇部门", "amount": "1286400.00"}]
    first = written["indicators"][0]  # type: ignore[index]
    assert {name: first[name] for name in ("weight", "nature", "declared_direction", "explanation")} == {
        "weight": "20", "nature": "＝", "declared_direction": "正向指标", "explanation": None,
    }  # fmt: skip
    assert "long_term_indicators" not in written


A, B = ("甲", "100"), ("乙", "200")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (project("甲", unit="某局") + project("乙", "200"), [("某局", *A, 2), ("某局", *B, 2)]),
        (
            [f"某局\t甲\t100\t印刷。{FIRST}", f"某局\t甲\t100\t印刷。{SECOND}", f"某局\t乙\t200\t印刷。{FIRST}"],
            [("某局", *A, 2), ("某局", *B, 1)],
        ),
        (
            [f"某局\t甲\t100\t印刷。{FIRST}", f"\t甲\t\t{SECOND}", f"\t乙\t200\t印刷。{FIRST}"],
            [("某局", *A, 2), ("某局", *B, 1)],
        ),
        (project("甲", unit="某局") + project("甲", "200"), [("某局", *A, 2), ("某局", "甲", "200", 2)]),
        (project("甲", unit="某局") + project("甲", unit="某站"), [("某局", *A, 2), ("某站", *A, 2)]),
        (["某局\t甲\t100\t印刷。", *project("乙", "200")], [("某局", *A, 0), ("某局", *B, 2)]),
        (["某局", *project("甲"), "某站", *project("乙", "200")], [("某局", *A, 2), ("某站", *B, 2)]),
        (
            [f"某局\t甲\t100\t印刷。{SECOND}", f"\t\t\t{FIRST}", f"\t乙\t200\t印刷。{SECOND}"],
            [("某局", *A, 2), ("某局", *B, 1)],
        ),
        ([*project("甲", unit="某局"), HEAD, f"\t\t\t{SECOND}"], [("某局", *A, 3)]),
        ([*project("甲", unit="某局"), *TITLE, f"\t\t\t{SECOND}", *project("乙", "200")], [("某局", *A, 3), ("某局", *B, 2)]),
        (["1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12", *project("甲", unit="某局")], [("某局", *A, 2)]),
        ([f"某局\t\t\t{FIRST}", *project("乙", "200")], [("某局", None, None, 1), ("某局", *B, 2)]),
    ],
    ids=[
        "merged", "repeated", "name repeated", "same name, other amount", "same name, other unit", "no indicators",
        "unit on its own row", "rows in any order", "head again", "title and head again", "numbered columns", "no name",
    ],
)  # fmt: skip
def test_where_a_project_begins(rows: Lines, expected: list[tuple[object, ...]], read_list: ReadList) -> None:
    """Another name, unit, amount or goal begins a project; blanks and what is the same continue the one above."""
    forms = read_list([*TITLE, *rows])
    assert [shown(form) for form in forms] == expected
    assert not [code for form in forms for code in codes(form) if code.startswith("unassigned")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["905-某部门\t\t300", *project("甲", unit="905001-某局"), *project("乙", "200")], [["905-某部门 300"]] * 2),
        (
            ["905-某部门\t\t500", "905001-某局\t\t300", *project("甲"), "905002-某站\t\t200", *project("乙", "200")],
            [["905-某部门 500", "905001-某局 300"], ["905-某部门 500", "905002-某站 200"]],
        ),
        (
            ["905-某部门\t\t100", *project("甲", unit="905001-某局"), "906-某委\t\t200", *project("乙", "200")],
            [["905-某部门 100"], ["906-某委 200"]],
        ),
        (
            ["合计\t\t300", "905-某部门\t\t100", *project("甲"), "906-某委\t\t200", *project("乙", "200")],
            [["合计 300", "905-某部门 100"], ["合计 300", "906-某委 200"]],
        ),
        (["某局\t\t100", *project("甲"), "某站\t\t200", *project("乙", "200")], [["某局 100"], ["某站 200"]]),
        (["某部门\t\t300", *project("甲", unit="某局"), *project("乙", "200")], [["某部门 300?"]] * 2),
        (["某局\t小计\t100", *project("甲", unit="某局")], [["某局 100"]]),
    ],
    ids=["one", "in one another", "one after another", "of all", "by name", "whose is not sure", "so called"],
)
def test_subtotals(rows: Lines, expected: list[list[str]], read_list: ReadList) -> None:
    """A project has the sums that count it, told by the codes of units; where it is not sure, that is said."""
    forms = read_list([*TITLE, *rows])
    totals = [
        [f"{total.name} {total.amount}{'' if total.is_certain else '?'}" for total in form.unit_totals or []]
        for form in forms
    ]
    assert totals == expected


@pytest.mark.parametrize(
    ("rows", "code", "at"),
    [
        ([*project("甲", unit="某局"), "小计\t\t100"], "list_total_unread", "/unit_totals"),
        ([*project("甲", unit="某局"), "合计\t\t100"], "list_total_unread", "/unit_totals"),
        ([*project("甲", unit="某局"), "某局\t\t100"], "list_total_unread", "/unit_totals"),
        ([*project("甲", unit="某局"), "某站\t\t100"], "list_total_unread", "/unit_totals"),
        (["某部门\t\t300", "某局\t\t100", *project("甲")], "list_total_unread", "/unit_totals"),
        (["某局", *project("甲")], "list_heading", "/implementing_unit"),
        ([*project("甲", unit="某局"), "填表说明"], "unassigned_row", ""),
        ([*project("甲", unit="某局"), "填表人：某某\t\t\t审核人：某某"], "unassigned_row", ""),
        ([f"某局\t甲\t100\t印刷。{FIRST}\t说明"], "unassigned_cell", ""),
        (["某局\t甲\t100\t印刷。（100字以内）" + FIRST], "instruction_left", "/annual_goal"),
        (["某局\t甲\t若干\t印刷。" + FIRST], "not_a_number", "/funding/total"),
        (["某局\t甲\t10万元\t印刷。" + FIRST], "unit_converted", "/funding/total"),
        (["某局\t甲\t100\t印刷。"], "form_cut", "/indicators"),
    ],
)  # fmt: skip
def test_what_is_said(rows: Lines, code: str, at: str, read_list: ReadList) -> None:
    """Sums that cannot be used, names taken for units and cells that belong nowhere are told with their row."""
    head = [*TITLE[:2], HEAD + "\t附注"] if "说明" in rows[0] else TITLE
    (form,) = read_list([*head, *rows])
    found = [damage for damage in form.damage if damage.code == code]
    assert [damage.at for damage in found][-1:] == [at], codes(form)
    assert all(damage_message(damage, lang) for damage in found for lang in ("zh", "en"))


def test_a_head_of_two_rows(read_list: ReadList) -> None:
    """The columns of the indicators may stand below one label of their own."""
    first = "序号\t单位名称\t项目名称\t预算数\t年度目标\t绩效指标"
    second = "\t\t\t\t\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\t指标方向性"
    (form,) = read_list([*TITLE[:2], first, second, *(f"1\t{row}" for row in project("甲", unit="某局"))])
    assert (shown(form), codes(form)) == (("某局", *A, 2), [])
    assert form.places["/indicators/0/full_year"].cell == 10


def test_units_and_projects_in_one_column(read_list: ReadList) -> None:
    """As in the list of 云南: a row with nothing but a name is that of a unit."""
    head = "单位名称、项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t指标属性\t指标内容"
    row = "\t产出指标\t数量指标\t印刷册数\t=\t5\t册\t定量指标\t印刷宣传册"
    forms = read_list(
        ["部门项目支出绩效目标表（2025年）", "单位：元", head, "某部门", "某局", f"甲\t印刷。{row}", f"乙\t编写。{row}"]
    )
    assert [shown(form)[:2] for form in forms] == [("某局", "甲"), ("某局", "乙")]
    assert [form.indicators[0].explanation for form in forms] == ["印刷宣传册"] * 2
    assert codes(forms[0])[:1] == ["unassigned_cell"]
    assert [code for code in codes(forms[0]) if code == "list_heading"] == ["list_heading"] * 2
    assert "list_heading" not in codes(forms[1])


def test_what_stands_above_a_list_is_told_once(read_list: ReadList) -> None:
    """Notes above the head belong to the first project; the year and the unit of money hold for all."""
    forms = read_list(["说明文字", *TITLE[:2], "填报范围\t全部", HEAD, *project("甲", unit="某局"), *project("乙")])
    assert [codes(form) for form in forms] == [["unread_row", "unassigned_row"], []]
    assert [(form.year, form.unit, form.title) for form in forms] == [(2025, "元", TITLE[0])] * 2


def test_a_list_without_a_title_is_known_by_its_head(read_list: ReadList) -> None:
    """Its head is like no other; that the title is missing is said."""
    (form,) = read_list([HEAD, *project("甲", unit="某局")])
    assert (shown(form), codes(form)) == (("某局", *A, 2), ["title_missing", "year_missing", "unit_assumed"])


def test_merged_cells_that_say_where_they_end(list_layout: Layout, vocabulary: Vocabulary) -> None:
    """A row below the end of the project's merged cell is read as its own, and that is said."""

    def row(line: int, text: str, down: int = 1) -> Row:
        cells = [
            Cell(part, at, f"S!{line}-{at}", 1, down if at <= 4 else 1)
            for at, part in enumerate(text.split("\t"), 1)
            if part
        ]
        return Row(tuple(cells), 12, line, None, "S")

    lines = [*TITLE[:1], HEAD]
    rows = [row(at, line) for at, line in enumerate(lines, 1)]
    rows += [row(3, f"某局\t甲\t100\t印刷。{FIRST}", 2), row(4, f"\t\t\t{SECOND}"), row(5, f"\t\t\t{SECOND}")]
    (form,) = read_rows(rows, "清单.xlsx", [list_layout], vocabulary)
    assert [(damage.code, damage.line) for damage in form.damage if damage.code == "project_beyond_span"] == [
        ("project_beyond_span", 5)
    ]


def test_a_long_list_is_read_project_by_project(list_layout: Layout, vocabulary: Vocabulary) -> None:
    """No more of a list is read than the project asked for and the next one need."""
    taken = 0

    def rows() -> object:
        nonlocal taken
        for taken, line in enumerate(
            [*TITLE, *(line for at in range(5000) for line in project(f"项目{at}", unit="某局"))], 1
        ):
            cells = [Cell(part, at, at) for at, part in enumerate(line.split("\t"), 1) if part]
            yield Row(tuple(cells), len(line.split("\t")), taken, None)

    forms = read_rows(rows(), "清单.txt", [list_layout], vocabulary)  # type: ignore[arg-type]
    for number, form in enumerate(forms, 1):
        assert len(form.indicators) == 2
        assert taken <= len(TITLE) + 2 * (number + 1) + 1
    assert number == 5000


def test_coverage_of_a_list(tmp_path: Path, list_layout: Layout, vocabulary: Vocabulary) -> None:
    """The head holds for all projects, and what a row repeats of the project or its unit belongs somewhere."""
    path = tmp_path / "清单.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    first, second = cover(Source(path, "清单.txt"), [list_layout], vocabulary).forms
    assert [printed.place.line for printed in (*first.unassigned, *second.unassigned)] == [1]
    assert (first.missing, second.missing) == (["指标内容"], ["指标内容"])
    assert (len(first.labels), len(second.labels)) == (13, 0)
