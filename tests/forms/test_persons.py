"""Names of persons in cells that name them, and behind words for a role."""

import pytest

from auditor.forms.persons import is_person_label, names_in_cell, names_in_text


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("沈雪娇", ["沈雪娇"]),
        ("沈雪娇 0517-83600000", ["沈雪娇"]),
        ("王　明", ["王明"]),
        ("王 明 明", ["王明明"]),
        ("沈 雪娇 138****0000", ["沈雪娇"]),
        ("欧阳 明", ["欧阳明"]),
        ("欧阳明明", ["欧阳明明"]),
        ("王\u200b明", ["王明"]),
        ("赵纪辉（牵头）、殷友华", ["赵纪辉", "殷友华"]),
        ("闵敏、付浩等", ["闵敏", "付浩"]),
        ("李小明、韩巍巍、 万伏高等", ["李小明", "韩巍巍", "万伏高"]),
        ("王明 李四 赵六", ["王明", "李四", "赵六"]),
        ("王明和李丽", ["王明", "李丽"]),
        ("王和平", ["王和平"]),
        ("王明/电话13800000000", ["王明"]),
        ("王明明 电话：0517", ["王明明"]),
        ("项目负责人：王明，联系电话：138****0000", ["王明"]),
        ("王明主任", ["王明"]),
        ("科长：周杰", ["周杰"]),
        ("财务科王明", ["王明"]),
        ("信息中心王小丽", ["王小丽"]),
        ("教育局 李明", ["李明"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("張偉", ["張偉"]),
        ("阿依古丽", ["阿依古丽"]),
        ("张科", ["张科"]),
        ("财务处", []),
        ("办公室", []),
        ("张主任", []),
        ("张××", []),
        ("王**", []),
        ("无", []),
        ("", []),
        ("13800000000", []),
    ],
)
def test_cell(cell: str, names: list[str]) -> None:
    """Every name of a cell is found, whatever stands between names; offices, titles and what is masked are none."""
    assert [name.text for name in names_in_cell(cell)] == names


@pytest.mark.parametrize(("name", "is_plain"), [("王明", True), ("文明", False), ("高峰", False), ("阿依古丽", False)])
def test_plain(name: str, is_plain: bool) -> None:
    """A name that is also a word, or has no usual family name, is not a name wherever it stands."""
    assert [found.is_plain for found in names_in_cell(name)] == [is_plain]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("联系人：李丽，组织培训。", ["李丽"]),
        ("受助人姓名：赵小明、钱多多，一次性补助", ["赵小明", "钱多多"]),
        ("负责人:王明（13800000000）", ["王明"]),
        ("项目负责人：王明明电话0517", ["王明明"]),
        ("负责人为科长", []),
        ("责任人：各县区财政局", []),
        ("明确负责人和联系人，组织培训。", []),
    ],
)
def test_text(text: str, names: list[str]) -> None:
    """Names stand behind a word for a role and a colon; other words there are none."""
    assert [name.text for name in names_in_text(text)] == names


@pytest.mark.parametrize(
    ("label", "asks"),
    [
        ("联系人", True),
        ("联 系 人：", True),
        ("项目负责人/联系电话", True),
        ("填报人（签字）", False),
        ("单位负责人签字", True),
        ("联系电话", False),
        ("项目类别", False),
        ("负责人职责", False),
    ],
)
def test_label(label: str, asks: bool) -> None:
    """A label asks for persons where it ends in a word for one."""
    assert is_person_label(label) is asks
