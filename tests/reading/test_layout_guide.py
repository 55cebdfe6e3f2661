"""The guide for authors of layouts is true: it names every key, and its example reads a form."""

import re
from pathlib import Path
from typing import Final

import yaml

from auditor.forms.vocabulary import Vocabulary
from auditor.reading.description import _KEYS
from auditor.reading.document import read_document
from auditor.reading.layout import Layout

GUIDE: Final = (Path(__file__).parents[2] / "rules/standard/layouts/GUIDE.md").read_text(encoding="utf-8")
FORM: Final = """2025年某区项目绩效目标表
项目名称\t道路养护\t承担单位\t某区住建局
项目属性\t新增□ 延续☑
项目资金（万元）\t资金总额\t100\t财政拨款\t90\t其他资金\t10
年度目标\t养护道路20公里
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t养护里程\t≥20公里
"""


def test_guide_names_every_key() -> None:
    """Every key that a layout may have is explained; those of single fields are shown by `layouts show`."""
    named = set(re.findall(r"`([a-z_0-9]+)(?::[^`]*)?`", GUIDE)) | set(re.findall(r"`([a-z_]+)\.", GUIDE))
    wanted = {
        key
        for path, keys in _KEYS.items()
        if path not in ("fields", "options", "funding.fields", "funding.prose.patterns")
        and not path.startswith(("fields.", "funding.fields.", "funding.blocks."))
        for key in keys
    }
    assert wanted - named == set()


def test_example_reads_a_form(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The smallest example is a layout, and reads a form without any damage but the unit it was not told."""
    found = re.search(r"<!-- example -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    layout = Layout.from_mapping("district", yaml.load(found[1], Loader=yaml.BaseLoader))
    path = tmp_path / "form.txt"
    path.write_text(FORM, encoding="utf-8")
    (form,) = read_document(path, "form.txt", [layout], vocabulary)
    assert [damage.code for damage in form.damage] == []
    assert (form.year, form.texts["implementing_unit"], form.others["项目属性"]) == (2025, "某区住建局", "延续")
    assert {name: str(form.funding[name]) for name in ("total", "fiscal_subtotal", "other")} == {
        "total": "100", "fiscal_subtotal": "90", "other": "10",
    }  # fmt: skip
    assert [row.level3 for row in form.indicators] == ["养护里程"]
