"""Rules on trial are off by default, and are never off without a word."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import auditor as library
from auditor.batch.selection import chosen_rules
from auditor.errors import UsageError
from auditor.rulebook.pack import load_pack
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
TRIAL = {rule.id for rule in load_pack().rules if rule.status == "trial"}


def rules_found(path: Path) -> set[str]:
    """Give the rules of the findings in a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["rule_id"] for row in csv.DictReader(stream)}


@pytest.mark.parametrize(
    ("options", "runs"),
    [
        ([], False),
        (["--select", "MAND"], False),
        (["--select", "MAND-04"], True),
        (["--select", "FUND,mand-04"], True),
        (["--trial"], True),
        (["--trial", "--select", "MAND"], True),
        (["--trial", "--select", "FUND"], False),
        (["--trial", "--ignore", "MAND-04"], False),
        (["--trial", "--ignore", "MAND"], False),
        (["--select", "MAND-04,FUND", "--ignore", "MAND"], False),
    ],
)
def test_what_switches_a_trial_rule_on(
    auditor: Run, example: Path, tmp_path: Path, options: list[str], *, runs: bool
) -> None:
    """MAND-04, on trial, runs when its id is selected or with --trial; a group's name does not switch it on."""
    out = tmp_path / "f.csv"
    auditor("audit", example, "--out", out, *options)
    assert ("MAND-04" in rules_found(out)) is runs


@pytest.mark.parametrize(("lang", "says"), [("zh", "条试行规则默认不运行"), ("en", "rules on trial are off")])
def test_the_run_says_what_was_off(auditor: Run, example: Path, tmp_path: Path, lang: str, says: str) -> None:
    """A run names the rules on trial that did not run, and only those that --trial would add."""

    def told(*options: str) -> str:
        return auditor("audit", example, "--lang", lang, "--out", tmp_path / "f.csv", *options).out

    assert says in told("--select", "MAND")
    assert " ".join(sorted(TRIAL)) in told()
    for options in (["--trial"], ["--select", "FUND"], ["--select", "MAND-04"], ["--ignore", ",".join(TRIAL)]):
        assert says not in told(*options)


def test_only_trial_rules_selected() -> None:
    """A group that holds nothing but rules on trial is wrong use, not a run of no rules."""
    pack = load_pack()
    pilot = replace(pack, rules=tuple(rule for rule in pack.rules if rule.id == "MAND-04"))
    with pytest.raises(UsageError) as caught:
        chosen_rules([pilot], "MAND")
    assert "“MAND”只含试行规则" in caught.value.render("zh")
    assert '"MAND" names rules on trial only' in caught.value.render("en")
    assert chosen_rules([pilot], "MAND", trial=True) == [frozenset({"MAND-04"})]
    assert chosen_rules([pilot]) == [frozenset()]


def test_account_counts_what_ran(auditor: Run, example: Path) -> None:
    """The account holds the rules that ran, in the command and in the Python interface."""
    every = sum(rule.effect is None for rule in load_pack().rules)
    off, on = library.audit(example).account, library.audit(example, trial=True).account
    assert (len(off.rule_ids), len(on.rule_ids)) == (every - len(TRIAL), every)
    assert off.adds_up
    assert library.audit(example, select="MAND-04").account.rule_ids == ("MAND-04",)
    assert f"13 张表 × {every - len(TRIAL)} 条规则" in auditor("audit", example, "--fail-on", "never").out


def test_list_and_show(auditor: Run) -> None:
    """The list says that a rule on trial is off; it is explained like any other."""
    rows = [line for line in auditor("rules", "list").out.splitlines() if "试行" in line]
    assert len(rows) >= len(TRIAL)
    assert "MAND-04" in auditor("rules", "show", "MAND-04").out
