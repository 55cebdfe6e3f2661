"""What the summary says about waivers and baseline: what they hold, and whatever a person should look at."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from auditor.findings.exemptionreport import (
    BASELINE_STATES,
    WAIVER_STATES,
    BaselineUse,
    ExemptionReport,
    WaiverUse,
)
from auditor.reporting.exemption_lines import exemption_lines
from tests.findings.waiving import TODAY, TRAINING, waiver

REPORT = ExemptionReport(TODAY, 3, ())


def lines(state: str, *, standing: int = 0, nearest: str = "", times: int = 1, lang: str = "zh") -> list[str]:
    """Give the lines about waivers of one state, the sum left out."""
    uses = tuple(
        WaiverUse(replace(waiver(), line=at), state, standing, standing, nearest) for at in range(2, 2 + times)
    )
    first, *others = exemption_lines(replace(REPORT, waivers=uses), lang)
    assert first.startswith(
        "豁免与基线（按 2024-06-30 计）：共豁免 3 个问题" if lang == "zh" else "Waivers and baseline"
    )
    return others


ABOUT = f"w.yaml:2 DIR-01 {TRAINING} 项目完成成本"


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("used", []),
        ("expired", [f"豁免已过期：{ABOUT}（淮财绩〔2024〕15号，有效期至 2024-12-31），有 2 个问题照常计入。"]),
        ("unused", [f"豁免没有用上：{ABOUT}，本表没有这个问题，如已整改可删去。"]),
        ("unknown_form", [f"豁免所指的表不在本批：{ABOUT}"]),
        ("unchecked", [f"豁免没有用上：{ABOUT}，这项检查无法判断，无法判断的不予豁免。"]),
        ("not_run", ["另有 1 条豁免的规则本次没有运行。"]),
    ],
)
def test_states(state: str, wanted: list[str]) -> None:
    """A waiver that was used needs no word; every other is told with its place, and with what to do."""
    assert lines(state, standing=2) == wanted


@pytest.mark.parametrize("state", WAIVER_STATES)
def test_english(state: str) -> None:
    """English has a line wherever Chinese has one."""
    assert len(lines(state, lang="en")) == len(lines(state))


def test_nearest() -> None:
    """The nearest name is told where there is one."""
    assert lines("unknown_form", nearest="2024-甲-乙")[0].endswith("（最接近的是“2024-甲-乙”）")


def test_whole_form() -> None:
    """A waiver without a subject is told without one."""
    use = WaiverUse(waiver(subject=None), "unused", 0, 0, "")
    (_, line) = exemption_lines(replace(REPORT, waivers=(use,)), "zh")
    assert f"w.yaml:2 DIR-01 {TRAINING}，" in line


def test_many() -> None:
    """Of many waivers in one state twenty are listed, the rest is counted."""
    told = lines("unused", times=25)
    assert len(told) == 21
    assert told[-1] == "另有 5 条豁免未列出（没有用上）。"


def test_baseline() -> None:
    """The findings of a baseline are counted by what became of them; empty counts are left out."""
    use = BaselineUse("b.json", date(2024, 12, 31), expired=False, counts=Counter(held=5, mended=2))
    (_, line) = exemption_lines(replace(REPORT, baseline=use), "zh")
    assert line == "基线 b.json（有效期至 2024-12-31）列有 7 个问题：仍在、已豁免 5 个、已不再出现 2 个"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_state_of_a_baseline(lang: str) -> None:
    """Every state has words."""
    counts = Counter({state: at for at, state in enumerate(BASELINE_STATES, 11)})
    use = BaselineUse("b.json", date(2024, 6, 1), expired=True, counts=counts)
    (_, line, expired) = exemption_lines(replace(REPORT, baseline=use), lang)
    assert all(str(count) in line for count in counts.values())
    assert str(counts["standing"]) in expired
    assert ("基线已过期" if lang == "zh" else "baseline expired") in expired


def test_empty_baseline() -> None:
    """A baseline without findings says so."""
    use = BaselineUse("b.json", date(2024, 12, 31), expired=False, counts=Counter())
    (_, line) = exemption_lines(replace(REPORT, baseline=use), "zh")
    assert line.endswith("列有 0 个问题：—")
