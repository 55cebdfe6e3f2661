"""Takes all measures and puts them into one table."""

import os
import platform
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from auditor.engine.judge import ENGINES
from tests.bench.child import Run, run
from tests.bench.engines import Seconds, measure
from tests.bench.table import Table
from tests.corpus import write_corpus

FEW_FORMS: Final = 1000
FAULT_SHARE: Final = 0.1
_ANSWERS: Final = (0, 1)  # the audit ran: nothing found, or findings


def take_measures(folder: Path, forms: int, runs: int, say: Callable[[str], None]) -> Table:
    """Measure over a corpus of that many forms, each measure ``runs`` times; files are put into ``folder``."""
    many, few = folder / "many.txt", folder / "few.txt"
    write_corpus(many, forms, fault_share=FAULT_SHARE)
    write_corpus(few, min(FEW_FORMS, forms), fault_share=FAULT_SHARE)
    table = Table(("measure", "median", "all runs", "note"))
    say("reading and judging")
    _add_engines(table, [measure(many) for _ in range(runs)])
    say("start-up")
    _add_start_up(table, runs)
    say("end to end")
    _add_audit(table, folder, (few, min(FEW_FORMS, forms)), (many, forms), runs)
    return table


def conditions(forms: int, runs: int, core: int | None, path_size: float) -> str:
    """Say in one line what was measured on what."""
    bound = "not bound to a core" if core is None else f"bound to core {core}"
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{forms} generated forms ({path_size:.1f} MB, {FAULT_SHARE:.0%} with a fault), {runs} runs, Python "
        f"{platform.python_version()}, {platform.machine()}, {bound} of {os.cpu_count()}, {load}"
    )


def _add_engines(table: Table, took: list[Seconds]) -> None:
    """Add reading and the three engines in forms per second, and their ratios within each run."""
    table.add("reading", *_rates([run.forms / run.reading for run in took]), "text → forms")
    for engine in ENGINES:
        rates = [run.forms / run.judging[engine] for run in took]
        ratios = [run.judging["plain"] / run.judging[engine] for run in took]
        table.add(f"judging, {engine}", *_rates(rates), f"× {median(ratios):.2f} of plain, side by side")


def _add_start_up(table: Table, runs: int) -> None:
    took = [run(["auditor", "--help"]) for _ in range(runs)]
    table.add(
        "start-up, auditor --help", *_list([each.seconds * 1000 for each in took], "ms", 0), _failures(took, (0,))
    )


def _add_audit(table: Table, folder: Path, few: tuple[Path, int], many: tuple[Path, int], runs: int) -> None:
    """Add a whole audit to CSV: forms per second over the large corpus, and peak memory over both."""
    out = ["--out", str(folder / "findings.csv")]
    small = run(["auditor", "audit", str(few[0]), *out])
    large = [run(["auditor", "audit", str(many[0]), *out]) for _ in range(runs)]
    problem = _failures([small, *large], _ANSWERS)
    rates = [many[1] / each.seconds for each in large]
    table.add("end to end", *_rates(rates), problem or "text → findings.csv, start-up included")
    table.add(f"peak memory, {few[1]} forms", *_list([small.peak], "MiB", 0), problem)
    peaks = [each.peak for each in large]
    more = f"{median(peaks) - small.peak:+.0f} MiB for {many[1] - few[1]} forms more"
    table.add(f"peak memory, {many[1]} forms", *_list(peaks, "MiB", 0), problem or more)


def _rates(rates: list[float]) -> tuple[str, str]:
    return _list(rates, "forms/s", 0)


def _list(values: list[float], unit: str, places: int) -> tuple[str, str]:
    """Give the median with its unit, and all values."""
    return f"{median(values):.{places}f} {unit}", " ".join(f"{value:.{places}f}" for value in values)


def _failures(runs: list[Run], right: tuple[int, ...]) -> str:
    """Give nothing, or how a child process went wrong: then its figures mean nothing."""
    failed = next((each for each in runs if each.code not in right), None)
    if failed is None:
        return ""
    words = failed.errors.strip().splitlines()
    return f"FAILED with exit code {failed.code}: {words[-1] if words else ''}"
