"""Where findings point: field paths, subjects, and the printed place of every finding of the example."""

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.findings.finding import Finding
from auditor.findings.place import loss_near, place_of
from auditor.forms.model import Damage, Form, Place, pointer
from tests.checking.build import EXAMPLE, form, judge, real_forms, rule, standard_pack

LINES = EXAMPLE.read_text(encoding="utf-8").split("\n")
NEVER = "{that: year, equals: 1}"


def findings() -> list[Finding]:
    """Give the findings of all real forms."""
    judged = Evaluation(standard_pack())
    return [finding for of in real_forms() for finding in judged.evaluate(of).findings]


FOUND = findings()


@pytest.mark.parametrize(
    "finding", FOUND, ids=lambda finding: f"{finding.rule_id}-{finding.position}-{finding.subject[:12]}"
)
def test_every_real_place(finding: Finding) -> None:
    """The line, cell and excerpt of each finding are really there in the text; no finding is without a line."""
    assert finding.source == EXAMPLE.name
    assert finding.line, "a finding points somewhere"
    line = LINES[int(finding.line) - 1]
    assert finding.excerpt.strip() in line
    if finding.cell:
        cell = line.split("\t")[int(finding.cell) - 1]
        assert finding.excerpt
        assert cell.strip().startswith(finding.excerpt.strip())


@pytest.mark.parametrize(
    "finding", FOUND, ids=lambda finding: f"{finding.rule_id}-{finding.position}-{finding.subject[:12]}"
)
def test_every_real_line_is_in_its_form(finding: Finding) -> None:
    """A finding's line lies between its form's first and last."""
    of = real_forms()[finding.position]
    lines = [place.line for place in of.places.values() if place.line is not None]
    assert min(lines) <= int(finding.line) <= max(lines) + 1


@pytest.mark.parametrize(
    "finding", FOUND, ids=lambda finding: f"{finding.rule_id}-{finding.position}-{finding.subject[:12]}"
)
def test_every_real_finding_is_complete(finding: Finding) -> None:
    """Each finding has words for all that a reader needs, and no name of the program's inside in them."""
    for name in (
        "finding_id",
        "rule_title",
        "severity",
        "outcome",
        "dimension",
        "form_id",
        "subject",
        "field",
        "message",
        "basis",
    ):
        assert getattr(finding, name), name
    for text in (finding.message, finding.subject, finding.expected, finding.fix):
        assert "{" not in text
        assert "None" not in text
    assert bool(finding.fix) == (finding.outcome == "fail")


@pytest.mark.parametrize(
    ("keys", "field", "subject"),
    [
        ({"at": "funding.total"}, "funding.total", "资金总额"),
        ({"at": "start.date"}, "start", "开始时间"),
        ({"at": "end.year"}, "end", "完成时间"),
        ({"at": "year"}, "year", "年度"),
        ({"at": "indicators"}, "indicators", "绩效指标"),
        ({"at": "spending.full_year"}, "spending", "支出明细"),
        ({"for_each": "{s: spending}", "at": "s.full_year"}, "spending[0].full_year", "基层图书室新建装修费"),
        ({"for_each": "{s: spending}", "at": "s"}, "spending[0]", "基层图书室新建装修费"),
        ({"for_each": "{i: indicators}", "at": "i.half_year.value"}, "indicators[0].half_year", "立项依据充分性"),
        ({"for_each": "{i: indicators}", "at": "i.level3"}, "indicators[0].level3", "立项依据充分性"),
        ({"for_each": "{i: indicators}", "at": "i.direction"}, "indicators[0]", "立项依据充分性"),
        ({"for_each": "{t: targets}", "at": "t.value"}, "indicators[0].half_year", "立项依据充分性"),
        ({"for_each": "{t: targets}", "at": "t"}, "indicators[0].half_year", "立项依据充分性"),
        ({"for_each": "{f: {fields: [manager]}}", "at": "f.value"}, "manager", "项目负责人/联系电话"),
        ({"for_each": "{a: amounts}", "at": "a.value"}, "funding.total", "资金总额"),
        ({"for_each": "{word: vocab.mandatory_decision}", "at": "indicators"}, "indicators", "立项依据充分性"),
        (
            {
                "let": "{row: {lookup: indicators, where: {standard_name: 预算执行率}, take: half_year}}",
                "at": "row.value",
            },
            "indicators[7].half_year",
            "预算执行率",
        ),
        (
            {"let": "{row: {lookup: indicators, where: {standard_name: 预算执行率}}}", "at": "row.full_year"},
            "indicators[7].full_year",
            "预算执行率",
        ),
        (
            {"let": "{row: {lookup: indicators, where: {level3: 没有}, take: half_year}}", "at": "row"},
            "indicators",
            "绩效指标",
        ),
    ],
)  # fmt: skip
def test_field_and_subject(keys: dict[str, str], field: str, subject: str) -> None:
    """The field is a path in the form; the subject is the row's name, else the field's label."""
    finding = judge(rule(require=NEVER, **keys), form()).findings[0]
    assert (finding.field, finding.subject) == (field, subject)


