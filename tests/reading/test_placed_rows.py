"""Indicator tables whose cells may be blank: each cell is what its column is, in any order of columns."""

from collections.abc import Callable
from typing import Any

import pytest

from auditor.forms.model import Form, Indicator
from auditor.forms.vocabulary import Vocabulary
from auditor.marked import Reporter, parse
from auditor.reading.document import read_rows
from auditor.reading.grid import Cell, Row
from auditor.reading.jsonform import damage_message, form_to_json
from auditor.reading.layout import Layout

Lines = list[str]
Read = Callable[[Lines], Form]

LAYOUT = """
title: {zh: 某市表, en: another city}
begins: {titles: ['某市项目绩效表']}
unit_labels: [金额单位]
fields:
  project_name: {label: 项目名称}
indicators:
  label: 绩效指标
  begins: [年度绩效目标]
  level1: [成本指标, 产出指标, 效益指标, 满意度指标]
  weight_total: "90"
  columns:
    level1: {label: 一级指标}
    level2: {label: 二级指标}
    level3: {label: 三级指标, aliases: [指标名称]}
    nature: {label: 指标性质}
    full_year: {label: 指标值}
    unit: {label: 度量单位}
    weight: {label: 分值}
    declared_direction: {label: 指标方向性}
    explanation: {label: 指标解释, aliases: [备注]}
"""
TOP = ["某市项目绩效表", "2025年度", "金额单位：万元", "项目名称\t甲"]
HEAD = "绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t分值\t指标方向性\t指标解释"
FIRST = "\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标\t清点"


def made(text: str) -> Layout:
    """Give the layout of a YAML text."""
    mapping = parse(text, "layout.yaml", Reporter())
    assert mapping is not None
    return Layout.from_mapping("other", mapping)


@pytest.fixture
def read(read_lines: Callable[..., list[Form]]) -> Read:
    """Read the one form of these lines in the layout with every column."""

    def one(lines: Lines) -> Form:
        (form,) = read_lines([*TOP, *lines], [made(LAYOUT)])
        return form

    return one


def shown(row: Indicator) -> str:
    """Give an indicator as a person would quote it, a dash for what is blank."""
    target = row.full_year.raw if row.full_year else None
    cells = (
        row.level1,
        row.level2,
        row.level3,
        target,
        row.weight,
        row.nature,
        row.declared_direction,
        row.explanation,
    )
    return "|".join("-" if cell is None else str(cell) for cell in cells)


def codes(form: Form) -> list[str]:
    """Give the codes of a form's damage."""
    return [damage.code for damage in form.damage]


WHOLE = "产出指标|数量指标|印刷册数|≥5册|10|≥|正向指标|清点"


