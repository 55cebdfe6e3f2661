"""YAML with marks: every scalar stays text, every value knows its place, nothing dangerous is resolved."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.marked import Mapping, Reporter, Sequence, Text, Value, load, parse


def read(text: str) -> Mapping:
    """Read YAML that has no mistakes."""
    reporter = Reporter()
    found = parse(text, "f.yaml", reporter)
    assert not reporter.problems, [problem.render("en") for problem in reporter.problems]
    assert found is not None
    return found


def problems(text: str) -> list[tuple[str, str, str, str]]:
    """Give the mistakes of a YAML text as (place, key, zh, en)."""
    reporter = Reporter()
    parse(text, "f.yaml", reporter)
    return [
        (f"{problem.line}:{problem.column}", problem.key, problem.render("zh"), problem.render("en"))
        for problem in reporter.problems
    ]


@pytest.mark.parametrize(
    "text",
    [
        "on", "off", "yes", "no", "true", "False", "null", "Null", "~", "1.10", "010", "0x1F", "0b11", "1e3", "+1",
        "1_000", "12:30", "12:30:45", "2024-01-31", "2024-01-31T10:00:00Z",
        "=", "<<", ".inf", ".nan", "95%", "≥95%", "3万",
        "-", "-5", "１２", "、", "“七一”", "淮政发〔2023〕12号", "a#b", "a:b", "😀", "[x", "y",
    ],
)  # fmt: skip
def test_scalars_stay_text(text: str) -> None:
    """A scalar arrives with exactly the characters written, plain or quoted, in a block or in a flow."""
    if not text.startswith(("[", "-")) or text == "-5":
        assert read(f"key: {text}\n") == {"key": text}
        assert read(f"{text}: value\n") == {text: "value"}
    quoted = text.replace("'", "''")
    assert read(f"key: '{quoted}'") == {"key": text}
    found = read(f'{{a: ["{text}"]}}')
    assert found == {"a": [text]}


@pytest.mark.parametrize(
    ("written", "is_null", "value"),
    [
        ("", True, ""), ("~", True, "~"), ("null", True, "null"), ("Null", True, "Null"), ("NULL", True, "NULL"),
        ('""', False, ""), ("''", False, ""), ("'null'", False, "null"), ('"~"', False, "~"), ("none", False, "none"),
        ("nUll", False, "nUll"), ("|\n  null", False, "null\n"), ("0", False, "0"), ("无", False, "无"),
    ],
)  # fmt: skip
def test_null(written: str, is_null: bool, value: str) -> None:
    """Only an unquoted null, ~ or nothing is null; quoted, each is the text it looks like."""
    found = read(f"key: {written}\nother: 1\n")["key"]
    assert isinstance(found, Text)
    assert (found.is_null, str(found)) == (is_null, value)


def test_marks() -> None:
    """Line and column are those of the first character, of keys as of values, counted in characters from one."""
    text = '# 注\n甲: 乙\nlist:\n  - 一\n  - {深: "二", k: [x, 三]}\n表: 😀 后\n'
    found = read(text)
    rows = found["list"]
    assert isinstance(rows, Sequence)
    inner = rows[1]
    assert isinstance(inner, Mapping)
    pair = inner["k"]
    assert isinstance(pair, Sequence)
    places: list[tuple[Value, int, int]] = [
        (found, 2, 1), (found.key("甲"), 2, 1), (found["甲"], 2, 4), (rows, 4, 3), (rows[0], 4, 5), (inner, 5, 5),
        (inner.key("深"), 5, 6), (inner["深"], 5, 9), (pair, 5, 17), (pair[1], 5, 21), (found["表"], 6, 4),
    ]  # fmt: skip
    assert [(value.line, value.column) for value, _, _ in places] == [(line, column) for _, line, column in places]
    assert {value.file for value, _, _ in places} == {"f.yaml"}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(ending: str) -> None:
    """Lines are counted alike whatever ends them."""
    found = read(f"a: 1{ending}b: 2{ending}")
    assert [(value.line, str(value)) for value in found.values()] == [(1, "1"), (2, "2")]


printable = st.characters().filter(lambda char: not yaml.reader.Reader.NON_PRINTABLE.match(char))


@given(st.dictionaries(st.text(printable, min_size=1, max_size=20), st.text(printable, max_size=40), max_size=5))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_quoted_text(entries: dict[str, str]) -> None:
    """Whatever text is quoted arrives unchanged, control characters aside: see the tests of broken packs."""
    lines = [f'"{escaped(key)}": "{escaped(value)}"' for key, value in entries.items()]
    assert read("\n".join(lines) if lines else "{}") == entries


def escaped(text: str) -> str:
    """Write a text inside double quotes of YAML, everything but plain characters by its code."""
    return "".join(char if char.isalnum() and char.isascii() else f"\\U{ord(char):08x}" for char in text)


@pytest.mark.parametrize(
    ("text", "place", "key", "zh", "en"),
    [
        ("a: 1\nb: 2\na: 3", "3:1", "duplicate_key", "键“a”重复，第 1 行", 'key "a" is written twice, first on line 1'),
        ("{a: 1, a: 2}", "1:8", "duplicate_key", "重复", "twice"),
        ("a: &x 1\nb: *x", "1:4", "anchor", "锚点", "anchors"),
        ("a: *x", "1:4", "anchor", "锚点", "anchors"),
        ("a: !!python/object/apply:os.system [ls]", "1:4", "tag", "python/object/apply:os.system", "os.system"),
        ("a: !!int 3", "1:4", "tag", "tag:yaml.org,2002:int", "tag:yaml.org,2002:int"),
        ("a: !x 1", "1:4", "tag", "“!x”", '"!x"'),
        ("a: ! 1", "1:4", "tag", "“!”", '"!"'),
        ("--- !!map\na: 1", "1:5", "tag", "标签", "tag"),
        ("a: 1\n---\nb: 2", "2:1", "several_documents", "只能有一份内容", "one document"),
        ("---\n---\na: 1", "2:1", "several_documents", "只能有一份内容", "one document"),
        ("a: 1\n\tb: 2", "2:1", "tab", "制表符", "tab"),
        ("a:\n\tb: 1", "2:1", "tab", "制表符", "tab"),
        ("a:\n  b: 1\n\tc: 2", "3:1", "tab", "制表符", "tab"),
        ("fix: 请核对: 合计", "1:9", "colon", "加引号", "not quoted"),
        ("", "1:1", "empty", "文件是空的", "the file is empty"),
        ("# nothing\n", "1:1", "empty", "只有注释", "only comments"),
        ("\n\n- a\n- b\n", "3:1", "not_a_mapping", "键: 值", "key: value"),
        ("just words", "1:1", "not_a_mapping", "键: 值", "key: value"),
        ("? [a]\n: 1", "1:3", "key_not_text", "键必须是文字", "a key must be text"),
        ("a: [1, 2", "2:1", "unclosed", "没有配对", "is not closed"),
        ('a: "x', "1:6", "unclosed", "没有配对", "is not closed"),
        ("a: `x`", "1:4", "syntax", "语法错误", "syntax error"),
        ("a: 1\nb: \x07", "2:4", "syntax", "语法错误", "syntax error"),
        ("a: 1\nb: \x00", "2:4", "syntax", "语法错误", "syntax error"),
        ("a: 1\n b: 2", "2:3", "colon", "缩进", "indent"),
        ("m: {zh: {lines} 万元}", "1:17", "unclosed", "整句加引号", "must stand in quotes"),
    ],
)  # fmt: skip
def test_mistakes(text: str, place: str, key: str, zh: str, en: str) -> None:
    """What YAML allows and packs do not, or what is no YAML, is told at its place in both languages."""
    ((found_place, found_key, found_zh, found_en), *more) = problems(text)
    assert (found_place, found_key) == (place, f"pack.{key}")
    assert found_zh.startswith(f"f.yaml:{place}: ")
    assert zh in found_zh
    assert en in found_en
    assert not more


def test_all_duplicates_are_told() -> None:
    """Mistakes that leave the file readable are told together."""
    assert [place for place, *_ in problems("a: 1\na: 2\nb: {c: 1, c: 2}\n? [x]\n: 3\n")] == ["2:1", "3:11", "4:3"]


def test_bomb() -> None:
    """A document of aliases of aliases is refused at once, before anything is expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 30)]
    started = time.process_time()
    assert [key for _, key, *_ in problems("\n".join(lines))] == ["pack.anchor"]
    assert time.process_time() - started < 1


