"""The dashboard as a browser draws it: nothing for axe to find, nothing cut off on a phone, no script needed."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi import FastAPI

from bot.model.message import DeliveryStatus, MessageKind
from bot.model.task import TaskKind
from bot.store.store import Store
from bot.store.threads import staff_answer_key
from tests.staff_people import (
    NOW,
    PASSWORD,
    a_guessed,
    a_received,
    a_resident,
    a_sent,
    a_site,
    a_staff_member,
    a_task,
    an_office,
    an_unheard,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HOUR = timedelta(hours=1)
PHONE: "ViewportSize" = {"width": 390, "height": 844}
DESK: "ViewportSize" = {"width": 1280, "height": 800}
PAGES = (
    "/staff",
    "/staff/not-yet-heard",
    "/staff/failed",
    "/staff/understanding",
    "/staff/conversations",
    "/staff/conversations/1",
    "/staff/no",
)
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]


@pytest.fixture
def busy(sqlite_store: Store) -> Iterator[str]:
    """The dashboard on a busy day, with long names and four scripts; its address."""
    maya = a_staff_member(sqlite_store)
    with sqlite_store.write() as tx:
        amina = a_resident(tx, "Amina Rahman", "bn", channel="whatsapp", window_until=NOW - HOUR)
        yusuf = a_resident(tx, "Yusuf al-Khatib-Montgomery-Featherstonehaugh", "ar", opted_out="everything")
        a_received(tx, amina, "আমি শুক্রবারের সভায় আসতে চাই", at=NOW - 30 * HOUR)
        a_sent(tx, amina, "ধন্যবাদ! আপনার সাথে কেউ আসবেন?", at=NOW - 30 * HOUR)
        voice = an_unheard(tx, amina, at=NOW - 29 * HOUR)
        a_sent(tx, amina, "The side door on Mill Lane.", key=staff_answer_key(maya, "1"))
        a_sent(tx, amina, "Reminder", status=DeliveryStatus.NEEDS_TEMPLATE, reason="No template fits")
        a_received(tx, yusuf, "أريد أن أتحدث مع شخص", status="failed")
        a_guessed(tx, amina, "amar ma re loia aitam parmu ni", language="bn-Latn", intent="need_carer_cover")
        a_guessed(tx, yusuf, "هل سيؤثر هذا على " + "تأشيرتي" * 12, language="ar", intent="will_it_affect_me")
        a_guessed(tx, yusuf, "أهلا", language="ar", intent="greet", accepted=True, confidence=0.97)
        an_unheard(tx, yusuf, kind=MessageKind.PICTURE, text="الدرج")
        unknown = a_sent(tx, yusuf, "مرحبا", at=NOW - 3 * HOUR, status=DeliveryStatus.UNKNOWN)
        a_task(tx, TaskKind.LISTEN, due=-5 * HOUR, contact_id=amina, inbound_id=voice)
        a_task(tx, TaskKind.FAILED_TURN, due=HOUR, contact_id=yusuf, details="https://example.org/" + "long" * 40)
        a_task(tx, TaskKind.UNKNOWN_SEND, due=9 * HOUR, contact_id=yusuf, outbox_id=unknown)
    yield from _served(a_site(an_office(sqlite_store, public_url="http://127.0.0.1", demo=True)))


@pytest.fixture
def quiet(sqlite_store: Store) -> Iterator[str]:
    """The dashboard with nothing in it yet."""
    a_staff_member(sqlite_store)
    yield from _served(a_site(an_office(sqlite_store, public_url="http://127.0.0.1", demo=True)))


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_a_busy_day(
    chromium: "Browser", axe: "Callable[[Page], list[str]]", busy: str, size: "ViewportSize"
) -> None:
    page = _signed_in(chromium.new_context(viewport=size), busy)

    assert {path: _faults(page, busy + path, axe) for path in PAGES} == {path: [] for path in PAGES}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_when_all_is_quiet(
    chromium: "Browser", axe: "Callable[[Page], list[str]]", quiet: str, size: "ViewportSize"
) -> None:
    page = _signed_in(chromium.new_context(viewport=size), quiet)

    assert {path: _faults(page, quiet + path, axe) for path in PAGES[:5]} == {path: [] for path in PAGES[:5]}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_at_the_door(
    chromium: "Browser", axe: "Callable[[Page], list[str]]", quiet: str, size: "ViewportSize"
) -> None:
    page = chromium.new_context(viewport=size).new_page()

    at_first = _faults(page, f"{quiet}/staff/sign-in", axe)
    page.get_by_label("Email address").fill("maya@example.org")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()

    assert at_first == []
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_runs_off_the_side(chromium: "Browser", busy: str, width: int) -> None:
    page = _signed_in(chromium.new_context(viewport={"width": width, "height": 700}), busy)

    for path in PAGES:
        page.goto(busy + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_target_is_large_enough_for_a_thumb(chromium: "Browser", busy: str) -> None:
    page = _signed_in(chromium.new_context(viewport=PHONE), busy)

    for path in PAGES[:6]:
        page.goto(busy + path)
        heights = page.eval_on_selector_all(
            "main button, main summary, main a.govuk-button, main textarea, main select",
            "all => all.map(one => one.getBoundingClientRect().height)",
        )
        assert min(heights, default=44) >= 24, path


def test_every_step_of_the_tab_key_can_be_seen(chromium: "Browser", busy: str) -> None:
    page = _signed_in(chromium.new_context(viewport=PHONE), busy)
    page.goto(f"{busy}/staff/conversations/1")

    seen = []
    while (focused := _after_tab(page)) != "BODY":
        seen.append(focused)
        assert page.evaluate(_CAN_BE_SEEN), focused

    assert seen[0] == "Skip to main content"
    assert "Send answer" in seen


def test_the_policy_lets_our_own_scripts_run_and_blocks_nothing_we_need(chromium: "Browser", busy: str) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    _sign_in(page, busy)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Conversations").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Conversations"
    assert complaints == []


def test_a_whole_answer_works_without_javascript(chromium: "Browser", busy: str) -> None:
    page = _signed_in(chromium.new_context(viewport=PHONE, java_script_enabled=False), busy)

    page.get_by_role("link", name="Conversations", exact=True).click()
    page.get_by_role("link", name="Amina Rahman").click()
    page.get_by_role("button", name="Take over").click()
    page.get_by_label("Your answer to Amina Rahman").fill("I will ring you at five.")
    page.get_by_role("button", name="Send answer").click()

    assert page.get_by_text("Your answer is on its way.").is_visible()
    assert page.get_by_text("I will ring you at five.").is_visible()
    assert page.get_by_text("You have this conversation.").is_visible()


def test_saying_what_was_meant_works_without_javascript(chromium: "Browser", busy: str) -> None:
    page = _signed_in(chromium.new_context(viewport=PHONE, java_script_enabled=False), busy)

    page.get_by_role("link", name="Unclear").click()
    card = page.locator(".sb-card").filter(has_text="loia aitam")
    card.get_by_label("What did they mean?").select_option("Wants to sign up")
    card.get_by_role("button", name="Save").click()

    assert page.get_by_text("What they meant is kept").is_visible()
    assert not page.get_by_text("loia aitam").is_visible()


def test_the_menu_is_still_told_apart_in_forced_colours(chromium: "Browser", busy: str) -> None:
    context = chromium.new_context(viewport=DESK, forced_colors="active")
    page = _signed_in(context, busy)
    page.goto(f"{busy}/staff/conversations/1")

    edge = page.eval_on_selector(".sb-bubble--bot", "one => getComputedStyle(one).borderTopStyle")

    assert edge == "solid"
    assert page.locator("[aria-current]").count() == 1


_CAN_BE_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const there = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return there !== null && (document.activeElement.contains(there) || there.contains(document.activeElement));
}"""


def _after_tab(page: "Page") -> str:
    """What the focus is on after one more press: its words, else its kind."""
    page.keyboard.press("Tab")
    words: str = page.evaluate("document.activeElement.innerText.trim().slice(0, 80)")
    kind: str = page.evaluate("document.activeElement.tagName")
    return kind if kind == "BODY" else words or kind


def _faults(page: "Page", address: str, axe: "Callable[[Page], list[str]]") -> list[str]:
    page.goto(address)
    return axe(page)


def _signed_in(context: "BrowserContext", site: str) -> "Page":
    page = context.new_page()
    _sign_in(page, site)
    return page


def _sign_in(page: "Page", site: str) -> None:
    page.goto(f"{site}/staff")
    page.get_by_label("Email address").fill("maya@example.org")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today", level=1).wait_for()


def _served(app: FastAPI) -> Iterator[str]:
    """The app on a free port of this machine; its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
