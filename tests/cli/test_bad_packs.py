"""Packs that are broken or hostile: each is one clear message and exit code 4, and nothing is written.

The command is run as users run it, in a process of its own with a time limit: none of these may hang it.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import EXAMPLE

ROOT: Final = Path(__file__).parents[2]
SMALL: Final = ROOT / "tests/rulebook/packs/small"
RULE: Final = (ROOT / "tests/rulebook/packs/local/rules/LOC/LOC-01.yaml").read_text(encoding="utf-8")
REQUIRE: Final = "{that: funding.total, filled: true}"
LOC: Final = "rules/LOC/LOC-01.yaml"
LIMIT: Final = 60
BOMB: Final = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'}, x]\n" for i in range(60))
EXPLODING: Final = "((a{1,100}){1,100}){1,100}$"


def head(more: str = "extends: BASE\n") -> str:
    """Give a pack.yaml."""
    documents = "documents: {own-circular: {title: 甲, verified: 'true'}, circular: {title: 乙, verified: 'true'}}\n"
    return f"name: bad\nversion: '1'\n{more}{documents}"


def requiring(condition: str, let: str = "") -> str:
    """Give the local rule with another condition."""
    return RULE.replace(f"require: {REQUIRE}", f"{let}require: {condition}")


def run(folder: Path, *options: object) -> "subprocess.CompletedProcess[str]":
    """Audit the example by the pack ``bad`` in a folder, with an output beside it."""
    command = [sys.executable, "-m", "auditor", "audit", EXAMPLE, "--pack", folder / "bad", *options]
    return subprocess.run(
        [*map(str, command), "--out", str(folder / "out.csv")],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=LIMIT, check=False,
    )  # fmt: skip


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write the files of the pack ``bad``; BASE stands for the small pack."""
    for name, content in files.items():
        path = folder / "bad" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, bytes) else content.replace("BASE", str(SMALL)).encode()
        path.write_bytes(text)


MISTAKES: Final[dict[str, tuple[dict[str, str | bytes], str]]] = {
    "alias bomb": ({LOC: BOMB}, f"{LOC}:1:4: 不允许使用 YAML 锚点或引用"),
    "python tag": ({LOC: RULE + "x: !!python/object/apply:os.mkdir [pwned]\n"}, f"{LOC}:13:4: 不允许使用 YAML 标签"),
    "python tag in the head": ({"pack.yaml": "name: !!python/name:os.system\n"}, "pack.yaml:1:7: 不允许使用 YAML 标签"),
    "merge key": ({LOC: RULE + "<<: {severity: info}\n"}, f"{LOC}:13:1: 不认识的键“<<”"),
    "deep flow": ({LOC: "a: " + "[" * 100_000}, f"{LOC}:1:1003: YAML 语法错误"),
    "deep blocks": ({LOC: "\n".join(" " * depth + "k:" for depth in range(1000))}, f"{LOC}:65:65: 嵌套超过 64 层"),
    "ten megabytes": ({LOC: "a: " + "x" * 10_000_000}, f"{LOC}:1:1: 文件超过 1024 KiB"),
    "many mistakes": ({LOC: "".join(f"k{n}: v\n" for n in range(80_000))}, "错误已超过 1000 处"),
    "long key": ({LOC: "k" * 1000 + ": v\n"}, f"{LOC}:1:1: 不认识的键“{'k' * 200}…”"),
    "nul": ({LOC: RULE.encode() + b"x: \0\n"}, f"{LOC}:13:4: YAML 语法错误：control character U+0000"),
    "escaped control": ({LOC: RULE + 'name: "\\e[31m"\n'}, f"{LOC}:13:7: YAML 语法错误：control character U+001B"),
    "binary": ({LOC: b"\x89PNG\xf6\xff"}, f"{LOC}:1:1: 文件无法读取（0x89）"),
    "utf-16": ({LOC: RULE.encode("utf-16")}, f"{LOC}:1:1: 文件无法读取（0xFF）"),
    "a folder named like a rule": ({f"{LOC}/x": ""}, f"{LOC}:1:1: 文件无法读取（Is a directory）"),
    "two rules of one id": (
        {LOC: RULE, "rules/OTHER/LOC-01.yaml": RULE.replace("group: LOC", "group: OTHER")},
        f"rules/OTHER/LOC-01.yaml:1:5: 规则编号“LOC-01”与 {LOC} 重复",
    ),
    "no head": ({"pack.yaml/x": "", LOC: RULE}, "pack.yaml:1:1: 文件夹里没有 pack.yaml"),
    "empty head": ({"pack.yaml": ""}, "pack.yaml:1:1: 文件是空的"),
    "head is a list": ({"pack.yaml": "- name\n"}, "pack.yaml:1:1: 文件顶层应为"),
    "circular extends": ({"pack.yaml": head("extends: ../bad\n")}, "pack.yaml:3:10: extends 形成循环：bad → bad"),
    "no such base": ({"pack.yaml": head("extends: standrd\n")}, "最接近的是“standard”"),
    "base with an endless name": ({"pack.yaml": head(f"extends: ../{'x' * 9000}\n")}, "pack.yaml:3:10: “../xxx"),
    "newer engine": ({"pack.yaml": head("needs_engine: '>=99'\n")}, "pack.yaml:3:15: 这个规则包需要 >=99 的 auditor"),
    "bad version": ({"pack.yaml": head().replace("'1'", "new")}, "pack.yaml:2:10: 版本号“new”应为"),
    "back reference": ({LOC: requiring(r"{that: content, matches: '(甲)\1'}")}, f"{LOC}:9:35: 正则表达式"),
    "huge repetition": ({LOC: requiring("{that: content, matches: 'a{1,99999}'}")}, f"{LOC}:9:35: 正则表达式"),
    "nested repetition": ({LOC: requiring(f"{{that: content, matches: '{EXPLODING}'}}")}, f"{LOC}:9:35: 正则表达式"),
    "large pattern": (
        {"vocabulary/p.yaml": "patterns: {p: '" + "[一-龥]{900}" * 50 + "'}\n"},
        "vocabulary/p.yaml:1:15: 正则表达式",
    ),
    "layout pattern": (
        {"layouts/l.yaml": "begins: {titles: ['(?=甲)']}\nfields: {project_name: {label: 甲}}\n"},
        "layouts/l.yaml:1:19: “titles”中的正则表达式有误",
    ),
}