@pytest.mark.parametrize(
    ("row", "expected", "said"),
    [
        (FIRST, WHOLE, []),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10分\t正向指标\t清点", WHOLE, []),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5册\t\t10\t正向指标\t清点", WHOLE, []),
        ("\t产出指标(40-50)分\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标\t清点", WHOLE, []),
        ("\t产出指标（50分）\t数量指标（20）\t印刷册数\t≥\t5\t册\t10\t正向指标\t清点", WHOLE, []),
        ("绩效指标\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标\t清点", WHOLE, []),
        ("\t产出指标\t数量指标\t印刷册数\t\t5\t\t\t\t", "产出指标|数量指标|印刷册数|5|-|-|-|-", ["value_lost"]),
        ("\t产出指标\t数量指标\t印刷册数\t\t\t\t\t\t", "产出指标|数量指标|印刷册数|-|-|-|-|-", []),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t\t册\t10\t\t", "产出指标|数量指标|印刷册数|-|10|≥|-|-", ["value_lost"]),
        ("\t产出指标\t数量指标\t\t≥\t5\t册\t10\t\t", "产出指标|数量指标|-|≥5册|10|≥|-|-", ["name_lost"]),
        ("\t产出指标\t特色指标\t印刷册数\t≥\t5\t册\t10\t\t", "产出指标|特色指标|印刷册数|≥5册|10|≥|-|-", []),
        ("\t产出指标\t印刷册数\t\t≥\t5\t册\t10\t\t", "产出指标|-|印刷册数|≥5册|10|≥|-|-", []),
        ("\t产出指标\t质量指标\t合格情况\t定性\t好坏\t\t10\t\t", "产出指标|质量指标|合格情况|好坏|10|定性|-|-", []),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t≥5册\t\t10\t\t", "产出指标|数量指标|印刷册数|≥5册|10|≥|-|-", ["operator_twice"]),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t≤5册\t\t10\t\t", "产出指标|数量指标|印刷册数|≤5册|10|≥|-|-", ["operator_conflict"]),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5册\t个\t10\t\t", "产出指标|数量指标|印刷册数|≥5册|10|≥|-|-", ["unit_conflict"]),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t若干\t\t", "产出指标|数量指标|印刷册数|≥5册|-|≥|-|-", ["not_a_number"]),
        ("\t产出指标\t数量指标\t印刷册数\t向上\t5\t册\t10\t\t", "产出指标|数量指标|印刷册数|5册|10|向上|-|-", ["nature_unknown"]),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t\t\t附注", "产出指标|数量指标|印刷册数|≥5册|10|≥|-|附注", []),
        ("\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t\t清点（50字以内）", "产出指标|数量指标|印刷册数|≥5册|10|≥|-|清点（50字以内）", ["instruction_left"]),
    ],
)  # fmt: skip
def test_row(row: str, expected: str, said: Lines, read: Read) -> None:
    """Blanks are blanks: no cell moves into the column of another."""
    form = read([HEAD, row])
    assert ([shown(row) for row in form.indicators], codes(form)) == ([expected], said)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标\t清点", WHOLE),
        ("产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标", WHOLE.replace("清点", "-")),
        ("\t\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标", WHOLE.replace("清点", "-")),
        ("数量指标\t印刷册数\t≥\t5\t册\t10\t正向指标", "产出指标|数量指标|印刷册数|≥5册|10|≥|正向指标|-"),
        ("\t产出指标\t数量指标\t印刷册数\t5\t册\t10\t正向指标", "产出指标|数量指标|印刷册数|5册|10|-|正向指标|-"),
        ("\t数量指标\t\t印刷册数\t≥\t5\t册\t10\t正向指标", "产出指标|数量指标|印刷册数|≥5册|10|≥|正向指标|-"),
    ],
    ids=["to the left", "end lost", "to the right", "labels dropped", "sign dropped", "label moved"],
)
def test_shifted_row(row: str, expected: str, read: Read) -> None:
    """A row in which a cell cannot be what its column holds is read in its order, and that is said."""
    form = read([HEAD, FIRST, row])
    assert [shown(row) for row in form.indicators][1] == expected
    assert codes(form) == ["row_shifted"]
    assert form.damage[0].at == "/indicators/1"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("\t\t质量指标\t\t\t\t\t\t\t", None),
        ("\t效益指标\t社会效益指标\t\t\t\t\t\t\t", None),
        ("\t\t质量指标\t指标1：\t\t\t\t\t\t", "指标1："),
        ("\t\t质量指标\t……\t\t\t\t\t\t", "……"),
        ("\t\t质量指标\t\t≥\t\t%\t0\t正向指标\t", "≥ | % | 0 | 正向指标"),
    ],
)
def test_rows_of_the_template_that_were_not_used(row: str, said: str | None, read: Read) -> None:
    """Without name and value there is no indicator and nothing is missing; what else stands there is quoted."""
    form = read([HEAD, FIRST, row, "\t\t\t合格率\t≥\t95\t%\t10\t正向指标\t"])
    assert len(form.indicators) == 2
    assert form.indicators[1].level2 in ("质量指标", "社会效益")
    assert [dict(damage.details)["text"] for damage in form.damage] == ([] if said is None else [said])
    assert codes(form) == ([] if said is None else ["unused_row"])


def test_places_are_those_of_the_cells(read: Read) -> None:
    """Each part has its own place."""
    form = read([HEAD, FIRST])
    parts = ("level1", "level2", "level3", "nature", "full_year", "unit", "weight", "declared_direction", "explanation")
    assert [form.places[f"/indicators/0/{part}"].cell for part in parts] == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert form.places["/indicators/0/full_year"].text == "5"


