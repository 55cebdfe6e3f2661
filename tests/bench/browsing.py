"""The report in a real browser: seconds until its list stands, and until it stands anew after a search, a sort, a filter.

What is timed ends when the browser has painted. A search begins 120 ms after the last key, which are counted.
"""

from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Final

from tests.reporting.browser import opened

_FIRST_ROW: Final = """
    const painted = (then) => requestAnimationFrame(() => setTimeout(then));
    new MutationObserver((_, observer) => {
        if (!document.querySelector("#table tbody tr")) return;
        observer.disconnect();
        painted(() => { window.stoodAt = performance.now(); });
    }).observe(document, { childList: true, subtree: true });
"""
_TIMED: Final = """(act) => new Promise((done) => {
    const started = performance.now(), body = document.querySelector("#table tbody");
    new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
    }).observe(body, { childList: true });
    new Function(act)();
})"""
_ACTS: Final = {
    "search": 'const box = document.getElementById("f-text"); box.value = "绩效"; box.dispatchEvent(new Event("input"));',
    "sort by message": 'document.querySelector("[data-sort=message]").click();',
    "filter by severity": 'document.querySelector(".bars[data-by=severity] button").click();',
}


def browse(path: Path, runs: int) -> Mapping[str, float]:
    """Open a report ``runs`` times and give the median milliseconds of each step."""
    took: dict[str, list[float]] = {}
    for _ in range(runs):
        with opened(path, _FIRST_ROW) as (page, said):
            page.wait_for_function("window.stoodAt")
            took.setdefault("first row", []).append(page.evaluate("window.stoodAt"))
            for name, act in _ACTS.items():
                took.setdefault(name, []).append(page.evaluate(_TIMED, act))
            if said:
                raise RuntimeError(said)
    return {name: median(times) for name, times in took.items()}
