"""Times as staff say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.staff.times import Times, span

LONDON = ZoneInfo("Europe/London")
SUMMER = Times(datetime(2026, 7, 7, 12, 0, tzinfo=UTC), LONDON)  # a Tuesday, 13:00 in London


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(datetime(2026, 7, 7, 9, 2, tzinfo=UTC), "today at 10:02", id="in the organisation's zone"),
        pytest.param(datetime(2026, 7, 6, 23, 30, tzinfo=UTC), "today at 00:30", id="past midnight here, not in UTC"),
        pytest.param(datetime(2026, 7, 6, 9, 0, tzinfo=UTC), "yesterday at 10:00", id="yesterday"),
        pytest.param(datetime(2026, 7, 8, 9, 0, tzinfo=UTC), "tomorrow at 10:00", id="tomorrow"),
        pytest.param(datetime(2026, 7, 2, 9, 0, tzinfo=UTC), "Thursday at 10:00", id="in the last week"),
        pytest.param(datetime(2026, 6, 30, 9, 0, tzinfo=UTC), "Tuesday 30 June at 10:00", id="a week ago"),
        pytest.param(datetime(2026, 7, 10, 9, 0, tzinfo=UTC), "Friday 10 July at 10:00", id="later this week"),
        pytest.param(datetime(2025, 12, 1, 9, 0, tzinfo=UTC), "Monday 1 December 2025 at 09:00", id="another year"),
    ],
)
def test_a_moment_is_said_in_words(at: datetime, said: str) -> None:
    assert SUMMER.when(at) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(timedelta(seconds=40), "less than a minute", id="seconds"),
        pytest.param(timedelta(minutes=1), "1 minute", id="one minute"),
        pytest.param(timedelta(minutes=59), "59 minutes", id="minutes"),
        pytest.param(timedelta(hours=1, minutes=59), "1 hour", id="one hour"),
        pytest.param(timedelta(hours=47), "47 hours", id="under two days"),
        pytest.param(timedelta(hours=49), "2 days", id="days"),
    ],
)
def test_a_length_is_said_in_its_largest_unit(length: timedelta, said: str) -> None:
    assert span(length) == said


def test_a_clock_says_late_or_due() -> None:
    assert SUMMER.clock(SUMMER.now - timedelta(hours=2)) == "late by 2 hours"
    assert SUMMER.clock(SUMMER.now + timedelta(days=3)) == "due in 3 days"
