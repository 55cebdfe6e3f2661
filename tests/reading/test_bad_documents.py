"""Every format against every fault: one clear sentence in both languages, never a traceback, never without end."""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from auditor.errors import UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.document import read_document
from auditor.reading.layout import Layout
from auditor.reading.limits import NAMES, limits_of
from auditor.reading.source import Limits
from tests.bad.documents import Bad, bad_documents, with_parts
from tests.bad.good import FORMATS, good

Read = Callable[..., list[Form]]
LONGEST: Final = 10.0
"""Seconds that any small document may take, damaged or not, on a slow and busy machine."""
TEXTS: Final = ("txt", "csv", "html", "mhtml")
"""Formats that can be cut anywhere and read as far as they go; what is lost is then damage of the form."""
AT_THE_END: Final = (("pdf", 0.999), ("xls", 0.999), ("doc", 0.999))
"""Formats that only fill up their last bytes."""
BAD: Final = list(bad_documents())


@pytest.fixture
def read(tmp_path: Path, layout: Layout, vocabulary: Vocabulary) -> Read:
    """Read a document of this name and these bytes."""

    def reads(name: str, content: bytes, limits: Limits | None = None) -> list[Form]:
        path = tmp_path / name
        path.write_bytes(content)
        return list(read_document(path, name, [layout], vocabulary, limits=limits or limits_of(None)))

    return reads


def refused(read: Read, name: str, content: bytes, limits: Limits | None = None) -> UnreadableDocument:
    """Give the refusal of a document."""
    with pytest.raises(UnreadableDocument) as caught:
        read(name, content, limits)
    return caught.value


@pytest.mark.parametrize("suffix", FORMATS)
def test_good(read: Read, suffix: str) -> None:
    """What the other tests damage is whole."""
    (form,) = read(f"a.{suffix}", good(suffix))
    assert form.texts["project_name"]


@pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])
def test_one_sentence(read: Read, bad: Bad) -> None:
    """A bad document is refused in one sentence that names it and what is wrong."""
    error = refused(read, bad.name, bad.content)
    for lang, part in (("zh", bad.zh), ("en", bad.en)):
        sentence = error.render(lang)
        assert sentence.startswith(bad.name)
        assert part in sentence
        assert "\n" not in sentence
    assert error.key != "reading.reader_failed"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_cut_off(read: Read, suffix: str, share: float) -> None:
    """A document that was cut off is refused; texts are read as far as they go, and say what is missing."""
    content = good(suffix)[: int(len(good(suffix)) * share)]
    try:
        forms = read(f"a.{suffix}", content)
    except UnreadableDocument as error:
        assert error.key != "reading.reader_failed"  # noqa: PT017 - either way is right
    else:
        assert suffix in TEXTS or (suffix, share) in AT_THE_END
        assert all(form.damage for form in forms) or share == 0.999


@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_bytes(read: Read, suffix: str) -> None:
    """Whatever bytes are changed, dropped or repeated, a document is read or refused, and soon."""
    for seed in range(60):
        content = spoiled(good(suffix), random.Random(f"{suffix} {seed}"))
        begun = time.process_time()
        try:
            read(f"a.{suffix}", content)
        except UnreadableDocument as error:
            assert error.key != "reading.reader_failed", (seed, error.details)  # noqa: PT017 - either way is right
        assert time.process_time() - begun < LONGEST, seed


def spoiled(content: bytes, rng: random.Random) -> bytes:
    """Change some bytes in one of the ways in which files are damaged, or are made to do damage."""
    spoilt = bytearray(content)
    how = rng.randrange(5)
    for _ in range(rng.choice([1, 2, 8, 20])):
        at, length = rng.randrange(len(spoilt)), rng.choice([1, 4, 60])
        if how == 0:
            spoilt[at] = rng.randrange(256)
        elif how == 1:
            del spoilt[at : at + length]
        elif how == 2:
            spoilt[at:at] = rng.randbytes(length)
        elif how == 3:
            spoilt[at : at + 4] = rng.choice([b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f", b"\1\0\0\0"])
        else:
            to = rng.randrange(len(spoilt))
            spoilt[to : to + length] = spoilt[at : at + length]
    return bytes(spoilt)


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix not in ("csv", "txt")])
@pytest.mark.parametrize("other", ["docx", "xls", "pdf", "html", "txt", "csv", "png", "zip", ""])
def test_wrong_suffix(read: Read, suffix: str, other: str) -> None:
    """A document with the suffix of another format is read all the same."""
    (wanted,) = read(f"a.{suffix}", good(suffix))
    (form,) = read(f"a.{other}" if other else "a", good(suffix))
    assert (form.texts, form.funding, form.spending) == (wanted.texts, wanted.funding, wanted.spending)


