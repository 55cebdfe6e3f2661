"""Folders and files as inputs: every file once, no loop followed, nothing left out in silence."""

import os
from pathlib import Path

import pytest

from auditor.batch.discovery import Discovery, discover
from auditor.errors import UsageError
from tests.batch.packing import packed

needs_links = pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work beside a folder of two files, one of them in a subfolder."""
    monkeypatch.chdir(tmp_path)
    inner = tmp_path / "in" / "sub"
    inner.mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("a")
    (inner / "b.txt").write_text("b")
    return tmp_path / "in"


def sources(found: Discovery) -> list[str]:
    """Give the names of the documents."""
    return [document.source for document in found.documents]


def sentences(found: Discovery, lang: str = "zh") -> list[str]:
    """Give every refusal."""
    return [error.render(lang) for error in found.unreadable]


def test_folder(folder: Path) -> None:
    """Subfolders are searched; what systems leave there is left out, what is no document is named."""
    for name in (".hidden", "~$a.docx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_text("x")
    (folder / "setup.exe").write_bytes(b"MZ\x90\x00\x03\x00")
    found = discover(["in"])
    assert sources(found) == ["in/a.txt", "in/sub/b.txt"]
    assert found.passed_over == ["in/setup.exe"]
    assert not found.unreadable
    assert sources(discover(["in/setup.exe"])) == ["in/setup.exe"]
    assert sources(discover(["in", "in/setup.exe"])) == ["in/a.txt", "in/setup.exe", "in/sub/b.txt"]


def test_archive_in_a_folder(folder: Path) -> None:
    """An archive in a folder is looked into, also when it has another suffix."""
    (folder / "c.zip").write_bytes(packed(("x.txt", b"x")))
    (folder / "d.dat").write_bytes(packed(("y.txt", b"y")))
    assert sources(discover(["in"])) == ["in/a.txt", "in/c.zip!/x.txt", "in/d.dat!/y.txt", "in/sub/b.txt"]


@pytest.mark.parametrize("inputs", [["in", "in"], ["in/sub", "in"], ["in/a.txt", "in"], ["in/*", "in", "./in/a.txt"]])
def test_each_file_once(folder: Path, inputs: list[str]) -> None:
    """A file that several inputs lead to is one document."""
    assert sources(discover(inputs)) == ["in/a.txt", "in/sub/b.txt"]


@needs_links
def test_links_to_one_file(folder: Path) -> None:
    """Links to a file, soft and hard, are that file; it goes by the first of its names."""
    (folder / "0.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").hardlink_to(folder / "sub" / "b.txt")
    assert sources(discover(["in"])) == ["in/0.txt", "in/c.txt"]


@needs_links
def test_links_to_folders(folder: Path, tmp_path: Path) -> None:
    """A link back into the folder ends there; one that leads out of it is named and not followed."""
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "gone").symlink_to(folder / "nothing")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text("x")
    (folder / "out").symlink_to(outside)
    found = discover(["in"])
    assert sources(found) == ["in/a.txt", "in/sub/b.txt"]
    assert sentences(found) == [
        "in/gone：链接所指的文件或文件夹不存在",
        f"in/out：链接指向所给文件夹之外（{outside}），没有检查；确需检查时请把该文件夹也列为输入",
        "in/self：链接所指的文件或文件夹不存在",
    ]
    assert "leads out of the folder given" in sentences(found, "en")[1]
    assert sources(discover(["in/out"])) == ["in/out/x.txt"]


@as_user
def test_folder_without_permission(folder: Path) -> None:
    """A folder that may not be opened is named."""
    (folder / "sub").chmod(0)
    found = discover(["in"])
    (folder / "sub").chmod(0o700)
    assert sources(found) == ["in/a.txt"]
    assert sentences(found) == ["in/sub：文件夹无法打开（Permission denied），其中的文件没有检查"]


def test_folder_that_cannot_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without depending on who runs the tests."""
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert sentences(discover(["in"]), "en") == [
        "in/sub: the folder cannot be opened (Permission denied); the files in it were not checked"
    ]


def test_empty_folder(folder: Path) -> None:
    """A folder with no file in it, or with nothing but litter, says so; that is not the same as none at all."""
    (folder.parent / "empty" / "inner").mkdir(parents=True)
    (folder.parent / "empty" / ".DS_Store").write_text("x")
    found = discover(["empty", "nowhere", "no*", "in"])
    assert sources(found) == ["in/a.txt", "in/sub/b.txt"]
    assert sentences(found) == [
        "empty：文件夹中没有可读取的文件",
        "nowhere：找不到这个文件或文件夹",
        "no*：找不到这个文件或文件夹",
    ]
    with pytest.raises(UsageError):
        discover([])


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes here")
def test_names_in_another_encoding(folder: Path) -> None:
    """A file whose name was written in GBK is read, and named as it was meant; nothing in a name harms a terminal."""
    for raw in ("项目.txt".encode("gb18030"), b"b\x1b[2J.txt"):
        (folder / "sub" / os.fsdecode(raw)).write_text("x")
    found = discover(["in"])
    assert sources(found) == ["in/a.txt", "in/sub/b.txt", "in/sub/b\ufffd[2J.txt", "in/sub/项目.txt"]
    assert all(document.path.exists() for document in found.documents)


def test_files_beside_the_run(folder: Path) -> None:
    """A file that steers the run is not read as a document, whatever name leads to it."""
    assert sources(discover(["in"], [folder / "sub" / ".." / "a.txt", None])) == ["in/sub/b.txt"]
