"""What no output may show: names of persons in the public profile, telephone, identity card and account numbers in both.

A form holds all of them in every kind of cell; each output is opened as its readers open it and searched.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
import pytest

import auditor as package
from auditor.reporting.outputs import FORMATS
from tests.cli.conftest import EXAMPLE, Ran, auditor

__all__ = ["auditor"]
Run = Callable[..., Ran]
NUMBERS: Final = ("13812345678", "320801199001011234", "6222020200012345678")
LONG, SHORT, OTHER = NAMES = ("欧阳建国", "王珂", "赵小明")
"""Whom the cell for the manager names, twice, and whom only a narrative does."""
PERSONAL: Final = f"{LONG}、{SHORT} {' '.join(NUMBERS)}"
_EVERY: Final = (
    ("人才专项资金\t", f"人才专项资金 {PERSONAL}\t"),
    ("2024年度\n", f"2024年度 {PERSONAL}\n"),
    ("主管部门\t淮安市委组织部", f"主管部门\t淮安市委组织部 {PERSONAL}"),
    ("常年安排项目\t", f"常年安排项目 {PERSONAL}\t"),
    ("项目级次\t市本级", f"项目级次\t市本级 {PERSONAL}"),
    ("开始时间\t2024年", f"开始时间\t2024年 {PERSONAL}"),
    ("实施单位\t淮安市委组织部", f"实施单位\t淮安市委组织部（{PERSONAL}）"),
    ("\t沈雪娇", f"\t{PERSONAL}"),
    ("立项必要性\t", f"立项必要性\t受助人姓名：{OTHER}。{PERSONAL}"),
    ("实施可行性\t", f"实施可行性\t由{LONG}和{SHORT}牵头的的工作 {PERSONAL}。"),
    ("项目实施内容\t", f"项目实施内容\t{PERSONAL} {OTHER}受益XX。"),
    ("中长期目标\t", f"中长期目标\t{PERSONAL}"),
    ("年度目标\t", f"年度目标\t{SHORT}带队{PERSONAL}。"),
    ("人才培养相关费用\t", f"人才培养相关费用{PERSONAL}\t"),
    ("10980\n", f"10980 {PERSONAL}\n"),
    ("创业领军人才\t", f"创业领军人才{PERSONAL}\t"),
    ("≥300套", f"≥300套{PERSONAL}"),
    ("数量指标", f"数量指标{PERSONAL}"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the form, and a damaged file, in either profile and language into every format, by names that tell more."""
    from auditor.cli import app

    folder = tmp_path_factory.mktemp("profiles")
    text = "\n".join(EXAMPLE.read_text(encoding="utf-8").split("\n")[:70])
    for printed, personal in _EVERY:
        assert printed in text, printed
        text = text.replace(printed, personal, 1)
    source = folder / f"{LONG}报送.txt"
    source.write_text(text, encoding="utf-8")
    # The same form again, by another office: rules over several forms have something to say about the two.
    again = folder / "again.txt"
    again.write_text(text.replace("淮安市委组织部", "淮安市委宣传部"), encoding="utf-8")
    broken = folder / f"{SHORT}13812345678.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    waivers = folder / "waivers.yaml"
    waiver = {
        "rule": "DIR-01",
        "form": f"2024-没有的表-{LONG}",
        "subject": SHORT,
        "reason": f"{LONG}同意",
        "approved_by": "绩效科 钱多多",
        "document": "纪要",
        "until": "2099-12-31",
    }
    entry = ", ".join(f"{key}: {value}" for key, value in waiver.items())
    waivers.write_text(f"waivers:\n  - {{{entry}}}\n", encoding="utf-8")
    for profile in ("internal", "public"):
        outs = [f"--out={folder}/{profile}{suffix}" for suffix in FORMATS]
        given = [
            "audit",
            str(source),
            str(again),
            str(broken),
            f"--waivers={waivers}",
            f"--profile={profile}",
            "--trial",
        ]
        assert app.run([*given, *outs]) == 3
        assert app.run(["read", str(source), f"--profile={profile}", f"--out={folder}/{profile}.read.json"]) == 0
    return folder


