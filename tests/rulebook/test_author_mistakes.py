"""What a policy person really mistypes: each is told at its place, in words that say what to do."""

from pathlib import Path
from typing import Final

import pytest

from auditor.findings import scaffold
from auditor.findings.lint import lint_pack
from auditor.marked import Reporter
from auditor.rulebook.names import FORM
from auditor.rulebook.spellings import nearest
from tests.checking.build import form, let, read_rule, rule

_TEMPLATE: Final = (Path(scaffold.__file__).parent / "templates" / "rule.yaml").read_text(encoding="utf-8")
TEXT: Final = "".join(
    line
    for line in _TEMPLATE.replace("@ID@", "TEST-01")
    .replace("@GROUP@", "TEST")
    .replace("@VERSION@", '"1.0"')
    .replace("@DOC@", "practice")
    .splitlines(keepends=True)
    if not line.startswith("#")
)
"""The rule that `rules new` begins, without its comments."""


def told(text: str) -> list[str]:
    """Give the problems of a rule as ``line:column: Chinese sentence``."""
    reporter = Reporter()
    read_rule(text, reporter)
    for problem in reporter.problems:
        assert problem.render("en") != problem.render("zh")
    return [problem.render("zh").removeprefix("TEST-01.yaml:") for problem in sorted(set(reporter.problems))]


def test_the_template_is_sound() -> None:
    """What the mistakes below are made in has none."""
    assert told(TEXT) == []
    assert told(TEXT.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("severity: warning", "severity：warning", "4:1: 这里或上一行用了全角标点"),
        ("id: TEST-01", "id：TEST-01", "2:6: 这里或上一行用了全角标点"),
        ("{that: share, at", "{that: share，at", "15:30: 这里或上一行用了全角标点"),
        ("require: {that: share, at_most: params.max_share}", "require: ｛that: share｝", "15:15: 这里或上一行用了全角"),
        ("severity: warning", "severity:warning", "4:1: 这里或上一行缺少“: ”"),
        ("severity: warning", "severity:\u00a0warning", "4:1: 这里或上一行缺少“: ”"),
        ("severity: warning", " severity: warning", "3:2: 这一行的缩进与同组的其他行不一致"),
        ('请核实。"\n', "请核实。\n", "20:8: 这一行的缩进与同组的其他行不一致，或者上一行的引号没有配对"),
        ("at_most: params.max_share}", "at_most: params.max_share", "16:3: 花括号、方括号或引号没有配对"),
        ("severity: warning", "\tseverity: warning", "3:1: 缩进使用了制表符"),
        ("at: funding.carry_over\n", "at: funding.total\nat: funding.total\n", "17:1: 键“at”重复，第 16 行"),
        ("at_most: params.max_share", "≤: params.max_share", "15:24: 不认识的键“≤”，最接近的是“at_most”"),
        ("at_most: params.max_share", "＝: params.max_share", "15:24: 不认识的键“＝”，最接近的是“equals”"),
        ("at_most: params.max_share", "不大于: params.max_share", "15:24: 不认识的键“不大于”，最接近的是“at_most”"),
        ("severity: warning", "严重程度: warning", "3:1: 不认识的键“严重程度”，最接近的是“severity”"),
        ("severity: warning", "Severity: warning", "3:1: 不认识的键“Severity”，最接近的是“severity”"),
        ("severity: warning", "severity: 警告", "3:11: “警告”不在允许的取值中，最接近的是“warning”"),
        ("severity: warning", "severity:", "3:10: “”不在允许的取值中"),
        ("status: stable", "status: 试行", "6:9: “试行”不在允许的取值中，最接近的是“trial”"),
        ("waivable: true", "waivable: 是", "8:11: “是”不在允许的取值中，最接近的是“true”"),
        ("{ratio: {of", "{占比: {of", "14:11: 不认识的计算“占比”，最接近的是“share”"),
        ("of: funding.carry_over", "of: 上年结转资金", "14:23: 不认识的名称“上年结转资金”（应为 name），最接近的是“funding.carry_over”"),
        ("to: funding.total", "to: Funding.Total", "最接近的是“funding.total”"),
        ("to: funding.total", "to: 资金总数", "最接近的是“funding.total”"),
        ("{share}%（", "{占比}%（", "最接近的是“share”"),
        ("{share}%（", "｛share｝%（", "占位符"),
        ("at_most: params.max_share", "at_most: 30%", "15:33: “30%”不是数字：请只写数字"),
        ("at_most: params.max_share", "at_most: 50万元", "15:33: “50万元”不是数字"),
        ("at_most: params.max_share", "at_most: ３０", "15:33: “３０”不是数字"),
        ("{that: share, at_most: params.max_share}", "share 不大于 30", "15:10: 这里写的是“share 不大于 30”，应为 {that: …}"),
        ("{that: share, at_most: params.max_share}", "{that: share <= 30}", "15:10: 一个条件要有且只有一个比较"),
        ("basis: [{doc: practice, at: 请写条款, verified: false}]", "basis: practice", "9:8: 这里写的是“practice”，应为 {doc,"),
        ("id: TEST-01", "id: [TEST-01]", "1:5: 规则编号"),
        ("id: TEST-01", "id: TEST-1", "1:5: 规则编号“TEST-1”应为"),
        ("to: funding.total}", "to: 0}", "14:47: ratio 的 to 是 0，任何数都不能除以 0"),
        ("to: funding.total}", "to: params.max_share}", ""),
        ('unit: "%"', '单位: "%"', "12:28: 不认识的键“单位”，最接近的是“unit”"),
    ],
)  # fmt: skip
def test_mistake(before: str, after: str, says: str) -> None:
    """The mistake is told where it stands; a change that is none is not."""
    assert before in TEXT
    messages = told(TEXT.replace(before, after, 1))
    if not says:
        assert messages == []
    else:
        assert any(says in message for message in messages), messages


