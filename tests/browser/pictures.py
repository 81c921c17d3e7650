"""Takes the README's pictures of the simulator: `python -m tests.browser.pictures URL FOLDER` beside a running demo."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TALKS = {
    "amina": ("আসসালামু আলাইকুম", "হ্যাঁ", "আমিনা"),
    "khadija": ("hello, I want to come to an event", "yes", "Khadija", "events", "2", "yes pls"),
    "grace": ("Hi are you there", "yes", "Grace"),
    "tomasz": ("hi", "1", "yes", "Tomasz"),
}


def take(url: str, folder: Path) -> None:
    """simulator.png on a desk, simulator-phone.png on a phone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        desk = browser.new_page(viewport={"width": 1280, "height": 1120})
        desk.goto(f"{url}/try")
        for who, words in TALKS.items():
            _talk(desk, who, words)
        _picture(desk, folder / "simulator.png")
        phone = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        phone.goto(f"{url}/try")
        _talk(phone, "amina", TALKS["amina"])
        phone.evaluate("document.querySelector('.chooser').scrollIntoView()")
        _picture(phone, folder / "simulator-phone.png", stay=True)
        browser.close()


def _talk(page: "Page", who: str, words: tuple[str, ...]) -> None:
    phone = page.locator(f"[data-phone={who}]")
    for said in words:
        before = phone.locator(".log > .bubble").count()
        phone.locator("textarea").fill(said)
        phone.locator("textarea").press("Enter")
        phone.locator(".log > .bubble").nth(before + 1).wait_for()


def _picture(page: "Page", file: Path, *, stay: bool = False) -> None:
    page.evaluate("document.activeElement.blur()")
    if not stay:
        page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)  # the last bubble fades in
    page.screenshot(path=file)


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