@pytest.mark.parametrize(("files", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake(files: dict[str, str | bytes], says: str, tmp_path: Path) -> None:
    """The mistake is told at its place, the output of an earlier run stays, and nothing else is left behind."""
    usual: dict[str, str | bytes] = {} if "pack.yaml/x" in files else {"pack.yaml": head()}
    write(tmp_path, usual | files)
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")
    ran = run(tmp_path)
    assert (ran.returncode, ran.stdout) == (4, ""), ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert max(map(len, ran.stderr.splitlines())) < 4000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "out.csv"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "before"


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "rules/LOC/LOC-02.yaml")


def _device(folder: Path) -> None:
    (folder / "rules/LOC/LOC-02.yaml").symlink_to("/dev/zero")


def _itself(folder: Path) -> None:
    (folder / "rules/LOC/LOC-02.yaml").symlink_to("LOC-02.yaml")


def _nowhere(folder: Path) -> None:
    (folder / "rules/LOC/LOC-02.yaml").symlink_to("nowhere.yaml")


def _locked(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (folder / "rules/LOC/LOC-02.yaml").write_text(RULE, encoding="utf-8")
    (folder / "rules/LOC/LOC-02.yaml").chmod(0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_pipe, "Is a pipe or device"),
        (_device, "Is a pipe or device"),
        (_itself, "Too many levels of symbolic links"),
        (_nowhere, "No such file or directory"),
        (_locked, "Permission denied"),
    ],
)
def test_files_that_are_none(make: Callable[[Path], None], says: str, tmp_path: Path) -> None:
    """A rule file that is a pipe, a device, a link to itself or to nothing, or locked, is told once as unreadable."""
    write(tmp_path, {"pack.yaml": head(), LOC: RULE})
    make(tmp_path / "bad")
    ran = run(tmp_path)
    assert ran.returncode == 4
    assert ran.stderr.splitlines() == [
        f"rules/LOC/LOC-02.yaml:1:1: 文件无法读取（{says}），应为 UTF-8 编码的 YAML 文件"
    ]


def test_folders_in_a_circle(tmp_path: Path) -> None:
    """A link to the folder above does not make the program go in circles."""
    write(tmp_path, {"pack.yaml": head(), LOC: RULE})
    for name in ("rules/LOC/up", "vocabulary", "forms"):
        (tmp_path / "bad" / name).symlink_to("..", target_is_directory=True)
    ran = run(tmp_path, "--fail-on", "never")
    assert ran.returncode == 4
    assert "rules/LOC/up" not in ran.stderr
    assert "vocabulary/out.csv" not in ran.stderr