_NESTED = """
import sys
from auditor.marked import Reporter, parse
depth = int(sys.argv[2])
reporter = Reporter()
text = {
    "lists": "a: " + "[" * depth + "]" * depth,
    "maps": "{a: " * depth + "1" + "}" * depth,
    "dashes": "a:\\n " + "- " * depth + "x",
    "open": "a: " + "[" * depth,
}[sys.argv[1]]
parse(text, "f.yaml", reporter)
for problem in reporter.problems:
    print(problem.render("zh"))
    print(problem.render("en"))
"""


@pytest.mark.parametrize("depth", [1_000, 20_000, 200_000])
@pytest.mark.parametrize("kind", ["lists", "maps", "dashes", "open"])
def test_deep_nesting(kind: str, depth: int) -> None:
    """A file nested past all reason is one clear problem, never a crash of the program or of the C library."""
    run = subprocess.run(
        [sys.executable, "-c", _NESTED, kind, str(depth)], capture_output=True, text=True, timeout=10, check=False
    )
    assert run.returncode == 0, run.stderr[-300:]
    zh, en = run.stdout.splitlines()
    assert zh.startswith(("f.yaml:1:", "f.yaml:2:"))
    assert zh != en


def test_reasonable_nesting() -> None:
    """Conditions nested thirty deep are read."""
    found = read("a: " + "{not: " * 30 + "x" + "}" * 30)
    assert str(found).count("not") == 30


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"a: \xff\xfe", "unreadable"), (b"\xef\xbb\xbfa: 1", ""), ("a: 中".encode("gb18030"), "unreadable")],
)
def test_files(content: bytes, key: str, tmp_path: Path) -> None:
    """A file is UTF-8 with or without its mark; anything else is told in plain words."""
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    reporter = Reporter()
    found = load(path, "x.yaml", reporter)
    assert [problem.key for problem in reporter.problems] == ([f"pack.{key}"] if key else [])
    assert (found is None) == bool(key)
    if key:
        assert "UTF-8" in reporter.problems[0].render("zh")
        assert "UTF-8" in reporter.problems[0].render("en")


def test_too_large(tmp_path: Path) -> None:
    """A file larger than any author writes is refused before it is read whole."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n" * 300_000, encoding="utf-8")
    reporter = Reporter()
    assert load(path, "x.yaml", reporter) is None
    assert [problem.key for problem in reporter.problems] == ["pack.too_large"]
    assert "1024 KiB" in reporter.problems[0].render("zh")
    assert "1024 KiB" in reporter.problems[0].render("en")


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml"])
def test_unreadable_file(name: str, tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is told with its name."""
    (tmp_path / "folder.yaml").mkdir()
    reporter = Reporter()
    assert load(tmp_path / name, f"rules/{name}", reporter) is None
    (problem,) = reporter.problems
    assert problem.render("zh").startswith(f"rules/{name}:1:1: ")


def test_problem_details_may_have_any_name() -> None:
    """Details called key, file, line or lang fill their sentence like any other."""
    reporter = Reporter()
    reporter.at(read("a: 1")["a"], "pack.missing_key", key="fix")
    assert reporter.problems[0].render("zh") == "f.yaml:1:4: 缺少必填的键“fix”"
    assert reporter.problems[0].render("en") == 'f.yaml:1:4: the key "fix" is missing'
