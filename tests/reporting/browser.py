"""A real headless Chromium for the tests of the report, where there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (.ci/run installs one)")
_OPTIONS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")  # fmt: skip


class Window:
    """One browser for the tests of a module: it starts slowly, while each page has a context of its own."""

    def __init__(self, browser: Browser) -> None:
        """Open pages in this browser."""
        self._browser = browser

    @contextmanager
    def opened(self, path: Path, script: str = "") -> Iterator[tuple[Page, list[str]]]:
        """Open a page without any network; gives it and what its console said, which should be nothing.

        ``script`` runs before those of the page.
        """
        context = self._browser.new_context(viewport={"width": 1400, "height": 1000}, offline=True)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        page.add_init_script(script)
        page.goto(path.as_uri())
        yield page, said
        context.close()


@contextmanager
def started() -> Iterator[Window]:
    """Start the browser, and end it afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_OPTIONS))
        yield Window(browser)
        browser.close()


@contextmanager
def opened(path: Path, script: str = "") -> Iterator[tuple[Page, list[str]]]:
    """Open one page in a browser of its own."""
    with started() as window, window.opened(path, script) as found:
        yield found