@pytest.mark.parametrize("text", ["", "   \n", "# 只有注释\n# 没有规则\n"])
def test_nothing_in_the_file(text: str) -> None:
    """An empty file and one of comments say so."""
    assert told(text) == ["1:1: 文件是空的，或者只有注释"]


def test_zero_in_a_threshold() -> None:
    """A threshold of zero is as good as a zero where it divides."""
    text = TEXT.replace('value: "30"', 'value: "0"').replace("to: funding.total}", "to: params.max_share}")
    assert told(text) == ["14:47: ratio 的 to 是 0，任何数都不能除以 0"]


def test_a_divisor_that_can_be_zero() -> None:
    """What is zero only on some form cannot be divided by there: the value is missing, never an error, never zero."""
    assert let("{ratio: {of: funding.other, to: funding.total}}", form("set: {funding.total: '0'}")) is None


@pytest.mark.parametrize(
    ("found", "allowed", "expected"),
    [
        ("项目负责人", ("manager", "content"), "manager"),
        ("全年（程）指标值", ("raw", "full_year"), "full_year"),
        ("ＩＤ", ("id", "name"), "id"),
        ("不低于", ("at_most", "at_least"), "at_least"),
        ("zzzz", ("at_most", "at_least"), "—"),
    ],
)
def test_nearest(found: str, allowed: tuple[str, ...], expected: str) -> None:
    """Full-width letters, capitals and Chinese words lead to what is meant, if that is allowed here."""
    assert nearest(found, allowed) == expected


