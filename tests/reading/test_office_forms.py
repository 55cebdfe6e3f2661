"""A form in a Word file with tracked changes, hidden text and pictures: what is doubtful is told and never accused plainly."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from auditor.api import audit
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.jsonform import damage_message
from auditor.reading.layout import Layout

FORM = Path(__file__).parents[1] / "fixtures" / "docs" / "f10.docx"
COST = "≤220万元"
SUSPECTED = "疑似提取问题，请对照原件核实"


def changed(old: str, new: str) -> bytes:
    """Give the document of form 10 with one stretch of its XML replaced."""
    content = BytesIO()
    with zipfile.ZipFile(FORM) as whole, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                text = data.decode()
                assert text.count(old) == 1
                data = text.replace(old, new).encode()
            written.writestr(name, data)
    return content.getvalue()


def tracked(deleted: str, inserted: str) -> str:
    """Give a text replaced with tracking on; it begins and ends inside a run."""
    return (
        f'</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>{deleted}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a"><w:r><w:t>{inserted}</w:t></w:r></w:ins><w:r><w:t>'
    )


@pytest.fixture
def read(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> Callable[[bytes], Form]:
    """Read the only form of a document."""

    def read_content(content: bytes) -> Form:
        path = tmp_path / "表.docx"
        path.write_bytes(content)
        (form,) = read_document(path, "表.docx", [layout], vocabulary)
        return form

    return read_content


def test_value_changed_with_tracking_on(read: Callable[[bytes], Form]) -> None:
    """The new value counts; a note stands at it, in both languages."""
    form = read(changed(COST, tracked("≤220万元", "≥220万元")))
    target = form.indicators[17].full_year
    assert target is not None
    assert target.raw == "≥220万元"
    (damage,) = [damage for damage in form.damage if damage.code == "tracked_change"]
    assert damage.at == "/indicators/17/full_year"
    assert damage_message(damage, "zh") == (
        "第 19 行：该处有尚未接受的修订（插入或删除），按接受修订后的“≥220万元”读取，请核实。"
    )
    assert "There are tracked changes here that are not yet accepted" in damage_message(damage, "en")


@pytest.mark.parametrize(
    ("new", "suspected"),
    [("≥220万元", False), (tracked("≤220万元", "≥220万元"), True)],
    ids=["typed", "tracked"],
)
def test_finding_on_a_changed_value_is_only_suspected(new: str, suspected: bool, tmp_path: Path) -> None:
    """The same value typed plainly is found without that reserve."""
    path = tmp_path / "表.docx"
    path.write_bytes(changed(COST, new))
    (finding,) = [each for each in audit(path, select="DIR-01").findings if each.subject == "项目完成成本"]
    assert (SUSPECTED in finding.message) is suspected


def test_same_form_in_four_formats_has_the_same_findings() -> None:
    """Whatever an office sends, it is told the same; only the place differs."""
    names = ("f10.docx", "f10.doc", "f10.html", "f10.gb.html")
    told = [
        [(each.rule_id, each.subject, each.outcome, each.message) for each in audit(FORM.with_name(name)).findings]
        for name in names
    ]
    assert len(told[0]) > 10
    assert all(findings == told[0] for findings in told)


def test_value_that_was_only_deleted_is_not_blank(read: Callable[[bytes], Form]) -> None:
    """What a tracked deletion leaves blank is read as it stood, with a note."""
    form = read(changed(COST, tracked("≤220万元", "")))
    target = form.indicators[17].full_year
    assert target is not None
    assert target.raw == COST
    assert ("deleted_text", "/indicators/17/full_year") in [(damage.code, damage.at) for damage in form.damage]


def test_what_was_left_out_stands_in_the_form(read: Callable[[bytes], Form]) -> None:
    """Pictures and lines beside the tables are told, whichever row they stand by."""
    picture = "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"
    gone = '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>'
    form = read(changed("<w:sectPr", f"{gone}{picture}<w:sectPr"))
    assert [damage_message(damage, "zh") for damage in form.damage if damage.at == ""] == [
        "第 21 行：该行已用修订方式删除（修订尚未接受），未读入：“删去的话”，请核实。",
        "文档中另有表格之外的图片（或嵌入对象）1 个，其内容未读入，请人工查看。",
    ]
