"""A real browser for the pages: Debian's Chromium, driven by Playwright. Skipped aloud where either is missing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser a module: Playwright keeps an event loop running, and other tests want their own."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="browser tests need the extra `test`")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("browser tests need Chromium: apt install chromium")
    with sync_api.sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> "Callable[[Page], list[str]]":
    """What axe-core finds wrong with a page: one line a fault."""
    if not AXE.exists():
        pytest.skip("accessibility tests need axe-core: npm install --prefix tests/browser")
    source = AXE.read_text()

    def faults(page: "Page") -> list[str]:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]

    return faults
