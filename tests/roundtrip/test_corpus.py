"""The generator itself: the same seed gives the same bytes, and the forms are as varied as real ones."""

import csv
import subprocess
import sys
from pathlib import Path

from tests.corpus import corpus, expected_path, write_corpus

ROOT = Path(__file__).parents[2]


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """Two runs with one seed write the same bytes, text and expected findings; another seed writes others."""
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path, seed in zip(paths, (7, 7, 8), strict=True):
        write_corpus(path, 30, seed, fault_share=0.5)
    first, same, other = (path.read_bytes() + expected_path(path).read_bytes() for path in paths)
    assert first == same != other


def test_a_form_does_not_depend_on_how_many_follow() -> None:
    """The beginning of a large corpus is the small corpus."""
    assert [form.text for form in corpus(5, seed=4)] == [form.text for form in corpus(9, seed=4)][:5]


def test_the_command_writes_both_files(tmp_path: Path) -> None:
    """``python -m tests.corpus`` writes the text and one row for each expected finding."""
    out = tmp_path / "x.txt"
    command = [sys.executable, "-m", "tests.corpus", "--forms", "40", "--out", str(out), "--fault-share", "1"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    text = out.read_text(encoding="utf-8")
    with expected_path(out).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert text.count("淮安市项目预算绩效目标表") == 40
    assert {row["form"] for row in rows} == {str(number) for number in range(1, 41)}
    assert all(row["rule_id"] and row["field"] for row in rows)


def test_forms_are_varied() -> None:
    """A few hundred forms differ in length, in print and in what they promise."""
    forms = [form.data for form in corpus(300, fault_share=0)]
    amounts = [line.full_year for form in forms for line in form.spending]
    targets = {row.full_year.raw for form in forms for row in form.rows if row.own and row.full_year}
    assert {len(form.spending) for form in forms} >= set(range(1, 7)) | {8, 11, 14}
    assert any("," in text for text in amounts)
    assert any("." in text for text in amounts)
    assert {form.unit for form in forms} == {"万元", "元"}
    assert len({row.level3 for form in forms for row in form.rows}) > 500
    assert len(targets) > 500
    assert max(len(text) for form in forms for text in form.texts.values()) > 200
