"""Times as staff say them, in the organisation's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Times:
    """Speaks of times as seen at `now` (aware) in `zone`."""

    now: datetime
    zone: ZoneInfo

    def when(self, at: datetime) -> str:
        """ "today at 10:02", "Tuesday at 14:10" for the last week, else "Tuesday 3 March at 14:10"."""
        return f"{self.day(at)} at {self.hour(at)}"

    def day(self, at: datetime) -> str:
        """ "today", "yesterday", "tomorrow", "Tuesday" for the last week, else "Tuesday 3 March", with another year."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone)
        apart = (local.date() - today.date()).days
        if apart in _NEAR:
            return _NEAR[apart]
        if -6 <= apart < 0:
            return f"{local:%A}"
        return f"{local:%A} {local.day} {local:%B}" + (f" {local.year}" if local.year != today.year else "")

    def hour(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%H:%M}"

    def clock(self, due: datetime) -> str:
        """ "late by 2 hours" or "due in 3 days"."""
        return f"late by {span(self.now - due)}" if self.is_late(due) else f"due in {span(due - self.now)}"

    def is_late(self, due: datetime) -> bool:
        return due < self.now

    def is_soon(self, due: datetime) -> bool:
        """Due within four hours."""
        return self.now <= due < self.now + timedelta(hours=4)

    def ago(self, at: datetime) -> str:
        """ "2 hours ago"."""
        return f"{span(self.now - at)} ago" if at <= self.now else f"in {span(at - self.now)}"

    def length_since(self, at: datetime) -> str:
        """ "2 hours"."""
        return span(self.now - at)

    def attribute(self, at: datetime) -> str:
        """For the `datetime` of a `<time>`."""
        return at.astimezone(self.zone).isoformat(timespec="minutes")


_NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit, rounded down: "5 minutes", "26 hours", "3 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return _many(minutes, "minute")
    if minutes < 48 * 60:
        return _many(minutes // 60, "hour")
    return _many(minutes // (24 * 60), "day")


def _many(count: int, unit: str) -> str:
    return f"1 {unit}" if count == 1 else f"{count} {unit}s"
