"""Times as people say them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.public.times import Times, tomorrow_at

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "12am"), (9, 0, "9am"), (12, 0, "12pm"), (12, 30, "12.30pm"), (14, 5, "2.05pm"), (23, 59, "11.59pm")],
)
def test_hours_are_as_on_a_poster(hour: int, minute: int, said: str) -> None:
    assert Times(NOW, LONDON).hour(datetime(2026, 3, 4, hour, minute, tzinfo=LONDON)) == said


def test_a_day_of_another_year_says_the_year() -> None:
    times = Times(NOW, LONDON)

    assert times.day(datetime(2026, 3, 14, 12, tzinfo=UTC)) == "Saturday 14 March"
    assert times.day(datetime(2027, 1, 1, 12, tzinfo=UTC)) == "Friday 1 January 2027"


def test_near_days_have_a_name() -> None:
    times = Times(NOW, LONDON)

    assert [times.near(datetime(2026, 3, day, 12, tzinfo=UTC)) for day in (2, 3, 4, 5)] == [
        "yesterday",
        "today",
        "tomorrow",
        "",
    ]


def test_nine_is_nine_when_the_clocks_change() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)

    assert tomorrow_at(9, saturday, LONDON).astimezone(UTC) == datetime(2026, 3, 29, 8, tzinfo=UTC)