MACROS: Final = {"xlsx": "xl/vbaProject.bin", "docx": "word/vbaProject.bin"}
OUTSIDE: Final = b'<Relationship Id="x1" Type="image" Target="http://example.invalid/a.png" TargetMode="External"/>'


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_macros_and_links_outside(read: Read, suffix: str) -> None:
    """Macros are never looked at, and nothing is fetched from anywhere."""
    relations = f"<Relationships>{OUTSIDE.decode()}</Relationships>".encode()
    content = with_parts(suffix, {MACROS[suffix]: b"\xd0\xcf macro", "word/_rels/x.xml.rels": relations})
    asked: list[str] = []
    sys.addaudithook(lambda event, _arguments: asked.append(event) if event.startswith("socket.") else None)
    (form,) = read(f"a.{suffix}", content)
    assert form.texts == read(f"a.{suffix}", good(suffix))[0].texts
    assert not asked


LIMITED: Final = [
    ("xlsx", "rows", "行，超过上限 1 行"),
    ("xlsx", "cells", "个有内容的单元格"),
    ("ods", "rows", "行，超过上限 1 行"),
    ("xls", "cells", "个有内容的单元格"),
    ("docx", "rows", "行，超过上限 1 行"),
    ("docx", "unpacked_bytes", "解压后共"),
    ("docx", "xml_bytes", "文档的一个部分有"),
    ("docx", "members", "压缩文件内有"),
    ("html", "rows", "行，超过上限 1 行"),
    ("txt", "line_characters", "第 1 行超过 1 个字符"),
    ("csv", "line_characters", "第 1 行超过 1 个字符"),
    ("docx", "form_rows", "同一张表已超过 1 行"),
    ("pdf", "page_objects", "超过 1 个的上限"),
    *((suffix, "file_bytes", "文件有") for suffix in FORMATS),
]


@pytest.mark.parametrize(("suffix", "limit", "part"), LIMITED, ids=[f"{one}-{two}" for one, two, _ in LIMITED])
def test_beyond_a_limit(read: Read, suffix: str, limit: str, part: str) -> None:
    """What is beyond a limit is refused as a whole, and the refusal says which limit it is and how to raise it."""
    error = refused(read, f"a.{suffix}", good(suffix), limits_of({limit: 1}))
    assert part in error.render("zh")
    for lang in ("zh", "en"):
        assert f"--limit {limit}=" in error.render(lang)
    assert limit in NAMES


def test_a_reader_that_fails(read: Read, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of the program costs the one document and is told; the traceback only where it is asked for."""

    def fail(*_arguments: object) -> None:
        raise failure

    monkeypatch.setattr("auditor.reading.formats.text.rows", fail)
    failure: BaseException = KeyError("x")
    assert refused(read, "a.txt", good("txt")).render("en") == (
        "a.txt: the program failed while reading it (text: KeyError), and it was not read to its end; please open it "
        "with an office program, save it anew and try again, and give the file to whoever maintains the program."
    )
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("AUDITOR_TRACEBACK", "1")
    assert refused(read, "a.txt", good("txt")).key == "reading.reader_failed"
    assert "KeyError: 'x'" in capsys.readouterr().err
    failure = type("PanicException", (BaseException,), {})()
    assert "（text：PanicException）" in refused(read, "a.txt", good("txt")).render("zh")
    failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        read("a.txt", good("txt"))


def test_an_assembler_that_fails(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """So does a fault where rows become forms."""
    monkeypatch.setattr("auditor.reading.assembly.Assembler.assemble", lambda *_arguments: 1 // 0)
    assert "（form：ZeroDivisionError）" in refused(read, "a.docx", good("docx")).render("zh")
