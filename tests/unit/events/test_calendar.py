"""The calendar file of one event, as a phone reads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.events.calendar import calendar_file
from bot.model.event import Event

NOW = datetime(2027, 5, 1, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def an_event(title: str = "Tea and talk", starts: datetime = datetime(2027, 6, 15, 17, tzinfo=UTC)) -> Event:
    return Event(
        id=7,
        title=title,
        starts=starts,
        ends=starts + timedelta(hours=2),
        venue="The Hall, 1 High Street; back door",
        area="Poplar",
        directions="Bus 15. Ring the bell.",
        places=20,
        taken=3,
        language="en",
        why="We want to hear you.",
    )


def a_file(event: Event, changes: int = 0, zone: ZoneInfo = LONDON) -> bytes:
    return calendar_file(event, changes, NOW, "bot.example.org", zone)


def entry_of(file: bytes) -> icalendar.Event:
    [entry] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert isinstance(entry, icalendar.Event)
    return entry


@pytest.mark.parametrize(
    ("starts", "local"),
    [
        pytest.param(datetime(2027, 6, 15, 17, tzinfo=UTC), "20270615T180000", id="summer"),
        pytest.param(datetime(2027, 1, 15, 17, tzinfo=UTC), "20270115T170000", id="winter"),
    ],
)
def test_times_are_the_clocks_on_the_wall(starts: datetime, local: str) -> None:
    file = a_file(an_event(starts=starts))

    assert f"DTSTART;TZID=Europe/London:{local}".encode() in file
    assert entry_of(file).start == starts


def test_the_zone_is_in_the_file_with_its_summer_time() -> None:
    [zone] = icalendar.Calendar.from_ical(a_file(an_event())).walk("VTIMEZONE")

    assert isinstance(zone, icalendar.Timezone)
    for at in (datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 2, 1), datetime(2027, 10, 31, 2, 1)):  # noqa: DTZ001  # wall clocks
        assert at.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == at.replace(tzinfo=LONDON).utcoffset()


def test_another_zone_is_in_the_file_too() -> None:
    file = a_file(an_event(), zone=ZoneInfo("Europe/Warsaw"))

    assert b"DTSTART;TZID=Europe/Warsaw:20270615T190000" in file
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Warsaw" in file


def test_a_later_file_changes_the_same_entry() -> None:
    before, after = entry_of(a_file(an_event())), entry_of(a_file(an_event("Tea, talk and cake"), changes=3))

    assert before["UID"] == after["UID"] == "event-7@bot.example.org"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 3)
    assert after["SUMMARY"] == "Tea, talk and cake"


def test_a_cancelled_event_is_crossed_out() -> None:
    going, cancelled = an_event(), replace(an_event(), cancelled=True)

    assert entry_of(a_file(going))["STATUS"] == "CONFIRMED"
    assert entry_of(a_file(cancelled, changes=1))["STATUS"] == "CANCELLED"


def test_the_file_says_where_and_why() -> None:
    entry = entry_of(a_file(an_event()))

    assert entry["LOCATION"] == "The Hall, 1 High Street; back door"
    assert entry["DESCRIPTION"] == "We want to hear you.\nBus 15. Ring the bell."
    assert entry.stamp == NOW


@pytest.mark.parametrize("title", ["কথা বলি 🙂" * 20, "a\r\nBEGIN:VALARM", "a\\;,b"])
def test_any_title_stays_a_title(title: str) -> None:
    file = a_file(an_event(title))

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\r\nBEGIN:VALARM" not in file
    assert str(entry_of(file)["SUMMARY"]).replace("\r\n", "\n") == title.replace("\r\n", "\n")


def test_the_same_event_gives_the_same_file() -> None:
    assert a_file(an_event()) == a_file(an_event())