def test_json_has_what_the_layout_has(read: Read) -> None:
    """The columns of the layout are written, null where they are blank; others are not."""
    rows: Any = form_to_json(read([HEAD, "\t产出指标\t数量指标\t印刷册数\t≥\t5\t册\t10\t\t"]))["indicators"]
    assert {name: rows[0][name] for name in ("weight", "nature", "declared_direction", "explanation")} == {
        "weight": "10", "nature": "≥", "declared_direction": None, "explanation": None,
    }  # fmt: skip
    assert "previous" not in rows[0]


def test_columns_in_another_order(read: Read) -> None:
    """The head says where what stands."""
    head = "一级指标\t二级指标\t分值\t指标名称\t备注\t度量单位\t指标值\t指标性质"
    form = read([head, "产出指标\t数量指标\t10\t印刷册数\t清点\t册\t5\t＝"])
    assert [shown(row) for row in form.indicators] == ["产出指标|数量指标|印刷册数|＝5册|10|＝|-|清点"]
    assert codes(form) == []


def test_two_columns_of_explanations(read: Read) -> None:
    """The second has a place of its own; nothing of it is lost."""
    form = read([HEAD + "\t备注", FIRST + "\t按册"])
    assert (form.indicators[0].explanation, form.places["/indicators/0/explanation"].text) == ("清点\n按册", "清点")
    assert form.places["/indicators/0/explanation/1"].text == "按册"
    assert codes(form) == []


def test_a_column_that_nobody_knows(read: Read) -> None:
    """Its cells are quoted, and no other column takes them."""
    form = read(
        [HEAD.replace("\t度量单位", "\t进度"), "\t产出指标\t数量指标\t印刷册数\t≥\t5册\t快\t10\t正向指标\t清点"]
    )
    assert [shown(row) for row in form.indicators] == [WHOLE]
    assert [(damage.code, dict(damage.details)["text"]) for damage in form.damage] == [
        ("unassigned_cell", "进度"), ("unassigned_cell", "快"),
    ]  # fmt: skip


def test_a_table_without_its_head(read: Read) -> None:
    """The columns are those of the layout in its order, where the cells say which is which."""
    form = read([FIRST.removeprefix("\t"), "\t\t知晓率\t≥\t90\t%\t10\t正向指标"])
    assert shown(form.indicators[0]) == WHOLE
    assert form.indicators[1].full_year is not None
    assert (form.indicators[1].level3, form.indicators[1].full_year.raw) == ("知晓率", "≥90%")
    assert codes(form) == ["header_missing"]


def test_the_head_comes_again_after_a_page_break(read: Read) -> None:
    """It may have other columns on the next page."""
    head = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t分值"
    form = read([HEAD, FIRST, head, "\t质量指标\t合格率\t≥\t95\t%\t10"])
    assert [shown(row) for row in form.indicators] == [WHOLE, "产出指标|质量指标|合格率|≥95%|10|≥|-|-"]
    assert codes(form) == []


def test_a_head_of_two_rows(read: Read) -> None:
    """指标名称 stands above the levels; the second row divides it."""
    first, second = "绩效指标\t指标名称\t\t\t指标值\t分值\t备注", "\t一级指标\t二级指标\t三级指标"
    form = read([first, second, "\t产出指标\t数量指标\t印刷册数\t≥5册\t10\t清点"])
    assert [shown(row) for row in form.indicators] == ["产出指标|数量指标|印刷册数|≥5册|10|-|-|清点"]
    assert codes(form) == []


def grid(lines: Lines, merged: dict[str, tuple[int, int]]) -> list[Row]:
    """Give lines as rows of a sheet, the texts in ``merged`` reaching over so many columns and rows."""
    rows = []
    for number, line in enumerate([*TOP, *lines], 1):
        parts = [(at, part) for at, part in enumerate(line.split("\t"), 1) if part]
        cells = tuple(Cell(part, at, f"S!{at}-{number}", *merged.get(part, (1, 1))) for at, part in parts)
        rows.append(Row(cells, len(line.split("\t")), number, None, "S"))
    return rows


def read_grid(lines: Lines, merged: dict[str, tuple[int, int]], vocabulary: Vocabulary) -> Form:
    """Read the one form of a sheet with merged cells."""
    (form,) = read_rows(grid(lines, merged), "a.xlsx", [made(LAYOUT)], vocabulary)
    return form