def test_every_chinese_word_leads_somewhere() -> None:
    """What the list of Chinese words leads to are words of the language."""
    import json

    from auditor.findings import ruletests
    from auditor.findings.finding import OUTCOMES
    from auditor.rulebook import documents, inheritance, rule, rulefile, spellings, verbs
    from auditor.rulebook.expressions import COMBINATORS, COMPARISONS

    known = {
        *rulefile.KEYS, *verbs.VERBS, *COMPARISONS, *COMBINATORS, *FORM, *OUTCOMES, *ruletests.KEYS, *ruletests.CASE_KEYS,
        *documents.KEYS, *inheritance.KEYS, *rule.SEVERITIES, *rule.STATUSES, *verbs.UNITS, "true", "false", "doc", "at",
        "value", "unit", "decided_by", "where", "take", "within", "rounding",
    }  # fmt: skip
    words: dict[str, str] = json.loads(spellings._WORDS.read_text(encoding="utf-8"))
    assert set(words.values()) <= known


def test_lint_points_at_the_line(tmp_path: Path) -> None:
    """A missing test is told at the rule's id, missing cases at its status."""
    scaffold.new_rule("TEST-01", str(tmp_path / "p"))
    scaffold.new_rule("TEST-02", str(tmp_path / "p"))
    folder = tmp_path / "p/rules/TEST"
    (folder / "TEST-01.test.yaml").unlink()
    cases = folder / "TEST-02.test.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").partition("cases:")[0] + "cases: []\n", encoding="utf-8")
    problems, _ = lint_pack(tmp_path / "p")
    lines = (folder / "TEST-02.yaml").read_text(encoding="utf-8").splitlines()
    id_line = next(number for number, line in enumerate(lines, 1) if line.startswith("id:"))
    status_line = next(number for number, line in enumerate(lines, 1) if line.startswith("status:"))
    assert [(problem.file, problem.line, problem.column, problem.key) for problem in problems] == [
        ("rules/TEST/TEST-01.yaml", id_line, 1, "pack.no_test"),
        ("rules/TEST/TEST-02.yaml", status_line, 1, "pack.test_cases"),
    ]


def test_lint_points_at_the_condition_that_is_too_hard(tmp_path: Path) -> None:
    """A condition past the engine's proven limits is told at its key, and says what to do."""
    scaffold.new_rule("TEST-01", str(tmp_path / "p"))
    path = tmp_path / "p/rules/TEST/TEST-01.yaml"
    numbers = ", ".join(f"{{that: share, differs_from: {number}}}" for number in range(8))
    alternatives = ", ".join(f"{{all: [{numbers.replace('share', name)}]}}" for name in list(FORM)[-12:] if "." in name)
    text = path.read_text(encoding="utf-8")
    hard = text.replace("require: {that: share, at_most: params.max_share}", f"require: {{any: [{alternatives}]}}")
    path.write_text(hard, encoding="utf-8")
    problems, _ = lint_pack(tmp_path / "p")
    line = next(number for number, row in enumerate(hard.splitlines(), 1) if row.startswith("require:"))
    assert [(problem.file, problem.line, problem.key) for problem in problems] == [
        ("rules/TEST/TEST-01.yaml", line, "pack.limit")
    ]
    assert "请拆成几条规则" in problems[0].render("zh")


def test_not_utf8_and_other_suffix(tmp_path: Path) -> None:
    """A file of another encoding or suffix is told by its name, never passed over; a BOM is no mistake."""
    scaffold.new_rule("TEST-01", str(tmp_path / "p"))
    path = tmp_path / "p/rules/TEST/TEST-01.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8-sig")
    assert lint_pack(tmp_path / "p")[0] == []
    path.write_bytes(text.encode("gb18030"))
    path.with_name("TEST-03.yml").write_text(text, encoding="utf-8")
    said = [problem.render("zh") for problem in lint_pack(tmp_path / "p")[0]]
    assert any("TEST-01.yaml:2:1: 文件无法读取" in line and "UTF-8" in line for line in said), said
    assert any("TEST-03.yml" in line for line in said)


def test_division_rule_is_still_readable() -> None:
    """A constant that is not zero may divide."""
    assert rule(let="{half: {ratio: {of: funding.total, to: 2}}}", require="{that: half, at_least: 1}")
