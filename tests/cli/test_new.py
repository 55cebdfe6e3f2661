"""``auditor rules new``: what is begun works as it is; what may not be begun is refused and nothing is written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.rulebook.pack import find_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
SMALL = Path(__file__).parents[1] / "rulebook" / "packs" / "small"


def files(folder: Path) -> dict[str, bytes]:
    """Give everything in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_from_an_empty_folder(auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Path) -> None:
    """The first rule makes the pack: it lints clean, its test passes, and it judges forms together with the shipped."""
    monkeypatch.chdir(tmp_path)
    ran = auditor("rules", "new", "LOCAL-01", "--pack", "mypack")
    assert ran.code == 0
    assert "已写好 mypack/rules/LOCAL/LOCAL-01.yaml" in ran.out
    assert auditor("rules", "lint", "mypack").code == 0
    tested = auditor("rules", "test", "mypack", "--select", "LOCAL-01")
    assert (tested.code, "4 个用例通过，0 个失败" in tested.out) == (0, True)
    assert "没有用例覆盖" not in tested.out
    assert auditor("audit", example, "--pack", "mypack", "--select", "LOCAL-01,FUND-05").code == 0
    assert "上年结转资金占资金总额的百分比 不大于 30%" in auditor("rules", "show", "LOCAL-01", "--pack", "mypack").out


def test_second_rule_in_the_current_folder(auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pack's own folder --pack is not needed, another group gets its folder, and pack.yaml stays as it was."""
    monkeypatch.chdir(tmp_path)
    auditor("rules", "new", "LOCAL-01", "--pack", "mypack")
    monkeypatch.chdir(tmp_path / "mypack")
    head = Path("pack.yaml").read_text(encoding="utf-8") + "# edited\n"
    Path("pack.yaml").write_text(head, encoding="utf-8")
    assert auditor("rules", "new", "OTHER-010").code == 0
    assert Path("pack.yaml").read_text(encoding="utf-8") == head
    assert Path("rules/OTHER/OTHER-010.test.yaml").is_file()
    assert auditor("rules", "lint", ".").code == 0
    assert auditor("rules", "test", ".", "--select", "OTHER").code == 0


def test_in_a_pack_of_another_form(auditor: Run, tmp_path: Path) -> None:
    """A pack that does not rest on the shipped one gets a rule that needs no more than a project name."""
    pack = tmp_path / "small"
    shutil.copytree(SMALL, pack)
    assert auditor("rules", "new", "SUM-40", "--pack", pack).code == 0
    tested = auditor("rules", "test", pack, "--select", "SUM-40")
    assert (tested.code, "2 个用例通过，0 个失败" in tested.out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["XX-1", "--pack", "mypack"], "规则编号“XX-1”应为大写字母组名加两三位数字"),
        (["fund-21", "--pack", "mypack"], "规则编号“fund-21”"),
        (["../X-01", "--pack", "mypack"], "规则编号“../X-01”"),
        (["FUND-05", "--pack", "mypack"], "FUND-05 已被 standard/rules/FUND/FUND-05.yaml 使用"),
        (["NEW-01"], "当前文件夹不是规则包，请用 --pack"),
        (["NEW-01", "--pack", "standard"], "“standard”是自带的规则包"),
        (["NEW-01", "--pack", "SHIPPED"], "是自带的规则包"),
        (["NEW-01", "--pack", "some/standard"], "是自带的规则包"),
        (["NEW-01", "--pack", "taken"], "NEW-01 已被 rules/NEW/NEW-01.yaml 使用"),
        (["NEW-02", "--pack", "taken/pack.yaml"], "无法写入"),
    ],
)
def test_refused(
    auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    """A bad or taken id, and a folder that is no place for rules, are one sentence, exit code 2, and no file."""
    monkeypatch.chdir(tmp_path)
    assert auditor("rules", "new", "NEW-01", "--pack", "taken").code == 0
    before = files(tmp_path)
    shipped = str(find_pack("standard"))
    ran = auditor("rules", "new", *[shipped if argument == "SHIPPED" else argument for argument in arguments])
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert files(tmp_path) == before


def test_an_unreadable_pack_is_told(auditor: Run, tmp_path: Path) -> None:
    """A pack whose head cannot be read is told at its place, exit code 4, and nothing is added."""
    (tmp_path / "pack.yaml").write_text("name: [", encoding="utf-8")
    ran = auditor("rules", "new", "NEW-01", "--pack", tmp_path)
    assert (ran.code, "pack.yaml:2:1" in ran.err) == (4, True), ran.err
    assert list(files(tmp_path)) == ["pack.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(auditor: Run, tmp_path: Path) -> None:
    """Where nothing may be written the reason is told, and nothing is half-written."""
    tmp_path.chmod(0o500)
    ran = auditor("rules", "new", "NEW-01", "--pack", tmp_path / "mypack")
    tmp_path.chmod(0o700)
    assert ran.code == 2
    assert files(tmp_path) == {}


def test_nothing_is_half_written(auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails in the middle, the files written before it are taken back."""
    real = Path.write_text

    def failing(self: Path, *arguments: object, **options: object) -> int:
        if self.name == "test.schema.json":
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", failing)
    ran = auditor("rules", "new", "NEW-01", "--pack", tmp_path / "mypack")
    assert (ran.code, "No space left" in ran.err) == (2, True)
    assert files(tmp_path) == {}
