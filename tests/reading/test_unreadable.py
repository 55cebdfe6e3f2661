"""Files that cannot be opened, are too long, or hold no form of a known layout: one clear message each."""

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.layout import Layout
from auditor.reading.source import DEFAULT_LIMITS

Open = Callable[[Path], list[Form]]


@pytest.fixture
def read_path(layout: Layout, vocabulary: Vocabulary) -> Open:
    """Read the document at a path."""
    return lambda path: list(read_document(path, path.name, [layout], vocabulary))


def test_folder_given_as_file(tmp_path: Path, read_path: Open) -> None:
    """A folder is named as such."""
    with pytest.raises(UnreadableDocument) as caught:
        read_path(tmp_path)
    assert caught.value.render("zh").endswith("：这是文件夹，不是文件。")
    assert caught.value.render("en").endswith(": this is a folder, not a file.")


def test_file_that_vanished(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> None:
    """A file removed between being listed and being read does not end in a traceback."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    forms = read_document(path, "a.txt", [layout], vocabulary)
    path.unlink()
    with pytest.raises(UnreadableDocument) as caught:
        next(forms)
    assert caught.value.render("zh") == "a.txt：文件不存在或已被移走。"
    assert caught.value.render("en") == "a.txt: the file does not exist or has been moved away."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path: Path, read_path: Open) -> None:
    """A file that must not be read says so."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(UnreadableDocument) as caught:
        read_path(path)
    assert caught.value.render("zh") == "a.txt：没有读取该文件的权限。"


def test_permission_error_is_worded(tmp_path: Path, read_path: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without depending on who runs the tests; and any other error of the system."""

    def refuse(self: Path, mode: str) -> None:
        raise error

    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    error: OSError = PermissionError(13, "denied")
    with pytest.raises(UnreadableDocument) as caught:
        read_path(tmp_path / "a.txt")
    assert caught.value.render("en") == "a.txt: no permission to read this file."
    error = OSError(5, "Input/output error")
    with pytest.raises(UnreadableDocument) as caught:
        read_path(tmp_path / "a.txt")
    assert caught.value.render("zh") == "a.txt：读取文件时系统报错：Input/output error。"


def test_file_changed_while_it_is_read(
    tmp_path: Path, layout: Layout, vocabulary: Vocabulary, sample: list[str]
) -> None:
    """Bytes that were good when the encoding was found and are not any more get a message, not a traceback."""
    path = tmp_path / "a.txt"
    text = "\n".join([*sample, ""])
    path.write_text(text * 200, encoding="utf-8")
    forms = read_document(path, "a.txt", [layout], vocabulary)
    next(forms)
    with path.open("r+b") as file:
        file.seek(len(text.encode()) * 150)
        file.write(b"\xff" * 1000)
    with pytest.raises(UnreadableDocument) as caught:
        list(forms)
    assert caught.value.render("zh") == "a.txt：文件在读取过程中被改动，请待文件写完后重新读取。"


def test_fifty_megabyte_line_is_refused_without_holding_it(tmp_path: Path, read_path: Open, sample: list[str]) -> None:
    """The line number and the limit are named; memory stays small."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write("\n".join(sample).encode() + "\n年度目标\t".encode())
        for _ in range(50):
            file.write("提升".encode() * (1_000_000 // 6))
    tracemalloc.start()
    with pytest.raises(UnreadableDocument) as caught:
        read_path(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    line = len(sample) + 1
    assert caught.value.render("zh") == (
        f"a.txt：第 {line} 行超过 1,000,000 个字符，超出可读取的上限。确认无误后可用 --limit line_characters=数值 提高上限。"
    )
    assert f"a.txt: line {line} is longer than the limit of 1,000,000 characters." in caught.value.render("en")
    assert peak < 20_000_000


def test_longest_line_allowed(read_form: Callable[..., Form], replaced: Callable[[str, str], list[str]]) -> None:
    """A line of exactly the limit is read."""
    label = "立项必要性\t"
    form = read_form(replaced("立项必要性", label + "长" * (DEFAULT_LIMITS.line_characters - len(label))))
    assert len(form.texts["necessity"] or "") == DEFAULT_LIMITS.line_characters - len(label)


def test_memory_does_not_grow_with_the_file(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> None:
    """Four times the forms, the same peak: forms are given one by one."""
    seed = (Path(__file__).parents[2] / "examples" / "huaian-2024.txt").read_text(encoding="utf-8")
    peaks = []
    for copies in (20, 80):
        path = tmp_path / f"{copies}.txt"
        path.write_text(seed * copies, encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read_document(path, path.name, [layout], vocabulary)) == 13 * copies
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000


def test_form_without_end_is_refused(tmp_path: Path, read_path: Open, sample: list[str]) -> None:
    """A title followed by rows without end does not fill the memory."""
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*sample, *["\t\t指标\t\t1次\t2次"] * DEFAULT_LIMITS.form_rows]), encoding="utf-8")
    with pytest.raises(UnreadableDocument) as caught:
        read_path(path)
    assert "同一张表已超过 10,000 行" in caught.value.render("zh")


POEM = "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n"
TABLE = "编号,名称,数量\n1,铅笔,20\n2,钢笔,5\n"


@pytest.mark.parametrize("text", [POEM, TABLE, "hello", "项目名称"], ids=["poem", "csv", "word", "label alone"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_other_text_is_no_form(text: str, codec: str, refusal: Callable[[bytes], UnreadableDocument]) -> None:
    """Text without the labels of a form is told apart from a damaged form."""
    error = refusal(text.encode(codec))
    if text != "项目名称":
        assert error.render("zh") == "样本.txt：没有找到项目预算绩效目标表，文中没有任何已知版式的栏目名称。"
        assert "not one label of a known layout occurs" in error.render("en")
    else:
        assert "只找到 1 个，缺少：主管部门、" in error.render("zh")


def test_form_of_another_layout_names_the_nearest_and_what_it_lacks(
    refusal: Callable[[bytes], UnreadableDocument],
) -> None:
    """A form of an unknown municipality is not read by force; the message says what was looked for."""
    path = Path(__file__).parents[2] / "tests" / "fixtures" / "other-layouts" / "shanghai.txt"
    error = refusal(path.read_bytes())
    assert error.render("zh") == (
        "样本.txt：没有找到已知版式的表。最接近的版式是“huaian”，其 29 个栏目中只找到 9 个，"
        "缺少：项目类型、项目级次、开始时间、完成时间、项目负责人/联系电话、立项必要性…。"
    )
    assert 'Nearest is "huaian", of whose 29 labels only 9 were found; missing: 项目类型' in error.render("en")


def test_no_layouts_at_all(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Without any layout nothing can be a form."""
    path = tmp_path / "a.txt"
    path.write_text(POEM, encoding="utf-8")
    with pytest.raises(UnreadableDocument):
        list(read_document(path, "a.txt", [], vocabulary))