@pytest.mark.parametrize(
    "rule",
    [
        requiring(
            "{that: rate, at_most: 1}", "let: {rate: {ratio: {of: funding.total, to: funding.government_fund}}}\n"
        ),
        requiring("{that: content, matches: '(a|aa)+$'}"),
        requiring("{that: content, matches: '(.*)*(.*)*(.*)*x{3}$'}"),
        requiring("{that: content, matches: '" + "(" * 900 + "甲" + ")" * 900 + "'}"),
    ],
    ids=["division by zero", "exponential for others", "stars of stars", "nested groups"],
)
def test_what_is_harmless_here(rule: str, tmp_path: Path) -> None:
    """A division by zero cannot be checked; patterns that make other engines explode run in linear time."""
    write(tmp_path, {"pack.yaml": head("extends: standard\n"), LOC: rule})
    ran = run(tmp_path, "--select", "LOC-01", "--fail-on", "never")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "账目相符" in ran.stdout
    assert (tmp_path / "out.csv").is_file()


def test_layout_patterns_run_in_linear_time(tmp_path: Path) -> None:
    """A layout's pattern that makes other engines explode on a heading costs nothing to speak of."""
    layout = "begins: {titles: ['(甲|甲甲|甲甲甲)+乙']}\nfields: {project_name: {label: 项目名称}}\n"
    write(tmp_path, {"pack.yaml": head("extends: standard\n"), "layouts/l.yaml": layout})
    document = tmp_path / "long.txt"
    document.write_text(f"{'甲' * 59}\n项目名称\t某项目\n", encoding="utf-8")
    ran = run(tmp_path, document, "--select", "FUND-05", "--fail-on", "never")
    assert ran.returncode in (0, 3)
    assert "Traceback" not in ran.stderr


def test_a_condition_beyond_the_engine(tmp_path: Path) -> None:
    """A condition with more alternatives than the engine holds is told with its rule, before anything is written."""
    parts = ", ".join(
        "{all: [" + ", ".join(
            "{any: [" + ", ".join(f"{{that: funding.total, more_than: {i}{j}{k}}}" for k in range(5)) + "]}"
            for j in range(5)
        ) + "]}"
        for i in range(5)
    )  # fmt: skip
    write(tmp_path, {"pack.yaml": head("extends: standard\n"), LOC: requiring(f"{{any: [{parts}]}}")})
    ran = run(tmp_path)
    assert ran.returncode == 4
    assert ran.stderr.startswith("LOC-01.yaml:1:1: 条件过于复杂，超出规则引擎的安全限度")
    assert not (tmp_path / "out.csv").exists()


def test_two_packs_of_one_name(tmp_path: Path) -> None:
    """Two packs of one name in one run: exit code 4, both named."""
    write(tmp_path, {"pack.yaml": head(), LOC: RULE})
    ran = run(tmp_path, "--pack", f"{tmp_path}/./bad")
    assert ran.returncode == 4
    assert (
        f"{tmp_path}/./bad/pack.yaml:1:7: 规则包名称“bad”在一次运行中出现两次，另一处是 {tmp_path}/bad/pack.yaml"
        in ran.stderr
    )
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("/etc/hostname", "/etc/hostname:1:1: "),
        ("x" * 9000, "x…:1:1: 文件无法读取（File name too long）"),
        ("forms", "forms:1:1: 文件无法读取（Is a directory）"),
        ("nowhere.yaml", "nowhere.yaml:1:1: 文件无法读取（No such file or directory）"),
    ],
)
def test_sample_forms_that_are_none(form: str, says: str, tmp_path: Path) -> None:
    """A rule test whose sample form cannot be used is told by ``rules test``, at the form's name: exit code 4."""
    test = f"rule: LOC-01\nform: {form}\ncases: []\n"
    write(tmp_path, {"pack.yaml": head(), LOC: RULE, "rules/LOC/LOC-01.test.yaml": test, "forms/x": ""})
    ran = subprocess.run(
        [sys.executable, "-m", "auditor", "rules", "test", str(tmp_path / "bad")],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=LIMIT, check=False,
    )  # fmt: skip
    assert ran.returncode == 4, ran.stdout + ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