@pytest.mark.parametrize(
    ("item", "field"),
    [(0, "indicators[0].half_year"), (1, "indicators[0].full_year"), (39, "indicators[19].full_year")],
)
def test_targets_are_counted_by_row(item: int, field: str) -> None:
    """The fortieth target is the full-year cell of the twentieth row."""
    assert judge(rule(require=NEVER, for_each="{t: targets}", at="t"), form()).findings[item].field == field


def test_unnamed_rows() -> None:
    """A row without a name is called by its number, in the language asked for."""
    made = rule(require=NEVER, for_each="{s: spending}", at="s.full_year")
    of = form("set: {spending.1.name: null}")
    assert judge(made, of).findings[1].subject == "第 2 行（名称未填）"
    assert judge(made, of, lang="en").findings[1].subject == "row 2 (no name)"


def test_pointer() -> None:
    """A field path is a JSON pointer in other signs."""
    assert pointer("spending[3].full_year") == "/spending/3/full_year"
    assert pointer("funding.total") == "/funding/total"
    assert pointer("manager") == "/manager"


def placed(**places: tuple[int, int]) -> Form:
    """Give a form with these places (slashes written as double underscores)."""
    of = form()
    of.places = {
        "/" + name.replace("__", "/"): Place("a.txt", 1, line, cell, name) for name, (line, cell) in places.items()
    }
    return of


@pytest.mark.parametrize(
    ("field", "line", "cell"),
    [
        ("spending[0].full_year", 5, 3),
        ("spending[0].half_year", 5, 1),
        ("spending[0]", 5, 1),
        ("spending[1].full_year", None, None),
        ("spending", 5, None),
        ("funding.total", 4, 2),
        ("manager", None, None),
    ],
)
def test_place_of(field: str, line: int | None, cell: int | None) -> None:
    """A value's place; of a blank cell its row's; of a table its first row; of nothing printed, none."""
    of = placed(spending__0__name=(5, 1), spending__0__full_year=(5, 3), funding__total=(4, 2))
    place = place_of(of, field)
    assert (place and place.line, place and place.cell) == (line, cell)


def test_place_of_what_was_lost() -> None:
    """A value that the extraction lost stands where the damage was noted."""
    of = placed()
    of.damage = [Damage("value_lost", "/funding/total", (), 17)]
    place = place_of(of, "funding.total")
    assert place is not None
    assert (place.line, place.cell, place.text) == (17, None, "")


@pytest.mark.parametrize(
    ("at", "field", "near"),
    [
        ("/spending/1", "spending[1].full_year", True),
        ("/spending/1", "spending[10].full_year", False),
        ("/spending/1/full_year", "spending", True),
        ("/spending", "spending[3]", True),
        ("/funding/total", "funding.total", True),
        ("/fund", "funding.total", False),
        ("", "manager", False),
        ("/", "manager", False),
    ],
)
def test_near_loss(at: str, field: str, near: bool) -> None:
    """A loss counts at the field, inside it and around it, never next to it."""
    of = form()
    of.damage = [Damage("value_lost", at)]
    assert loss_near(of, field, "zh") == ("该处文本在提取时有损坏或缺失" if near else "")


def test_doubt_at_a_field() -> None:
    """A text that may be misread counts like one that was lost, whatever the code of its note."""
    of = form()
    of.damage = [Damage("any_code", "/funding/total", doubt=True)]
    assert loss_near(of, "funding.total", "en") == "The text was damaged or lost here in extraction"
    assert not loss_near(of, "funding.other", "en")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "本表由扫描件识别读入"), ("en", "The form was read from a scan by text recognition")],
)
def test_whole_form_recognised(lang: str, said: str) -> None:
    """Of a form that was read from a scan everything may be misread."""
    of = form()
    of.damage = [Damage("read_by_ocr", "")]
    assert loss_near(of, "manager", lang) == said
