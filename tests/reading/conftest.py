"""What the reading tests share: shipped layout and vocabulary, the thirteen real forms, one small made-up form."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

from auditor.errors import UnreadableDocument
from auditor.forms.model import Damage, Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.layout import Layout

ROOT = Path(__file__).parents[2]
PACK = ROOT / "rules" / "standard"
SEED = ROOT / "examples" / "huaian-2024.txt"

SAMPLE = """淮安市项目预算绩效目标表
2024年度
项目名称\t甲项目\t主管部门\t乙局\t\t
项目类型\t常年安排项目\t项目级次\t市本级\t\t
开始时间\t2024年\t完成时间\t2024年\t\t
实施单位\t丙中心\t项目负责人/ 联系电话\t丁某\t\t
立项必要性\t依据文件设立。\t\t\t\t
实施可行性\t条件具备。\t\t\t\t
项目实施内容\t开展培训。\t\t\t\t
项目资金 (万元)\t收入\t\t\t全年(程) 预算数\t
\t\t资金总额\t\t30\t
\t\t财政拨款\t小计\t\t20
\t\t\t一般公共预算资金\t\t20
\t\t\t政府性基金\t\t0
\t\t\t财政专户管理资金\t\t0
\t\t国有资本金\t\t0\t
\t\t社保基金\t\t0\t
\t\t上年结转资金\t\t0\t
\t\t其他资金\t\t10\t
\t支出\t\t\t半年(程) 计划执行数\t全年(程) 预算数
\t\t培训费\t\t5\t12.50
\t\t资料费\t\t4\t17.50
中长期目标\t持续提高。\t\t\t\t
年度目标\t培训2次。\t\t\t\t
一级指标\t二级指标\t三级指标\t\t半年（程） 指标值\t全年（程） 指标值
决策\t项目立项\t立项依据充分性\t\t充分\t充分
\t\t立项程序规范性\t\t规范\t规范
过程\t资金管理\t预算执行率\t\t=30%\t=100%
产出指标\t数量指标\t培训次数\t\t≥1次\t≥2次
\t质量指标\t培训合格率\t\t≥90%\t≥90%
满意度指标\t服务对象满意度\t学员满意度\t\t≥95%\t≥95%
"""


def load_yaml(path: Path) -> dict[str, object]:
    """Read a pack file as the loader of the tests does: every scalar a text."""
    loaded: dict[str, object] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


@pytest.fixture(scope="session")
def layout_mapping() -> dict[str, object]:
    """Give the shipped layout as plain data."""
    return load_yaml(PACK / "layouts" / "huaian.yaml")


@pytest.fixture(scope="session")
def layout(layout_mapping: dict[str, object]) -> Layout:
    """Give the shipped layout."""
    return Layout.from_mapping("huaian", layout_mapping)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Give the shipped vocabulary."""
    return Vocabulary.from_mappings(load_yaml(path) for path in sorted((PACK / "vocabulary").glob("*.yaml")))


@pytest.fixture(scope="session")
def seed_forms(layout: Layout, vocabulary: Vocabulary) -> list[Form]:
    """Give the thirteen real forms as read."""
    return list(read_document(SEED, SEED.name, [layout], vocabulary))


@pytest.fixture
def sample() -> list[str]:
    """Give the lines of a small whole form, to be damaged by a test."""
    return SAMPLE.splitlines()


@pytest.fixture
def read_bytes(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> Callable[..., list[Form]]:
    """Read a file with these bytes, with the shipped layout or the ones given."""

    def read(content: bytes, layouts: Sequence[Layout] = ()) -> list[Form]:
        path = tmp_path / "样本.txt"
        path.write_bytes(content)
        return list(read_document(path, "样本.txt", layouts or [layout], vocabulary))

    return read


@pytest.fixture
def read_lines(read_bytes: Callable[..., list[Form]]) -> Callable[..., list[Form]]:
    """Read a UTF-8 file of these lines."""
    return lambda lines, layouts=(): read_bytes("\n".join(lines).encode(), layouts)


@pytest.fixture
def read_form(read_lines: Callable[..., list[Form]]) -> Callable[..., Form]:
    """Read the only form in these lines."""

    def read(lines: Sequence[str]) -> Form:
        (form,) = read_lines(lines)
        return form

    return read


@pytest.fixture
def refusal(read_bytes: Callable[..., list[Form]]) -> Callable[[bytes], UnreadableDocument]:
    """Give the error that a file with these bytes raises."""

    def refuse(content: bytes) -> UnreadableDocument:
        with pytest.raises(UnreadableDocument) as caught:
            read_bytes(content)
        return caught.value

    return refuse


@pytest.fixture
def damages() -> Callable[[Form], list[tuple[str, str, int | None]]]:
    """Give code, pointer and line of every damage of a form."""
    return lambda form: [(damage.code, damage.at, damage.line) for damage in form.damage]


@pytest.fixture
def damage_of() -> Callable[[Form, str], Damage]:
    """Give the one damage of a form with this code."""

    def find(form: Form, code: str) -> Damage:
        (found,) = [damage for damage in form.damage if damage.code == code]
        return found

    return find


@pytest.fixture
def replaced(sample: list[str]) -> Callable[[str, str], list[str]]:
    """Give the sample with the one line that begins so (white space aside) replaced by other text."""

    def replace(start: str, line: str) -> list[str]:
        (at,) = [number for number, text in enumerate(sample) if text.strip().startswith(start)]
        return [*sample[:at], *line.split("\n"), *sample[at + 1 :]] if line else [*sample[:at], *sample[at + 1 :]]

    return replace