def test_merged_values_hold_for_all_their_rows(vocabulary: Vocabulary) -> None:
    """A value over several rows is that of each, with its own place; one weight over several is counted once."""
    form = read_grid(
        [HEAD, FIRST.replace("\t5\t", "\t6\t").replace("清点", "共用"), "\t\t\t复印册数\t\t\t\t\t\t"],
        {"≥": (1, 2), "6": (1, 2), "册": (1, 2), "10": (1, 2), "共用": (1, 2)},
        vocabulary,
    )
    assert [shown(row) for row in form.indicators] == [
        "产出指标|数量指标|印刷册数|≥6册|10|≥|正向指标|共用",
        "产出指标|数量指标|复印册数|≥6册|-|≥|-|共用",
    ]
    assert form.places["/indicators/1/full_year"].line == 6
    assert [(damage.code, damage.at) for damage in form.damage] == [("weight_shared", "/indicators/1/weight")]
    assert damage_message(form.damage[0]) == "第 7 行：该行的分值“10”写在合并单元格中，由几项指标共用，只计入第一项。"


def test_a_level_below_the_end_of_its_merged_cell(vocabulary: Vocabulary) -> None:
    """The label above still holds, as the contract has it, but it is said that the document does not show so."""
    rows = [HEAD, FIRST, "\t\t\t复印册数\t≥\t5\t册\t10\t\t", "\t\t\t装订册数\t≥\t5\t册\t10\t\t"]
    form = read_grid(rows, {"产出指标": (1, 3), "数量指标": (1, 2)}, vocabulary)
    assert [row.level2 for row in form.indicators] == ["数量指标"] * 3
    assert [(damage.code, damage.at) for damage in form.damage] == [("level_beyond_span", "/indicators/2/level2")]


SIDES = """
title: {zh: 某部表, en: a ministry}
begins: {titles: ['某市项目绩效表']}
unit_labels: [金额单位]
fields: {project_name: {label: 项目名称}}
indicators:
  label: 绩效指标
  level1: [产出指标, 效益指标, 满意度指标]
  SETS
  columns:
    level1: {label: 一级指标}
    level2: {label: 二级指标}
    level3: {label: 三级指标}
    full_year: {label: 指标值}
"""
SIDE_BY_SIDE = SIDES.replace("SETS", "sets: [long_term, annual]")
BLOCKS = SIDES.replace("SETS", "blocks: {long_term: [长期绩效指标], annual: [年度绩效指标]}")


def both(form: Form) -> tuple[Lines, Lines]:
    """Give the rows of both tables, without what no column holds."""
    return ([shown(row)[:-8] for row in form.long_term_indicators], [shown(row)[:-8] for row in form.indicators])


@pytest.mark.parametrize(
    ("lines", "long_term", "annual"),
    [
        (
            [
                "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
                "\t产出指标\t数量指标\t册数\t≥9册\t数量指标\t册数\t≥3册",
                "\t\t\t\t\t\t期数\t=2期",
                "\t\t质量指标\t\t\t质量指标\t合格率\t≥95%",
                "\t效益指标\t社会效益指标\t知晓率\t≥90%\t社会效益指标\t\t",
            ],
            ["产出指标|数量指标|册数|≥9册", "效益指标|社会效益|知晓率|≥90%"],
            ["产出指标|数量指标|册数|≥3册", "产出指标|数量指标|期数|=2期", "产出指标|质量指标|合格率|≥95%"],
        ),
        (
            [
                "一级指标\t二级指标\t三级指标\t指标值\t一级指标\t二级指标\t三级指标\t指标值",
                "产出指标\t数量指标\t册数\t≥9册\t产出指标\t数量指标\t册数\t≥3册",
                "\t质量指标\t合格率\t≥90%\t\t质量指标\t合格率\t",
            ],
            ["产出指标|数量指标|册数|≥9册", "产出指标|质量指标|合格率|≥90%"],
            ["产出指标|数量指标|册数|≥3册", "产出指标|质量指标|合格率|-"],
        ),
        (
            ["绩效指标\t一级指标\t二级指标\t三级指标\t指标值", "\t产出指标\t数量指标\t册数\t≥3册"],
            [],
            ["产出指标|数量指标|册数|≥3册"],
        ),
    ],
    ids=["level 1 shared", "level 1 twice", "one table"],
)  # fmt: skip
def test_side_by_side(lines: Lines, long_term: Lines, annual: Lines, read_lines: Callable[..., list[Form]]) -> None:
    """Labels that come again begin the table of the year; blanks on one side are no indicators there."""
    (form,) = read_lines([*TOP, *lines], [made(SIDE_BY_SIDE)])
    assert both(form) == (long_term, annual)
    assert codes(form) == []
    assert len(form_to_json(form)["long_term_indicators"]) == len(long_term)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "lines",
    [
        ["长期绩效指标\t一级指标\t二级指标\t三级指标\t指标值", "\tL", "年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值", "\tA"],
        ["长期绩效指标", "\t一级指标\t二级指标\t三级指标\t指标值", "\tL", "年度绩效指标", "\t一级指标\t二级指标\t三级指标\t指标值", "\tA"],
        ["\t一级指标\t二级指标\t三级指标\t指标值", "长期绩效指标\tL", "年度绩效指标\tA"],
        ["绩效指标\t长期绩效指标\t一级指标\t二级指标\t三级指标\t指标值", "\t\tL", "\t年度绩效指标\tA"],
    ],
    ids=["on the head", "on rows of their own", "beside the rows", "second column"],
)  # fmt: skip
def test_one_below_the_other(lines: Lines, read_lines: Callable[..., list[Form]]) -> None:
    """The label of a block stands beside its head, above it or beside its rows."""
    rows = {"L": "产出指标\t数量指标\t册数\t≥9册", "A": "产出指标\t数量指标\t册数\t≥3册"}
    printed = [line[:-1] + rows[line[-1]] if line[-1] in rows else line for line in lines]
    (form,) = read_lines([*TOP, *printed], [made(BLOCKS)])
    assert both(form) == (["产出指标|数量指标|册数|≥9册"], ["产出指标|数量指标|册数|≥3册"])
    assert codes(form) == []
    assert form.places["/long_term_indicators/0/full_year"].text == "≥9册"


