"""The report in a real browser: what it shows, how it is worked with, and that nothing of a form becomes markup."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from auditor.api import load_pack, read_forms
from auditor.cli import app
from auditor.findings.formrecord import FormRecord
from auditor.reporting.html.formview import sections, shown
from auditor.reporting.html.output import embedded
from tests.cli.conftest import EXAMPLE, Ran, auditor
from tests.reporting.browser import Window, needs_chromium, started

__all__ = ["auditor"]
Run = Callable[..., Ran]
EVIL: Final = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e=HYPERLINK(1)"


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    """Start one browser for all tests."""
    with started() as window:
        yield window


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Audit the real forms in both languages, with a document that cannot be read beside them."""
    folder = tmp_path_factory.mktemp("report")
    broken = folder / "broken.txt"
    broken.write_bytes(b"")
    written = {lang: folder / f"{lang}.html" for lang in ("zh", "en")}
    for lang, path in written.items():
        assert app.run(["audit", str(EXAMPLE), str(broken), "--lang", lang, "--out", str(path)]) == 3
    return written


@pytest.fixture(scope="module")
def report(reports: dict[str, Path]) -> Path:
    """Give the report in Chinese."""
    return reports["zh"]


@needs_chromium
def test_what_it_shows(window: Window, report: Path) -> None:
    """The account, what was not checked, the findings with the errors first; no console message, no request."""
    with window.opened(report) as (page, said):
        text = page.inner_text("main")
        assert "13 张表" in text
        assert "没有检查的内容 1 处" in text
        assert "文件为空（0 字节）" in text
        picture = page.get_attribute("svg.account", "aria-label") or ""
        assert "通过 " in picture
        assert "无法判断 " in picture
        first = page.inner_text("#table tbody tr:first-child")
        assert first.split("\t")[1].startswith("错误")
        assert said == []


@needs_chromium
def test_searching_and_filtering(window: Window, report: Path) -> None:
    """A search, a bar and a select narrow the list and say so; the filters are cleared together."""
    with window.opened(report) as (page, said):
        everything = page.inner_text("#count")
        page.fill("#f-text", "2700")
        expect(page.locator("#table tbody tr")).to_have_count(3)
        assert "培训办班经费" in page.inner_text("#table tbody")
        page.click("button[type=reset]")
        expect(page.locator("#table tbody tr")).to_have_count(100)
        page.click(".bars[data-by=severity] button.error")
        assert page.input_value("#f-severity") == "error"
        assert page.locator("#table tbody tr").count() == 7
        assert page.inner_text("#f-severity option:checked") == "错误 (7)"
        assert page.get_attribute(".bars[data-by=severity] button.error", "aria-pressed") == "true"
        page.click("button[type=reset]")
        expect(page.locator("#table tbody tr")).to_have_count(100)
        page.select_option("#f-outcome", "cannot_check")
        assert "无法判断" in page.inner_text("#table tbody tr:first-child")
        assert page.inner_text("#count") != everything
        assert said == []


@needs_chromium
def test_sorting_and_turning_pages(window: Window, report: Path) -> None:
    """A heading sorts up, then down; the pager turns."""
    with window.opened(report) as (page, _):
        page.click("[data-sort=rule]")
        up = page.inner_text("#table tbody tr:first-child td:nth-child(3)")
        page.click("[data-sort=rule]")
        assert page.get_attribute("th:has([data-sort=rule])", "aria-sort") == "descending"
        assert page.inner_text("#table tbody tr:first-child td:nth-child(3)") > up
        page.click(".pager button:last-child")
        assert "第 2 /" in page.inner_text(".pager")


