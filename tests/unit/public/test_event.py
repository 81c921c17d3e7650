"""One event: its page and its calendar file."""

from datetime import timedelta

import pytest

from tests.passers_by import a_square
from tests.people import MORNING, an_event, plant


def test_an_event_says_why_what_you_get_and_what_can_change(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        (event_id,) = plant(square.parts, an_event(what_can_change="the opening hours"))

        page = square.visitor.get(f"/e/{event_id}").text

    for words in ("We plan a new clinic.", "Lunch, and a say.", "the opening hours", "Bus 25 stops outside."):
        assert words in page
    assert f"/e/{event_id}.ics" in page


def test_the_calendar_file_can_be_kept_by_a_phone(sqlite_url: str) -> None:
    with a_square(sqlite_url, public_url="https://hello.example.org") as square:
        (event_id,) = plant(square.parts, an_event())

        answer = square.visitor.get(f"/e/{event_id}.ics")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert f"UID:event-{event_id}@hello.example.org" in answer.text
    assert "SEQUENCE:0" in answer.text


def test_a_cancelled_event_says_so_and_its_file_crosses_it_out(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        (event_id,) = plant(square.parts, an_event(cancelled=True))

        page, file = (square.visitor.get(f"/e/{event_id}{end}").text for end in ("", ".ics"))

    assert "This event is cancelled" in page
    assert "STATUS:CANCELLED" in file


def test_an_event_that_is_over_offers_nothing_more(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        starts = MORNING - timedelta(days=1)
        (event_id,) = plant(square.parts, an_event(starts=starts, ends=starts + timedelta(hours=1)))

        page = square.visitor.get(f"/e/{event_id}").text

    assert "This event is over" in page
    assert "Add to my calendar" not in page


@pytest.mark.parametrize("event_id", ["0", "99", "-1", "1.5", "x", "²", "٢", "9" * 18, "9" * 19, "9" * 400])
@pytest.mark.parametrize("end", ["", ".ics"])
def test_there_is_no_such_event(sqlite_url: str, event_id: str, end: str) -> None:
    with a_square(sqlite_url) as square:
        assert square.visitor.get(f"/e/{event_id}{end}").status_code == 404
