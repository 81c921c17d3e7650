"""The simulator in a browser: real phones on the real road, for every hand and eye."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from bot.app import Parts, build, web
from bot.public.demo_data import plant
from tests.people import DATA, StoppedClock, a_setting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE: "ViewportSize" = {"width": 390, "height": 844}
DESK: "ViewportSize" = {"width": 1280, "height": 1000}
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]
PAGES = ("/", "/try", "/e/1", "/nothing")


@dataclass
class Demo:
    """A running demo, and its parts."""

    url: str
    parts: Parts


@pytest.fixture
def demo(sqlite_url: str) -> Iterator[Demo]:
    """A demo with its events; time stands still until somebody moves it."""
    parts = build(a_setting(sqlite_url, public_url="http://127.0.0.1"), StoppedClock())
    plant(parts.store, parts.clock, DATA)
    config = uvicorn.Config(web(parts), port=0, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Demo(f"http://127.0.0.1:{port}", parts)
    server.should_exit = True
    thread.join(timeout=15)


@pytest.fixture
def page(chromium: "Browser", demo: Demo) -> "Iterator[Page]":
    """The simulator on a desk. Whatever the browser complains about fails the test."""
    with closing(chromium.new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])) as context:
        page = context.new_page()
        page.set_default_timeout(8000)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{demo.url}/try")
        yield page
        assert complaints == []


def phone(page: "Page", who: str) -> "Locator":
    return page.locator(f"[data-phone={who}]")


def bubbles(page: "Page", who: str) -> "Locator":
    """What stands on the phone for good; what is still being sent is not there yet."""
    return phone(page, who).locator(".log > .bubble")


def says(page: "Page", who: str, words: str) -> str:
    """Writes and presses Enter: the last answer."""
    before = bubbles(page, who).count()
    field = phone(page, who).get_by_label("Message from")
    field.fill(words)
    field.press("Enter")
    bubbles(page, who).nth(before + 1).wait_for()
    return bubbles(page, who).last.inner_text()


def books(page: "Page", who: str) -> None:
    for words in ("hello there", "yes", "Amina", "events", "1", "no", "none", "yes"):
        says(page, who, words)


def test_a_resident_signs_up_and_is_reminded_two_days_before(page: "Page") -> None:
    books(page, "tomasz")
    count = bubbles(page, "tomasz").count()

    page.get_by_role("button", name="2 days before my event").click()
    bubbles(page, "tomasz").nth(count).wait_for()

    assert "is in 2 days" in page.locator("#said").inner_text()
    assert "CHANGE" in bubbles(page, "tomasz").last.inner_text()


def test_bengali_and_bengali_digits_are_understood(page: "Page") -> None:
    for words in ("আসসালামু আলাইকুম", "হ্যাঁ", "আমিনা", "অনুষ্ঠান"):
        says(page, "amina", words)

    answer = says(page, "amina", "২")

    assert "Chai and chat for women" in answer
    assert phone(page, "amina").locator('.bubble--theirs [lang="bn"]').count() == 5


def test_a_button_is_pressed(page: "Page") -> None:
    says(page, "grace", "hello there")

    phone(page, "grace").locator(".log").get_by_role("button", name="Yes", exact=True).click()
    bubbles(page, "grace").nth(3).wait_for()

    assert "What shall we call you?" in bubbles(page, "grace").last.inner_text()


@pytest.mark.parametrize("kind", ["Voice note", "Picture"])
def test_a_voice_note_or_picture_is_acknowledged(page: "Page", kind: str) -> None:
    books(page, "khadija")
    count = bubbles(page, "khadija").count()

    phone(page, "khadija").get_by_role("button", name=f"Send a {kind.lower()}").click()
    bubbles(page, "khadija").nth(count + 1).wait_for()

    assert kind in bubbles(page, "khadija").nth(count).inner_text()
    assert "One of us will look at this" in bubbles(page, "khadija").last.inner_text()


def test_a_suggestion_sends_itself(page: "Page") -> None:
    phone(page, "amina").get_by_role("button", name="আসসালামু আলাইকুম").click()
    bubbles(page, "amina").nth(1).wait_for()

    assert "SMS fragments" in bubbles(page, "amina").last.inner_text()


def test_everything_is_still_there_after_a_reload(page: "Page") -> None:
    says(page, "doreen", "hello there")
    before = bubbles(page, "doreen").all_inner_texts()

    page.reload()
    bubbles(page, "doreen").nth(1).wait_for()

    assert bubbles(page, "doreen").all_inner_texts() == before


def test_a_phone_started_again_has_never_written(page: "Page") -> None:
    says(page, "tomasz", "hello there")

    phone(page, "tomasz").get_by_role("button", name="Start this phone again").click()
    phone(page, "tomasz").get_by_text("has not written yet").wait_for()
    answer = says(page, "tomasz", "hello there")

    assert bubbles(page, "tomasz").count() == 2
    assert "May we keep your number" in answer


def test_the_conversation_can_be_copied(page: "Page") -> None:
    says(page, "tomasz", "hello there")

    phone(page, "tomasz").get_by_role("button", name="Copy the conversation").click()
    page.get_by_text("is copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("10:00 Tomasz: hello there\n10:00 Hello Tower Hamlets: Hello, this is")


def test_a_door_that_fails_twice_gets_the_message_once(page: "Page") -> None:
    failures = iter([True, True])
    page.route("**/webhooks/rest/webhook", lambda route: _fail(route, next(failures, False)))

    says(page, "tomasz", "hello there")

    assert bubbles(page, "tomasz").count() == 2


def test_an_answer_that_got_lost_on_the_way_is_not_doubled(page: "Page") -> None:
    """The door keeps the message, the response is lost, and the page sends the same again."""
    lost = iter([True])

    def lose(route: Any) -> None:  # Any: Playwright's route
        if next(lost, False):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/webhooks/rest/webhook", lose)
    says(page, "tomasz", "hello there")
    page.wait_for_function("() => !document.querySelector('.is-pending')")

    assert bubbles(page, "tomasz").count() == 2


def test_what_is_refused_says_so_and_can_be_sent_again(page: "Page") -> None:
    page.route("**/webhooks/rest/webhook", lambda route: route.fulfill(status=400, body="{}"))
    field = phone(page, "tomasz").get_by_label("Message from")
    field.fill("hello there")
    field.press("Enter")
    again = phone(page, "tomasz").get_by_role("button", name="Send it again")
    again.wait_for()
    page.unroute("**/webhooks/rest/webhook")

    again.click()
    bubbles(page, "tomasz").nth(1).wait_for()

    assert phone(page, "tomasz").locator(".is-lost").count() == 0


def test_what_came_while_the_stream_was_gone_is_there_once_it_is_back(page: "Page", demo: Demo) -> None:
    says(page, "tomasz", "hello there")
    page.context.set_offline(True)
    _staff_answers(demo, "The side door is open.")
    page.context.set_offline(False)

    bubbles(page, "tomasz").nth(2).wait_for()

    assert phone(page, "tomasz").get_by_text("The side door is open.").count() == 1


def test_an_answer_of_staff_arrives_by_itself_and_is_read_out(page: "Page", demo: Demo) -> None:
    says(page, "tomasz", "hello there")

    _staff_answers(demo, "The side door is open.")
    bubbles(page, "tomasz").nth(2).wait_for()

    log = phone(page, "tomasz").get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    assert "The side door is open." in log.inner_text()


def test_messages_sent_fast_arrive_in_order(page: "Page") -> None:
    field = phone(page, "tomasz").get_by_label("Message from")
    for words in ("one", "two", "three"):
        field.fill(words)
        field.press("Enter")
    bubbles(page, "tomasz").nth(5).wait_for()

    mine = phone(page, "tomasz").locator(".log > .bubble--mine .bubble__text").all_inner_texts()
    assert mine == ["one", "two", "three"]


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(
    chromium: "Browser", axe: "Callable[[Page], list[str]]", demo: Demo, size: "ViewportSize"
) -> None:
    page = chromium.new_context(viewport=size, reduced_motion="reduce").new_page()
    found = {}
    for path in PAGES:
        page.goto(demo.url + path)
        if path == "/try":
            says(page, "amina", "السلام عليكم")
            says(page, "amina", "hello there")
        found[path] = axe(page)

    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("width", [320, 390, 640, 768, 1024])
def test_nothing_runs_off_the_side(chromium: "Browser", demo: Demo, width: int) -> None:
    page = chromium.new_context(viewport={"width": width, "height": 700}).new_page()

    for path in PAGES:
        page.goto(demo.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_target_is_large_enough_for_a_thumb(chromium: "Browser", demo: Demo) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()
    page.goto(f"{demo.url}/try")
    says(page, "amina", "hello there")

    sizes = page.eval_on_selector_all(
        "main button, main textarea",
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.width)"
        ".map(box => Math.min(box.width, box.height))",
    )

    assert min(sizes) >= 24


def test_a_small_screen_shows_one_phone_and_marks_the_others_news(chromium: "Browser", demo: Demo) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()
    page.goto(f"{demo.url}/try")
    says(page, "amina", "hello there")
    page.get_by_role("button", name="Grace").click()
    _staff_answers(demo, "The side door is open.")
    page.get_by_role("button", name="Amina has a new message").wait_for()

    assert page.locator("[data-phone]:visible").count() == 1
    page.get_by_role("button", name="Amina has a new message").click()
    assert phone(page, "amina").get_by_text("The side door is open.").is_visible()


def test_the_keyboard_alone_is_enough(page: "Page") -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.say") == "hello":
            break
    page.keyboard.press("Enter")
    bubbles(page, "amina").nth(1).wait_for()

    assert "hello" in bubbles(page, "amina").first.inner_text()


def test_the_tab_key_never_lands_on_something_hidden(page: "Page") -> None:
    hidden = []
    for _ in range(50):
        page.keyboard.press("Tab")
        if not page.evaluate(SEEN):
            hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))

    assert hidden == []


def test_without_javascript_one_phone_works_as_a_form(chromium: "Browser", demo: Demo) -> None:
    page = chromium.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{demo.url}/try?who=grace")
    page.get_by_role("textbox", name="Message from Grace").fill("hello there")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Yes", exact=True).click()

    assert "What shall we call you?" in page.get_by_role("log").inner_text()
    assert page.locator("[data-phone]:visible").count() == 0


def test_nothing_is_asked_of_anybody_else_and_no_cookie_is_kept(chromium: "Browser", demo: Demo) -> None:
    context = chromium.new_context(viewport=DESK)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(demo.url + path)

    assert [url for url in asked if not url.startswith((demo.url, "data:"))] == []
    assert context.cookies() == []


SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body) return true;
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
  const there = document.elementFromPoint(x, y);
  return one.contains(there) || there?.contains(one);
}"""


def _fail(route: Any, fails: bool) -> None:  # Any: Playwright's route
    if fails:
        route.fulfill(status=503, body="{}")
    else:
        route.continue_()


def _staff_answers(demo: Demo, words: str) -> None:
    """To whoever wrote first."""
    demo.parts.desk.answer(1, 1, words)
