"""The demo's clock: forward by a step, or to the next reminder; never backwards."""

from datetime import timedelta

import httpx
import pytest

from bot.public.pages.stream import look
from tests.passers_by import AMINA, ASquare, a_square
from tests.people import MORNING, an_event, plant

STEPS = [
    pytest.param("hour", timedelta(hours=1), id="an hour"),
    pytest.param("tomorrow", timedelta(hours=23), id="tomorrow at nine"),
    pytest.param("week", timedelta(weeks=1), id="a week"),
    pytest.param("yesterday", timedelta(0), id="not backwards"),
]


def moved(square: ASquare, to: str) -> httpx.Response:
    headers = {"sec-fetch-site": "same-origin", "accept": "application/json"}
    return square.visitor.post_from(headers, "/try/clock", to=to, sender=AMINA)


@pytest.mark.parametrize(("to", "by"), STEPS)
def test_the_clock_moves_forward(sqlite_url: str, to: str, by: timedelta) -> None:
    with a_square(sqlite_url) as square:
        answer = moved(square, to)

        assert square.parts.clock.now() == MORNING + by
    assert answer.json()["now"]["time"] == f"{MORNING + by:%H:%M}"


def test_two_days_before_an_event_its_reminder_is_there(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event())
        square.phone().is_welcomed().books()

        said = moved(square, "before").json()["said"]
        lines = [m["line"] for m in square.visitor.get(f"/try/messages?sender={AMINA}").json()["messages"]]

    assert said == "It is now Thursday 4 March, 14:00. “Health chat” is in 2 days."
    assert "Health chat" in lines[-1]
    assert "14:00" in lines[-1]


def test_pressed_again_it_goes_on_to_the_last_reminder(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event())
        square.phone().is_welcomed().books()
        moved(square, "before")

        said = moved(square, "before").json()["said"]

    assert said == "It is now Saturday 6 March, 12:00. “Health chat” is in 2 hours."


def test_whoever_stopped_gets_to_two_days_before_and_no_reminder(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event())
        phone = square.phone().is_welcomed()
        phone.books()
        phone.writes("STOP")
        before = square.visitor.get(f"/try/messages?sender={AMINA}").json()["messages"]

        said = moved(square, "before").json()["said"]
        after = square.visitor.get(f"/try/messages?sender={AMINA}").json()["messages"]

    assert "is in 2 days" in said
    assert len(after) == len(before)


def test_with_no_event_the_clock_stays(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        said = moved(square, "before").json()["said"]

        assert square.parts.clock.now() == MORNING
    assert "Nobody here has a place" in said


def test_the_plain_form_gets_its_page_again(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        answer = square.visitor.post("/try/clock", to="hour", sender=AMINA)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/try?sender={AMINA}")


def test_the_stream_tells_which_phone_has_how_many_messages(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().chats("hello", "yes")

        news = look(square.square(), [AMINA, "try-tomasz-" + "b" * 32])

    assert news[AMINA] == 2
    assert "clock" in news
    assert len(news) == 2