@needs_chromium
def test_finding_beside_its_form(window: Window, report: Path) -> None:
    """By keyboard alone: open a finding, then its form; the cell is marked; Escape closes it and gives the focus back."""
    with window.opened(report) as (page, said):
        page.fill("#f-text", "≥2700万元")
        page.select_option("#f-rule", "DIR-01")
        expect(page.locator("#table tbody tr")).to_have_count(1)
        page.focus("#table td button")
        page.keyboard.press("Enter")
        details = page.inner_text("tr.detail")
        assert "依据" in details
        assert "第 609 行" in details
        assert page.inner_text("#table td.subject") == "项目完成成本\n第 609 行 单元格 5"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.inner_text("#panel td.marked") == "≥2700万元"
        assert page.evaluate("document.activeElement.id") == "panel-title"
        assert "DIR-01" in page.inner_text("tr.beside")
        list_ends = page.evaluate("document.getElementById('table').getBoundingClientRect().right")
        assert list_ends <= page.evaluate("document.getElementById('panel').getBoundingClientRect().left")
        page.keyboard.press("Escape")
        assert page.is_hidden("#panel")
        assert page.locator("tr.beside").count() == 0
        assert page.evaluate("document.activeElement.textContent") == "查看原表"
        assert said == []


@needs_chromium
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_accessible(window: Window, reports: dict[str, Path], lang: str) -> None:
    """Axe finds nothing, neither in the list nor with a form open; the page says its language."""
    with window.opened(reports[lang]) as (page, _):
        assert page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[lang]
        assert Axe().run(page).violations_count == 0
        page.click("#table td button:nth-of-type(2)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@needs_chromium
def test_printing(window: Window, report: Path) -> None:
    """On paper the whole list stands, without what only works on a screen."""
    with window.opened(report) as (page, _):
        assert page.locator("#table tbody tr").count() == 100
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#table tbody tr").count() > 200
        assert page.is_hidden(".filters")
        assert page.locator("details:not([open])").count() == 0
        assert page.pdf()[:5] == b"%PDF-"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 0
        assert page.locator("#table tbody tr").count() == 100


@needs_chromium
def test_nothing_of_a_form_is_markup(window: Window, auditor: Run, tmp_path: Path) -> None:
    """A form full of tags, formulas and marks of direction is shown letter by letter, and none of it runs."""
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")[:70]
    form = tmp_path / "form.txt"
    form.write_text("\n".join(lines).replace("人才专项资金\t", f"{EVIL}\t").replace("发放", EVIL), encoding="utf-8")
    auditor("audit", form, "--out", tmp_path / "run.html")
    with window.opened(tmp_path / "run.html") as (page, said):
        page.on("dialog", lambda dialog: said.append(dialog.message))
        assert "<script>alert(1)</script>" in page.inner_text("#table tbody")
        page.click("#table td button:nth-of-type(2)")
        assert "⟨U+202E⟩" in page.inner_text("#panel")
        assert page.locator("#panel img, #table img").count() == 0
        assert said == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\u0000", "⟨U+0000⟩"),
        ("一行\n二行", "一行\n二行"),
        ("文" * 5_000_000, "文" * 2_000 + "…"),
    ],
    ids=["direction", "control", "break", "five million characters"],
)
def test_texts(text: str, seen: str) -> None:
    """What cannot be seen is made visible, and what nobody reads is cut."""
    assert shown(text) == seen


def test_embedded_data_cannot_end_its_element() -> None:
    """No sign of markup stands in embedded data, and a broken surrogate breaks nothing."""
    text = embedded(["</script><!--", "&\u2028\ud800"])
    assert not set("<>&\u2028\ud800") & set(text)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        (
            "hubei",
            [("121.35", "spending[2].previous.previous_executed"), ("247.4", "spending_totals.earlier_executed")],
        ),
        ("sichuan", [("反向指标", "indicators[3].declared_direction"), ("≥240元/吨", "indicators[3].full_year")]),
        ("central", [("2,460.00", "other_funding.long_term.total"), ("≥120套", "long_term_indicators[0].full_year")]),
        ("heilongjiang", [("18场", "indicators[0].previous")]),
    ],
)
def test_forms_of_other_layouts(name: str, cells: list[tuple[str, str]]) -> None:
    """What other layouts print has its cell, as printed, with the path that findings point at."""
    path = Path(__file__).parents[1] / "fixtures" / "other-layouts" / f"{name}.txt"
    pack = load_pack()
    shown_cells = set()
    for form in read_forms(path, pack):
        names = pack.layout(form.layout).names
        for _, rows in sections(FormRecord.of(form, "zh").data, names, "zh"):
            shown_cells |= {tuple(cell) for row in rows for cell in row}
    for text, at in cells:
        assert any(found == at and seen == text for seen, found in shown_cells), (text, at)