CLASSES = """
title: {zh: 某区表, en: a region}
begins: {titles: ['某市项目绩效表']}
unit_labels: [金额单位]
fields: {project_name: {label: 项目名称}}
indicators:
  label: 绩效指标
  level1: [投入, 过程, 产出, 效果, 投入指标, 产出指标]
  level2: {投入: [时效目标, 投入管理], 效果: [满意度]}
  columns:
    level1: {label: 一级}
    level2: {label: 二级}
    level3: {label: 指标内容}
    full_year: {label: 指标值}
    explanation: {label: 评分细则}
"""


@pytest.mark.parametrize(
    ("row", "levels"),
    [
        ("投入\t投入管理\t到位率\t≥9%", ("投入", "投入管理")),
        ("投入指标\t时效目标\t到位率\t≥9%", ("投入", "时效指标")),
        ("过程\t业务管理\t到位率\t≥9%", ("过程", "组织实施")),
        ("产出\t数量\t到位率\t≥9%", ("产出指标", "数量指标")),
        ("产出指标\t数量指标\t到位率\t≥9%", ("产出指标", "数量指标")),
        ("效果\t满意度\t到位率\t≥9%", ("效益指标", "服务对象满意度")),
        ("效果\t特色\t到位率\t≥9%", ("效益指标", "特色")),
        ("其他\t特色\t到位率\t≥9%", ("其他", "特色")),
    ],
)
def test_levels_of_the_layout(row: str, levels: tuple[str, str], read_lines: Callable[..., list[Form]]) -> None:
    """The layout says which words it has and what belongs where; words that nobody knows stay as printed."""
    (form,) = read_lines([*TOP, "一级\t二级\t指标内容\t指标值\t评分细则", row], [made(CLASSES)])
    assert [(row.level1, row.level2) for row in form.indicators] == [levels]
    assert codes(form) == []


def test_a_table_without_level_1(read_lines: Callable[..., list[Form]]) -> None:
    """Level 1 follows from level 2; it is no damage that it is not printed."""
    layout = CLASSES.replace("    level1: {label: 一级}\n", "").replace("效果: [满意度]", "效果: [满意度, 实施效益]")
    (form,) = read_lines([*TOP, "二级\t指标内容\t指标值\t评分细则", "实施效益\t知晓率\t≥9%"], [made(layout)])
    row = form.indicators[0]
    assert (row.level1, row.level2, row.read_level1, row.read_level2) == (
        "效益指标",
        "实施效益",
        "效益指标",
        "实施效益",
    )
    assert codes(form) == []