def raw(path: Path) -> str:
    """Give everything that an output holds, as text; no check can hide in a compressed part."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return json.dumps([table.to_pylist(), str(table.schema)], ensure_ascii=False, default=str)
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    text = path.read_text(encoding="utf-8-sig")
    return text + (json.dumps(json.loads(text), ensure_ascii=False) if path.suffix in (".json", ".sarif") else "")


@pytest.mark.parametrize("kind", [*FORMATS, ".read.json"])
def test_public_shows_nobody(written: Path, kind: str) -> None:
    """No name and no number of the form stands in any output; the first character and what is no secret do."""
    text = raw(written / f"public{kind}")
    assert [secret for secret in (*NAMES, *NUMBERS) if secret in text] == []
    assert "欧阳**" in text
    assert "人才专项资金" in text


@pytest.mark.parametrize("kind", [*FORMATS, ".read.json"])
def test_internal_shows_no_number(written: Path, kind: str) -> None:
    """The internal profile masks numbers of its own accord and leaves names: the office has to call these people."""
    text = raw(written / f"internal{kind}")
    told = text.replace("13812345678.pdf", "")  # a file goes by its name there
    assert [number for number in NUMBERS if number in told] == []
    assert LONG in text


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_terminal(written: Path, auditor: Run, profile: str) -> None:
    """What is printed and what is said of the damaged file are masked like the outputs."""
    inputs = [path for path in sorted(written.iterdir()) if path.suffix in (".txt", ".pdf")]
    said = auditor("audit", *inputs, "--profile", profile, "--waivers", written / "waivers.yaml")
    text = "".join((said.out + said.err).split()).replace("王珂13812345678.pdf", "" if profile == "internal" else "!")
    hidden = NUMBERS if profile == "internal" else (*NUMBERS, *NAMES)
    assert [secret for secret in hidden if secret in text] == []


def test_diff_of_public_records(written: Path, auditor: Run, tmp_path: Path) -> None:
    """What is made of public records shows no more than they do."""
    first, second = written / "public.json", written / "public.csv"
    said = auditor("diff", first, second, "--out", tmp_path / "d.csv", "--out", tmp_path / "d.html")
    text = said.out + raw(tmp_path / "d.csv") + raw(tmp_path / "d.html")
    assert [secret for secret in (*NAMES, *NUMBERS) if secret in text] == []


def test_same_findings(written: Path) -> None:
    """A finding keeps its identity and its place in either profile; only rules that ask for the profile differ."""
    internal, public = (
        json.loads((written / f"{each}.json").read_text(encoding="utf-8")) for each in ("internal", "public")
    )
    ids = [
        {each["finding_id"] for each in run["findings"] if each["rule_id"] not in ("PRV-01", "ID-05")}
        for run in (internal, public)
    ]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 20
    assert [each["form_id"].count("*") > 0 for each in public["forms"]] == [True, True]


def test_read_without_a_profile_is_exact(auditor: Run, written: Path) -> None:
    """`auditor read` alone gives what was read, letter by letter."""
    text = auditor("read", written / f"{LONG}报送.txt").out
    assert all(secret in text for secret in (*NAMES, *NUMBERS))


def test_python(written: Path) -> None:
    """The Python interface masks as the command does."""
    for profile, hidden in (("internal", NUMBERS), ("public", (*NUMBERS, *NAMES))):
        result = package.audit(written / f"{LONG}报送.txt", profile=profile, trial=True)
        text = result.to_frame().to_json(force_ascii=False) + repr(result.tally)
        assert [secret for secret in hidden if secret in text] == []


def test_typed_frame(written: Path) -> None:
    """The plain frame is all text; the typed one has the documented dtypes, with the same values and names."""
    result = package.audit(written / f"{LONG}报送.txt")
    plain, typed = result.to_frame(), result.to_frame(typed=True)
    assert list(plain.columns) == list(typed.columns)
    assert {str(dtype) for dtype in plain.dtypes} == {"string"}
    numbers = {"amount": "Float64", "difference": "Float64", "year": "Int64", "page": "Int64", "line": "Int64"}
    wanted = {**numbers, "basis_verified": "boolean", **dict.fromkeys(("severity", "outcome", "dimension"), "category")}
    assert {name: str(dtype) for name, dtype in typed.dtypes.items() if str(dtype) != "string"} == wanted
    for name in numbers:
        assert [None if text == "" else float(text) for text in plain[name]] == [
            None if value is None else float(value)
            for value in typed[name].astype(object).where(typed[name].notna(), None)
        ]
    assert typed["severity"].max() == "error"
