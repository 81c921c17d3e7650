"""Times as people say them, in the organisation's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}


@dataclass(frozen=True)
class Times:
    """Speaks of times as seen at `now` (aware) in `zone`."""

    now: datetime
    zone: ZoneInfo

    def day(self, at: datetime) -> str:
        """ "Tuesday 3 March", with the year when it is another one."""
        local = at.astimezone(self.zone)
        year = "" if local.year == self.now.astimezone(self.zone).year else f" {local.year}"
        return f"{local:%A} {local.day} {local:%B}{year}"

    def near(self, at: datetime) -> str:
        """ "today" or "tomorrow" where that is so, else the empty text."""
        apart = (at.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()).days
        return _NEAR.get(apart, "")

    def hour(self, at: datetime) -> str:
        """ "9am", "2.15pm": as it is written on a poster."""
        local = at.astimezone(self.zone)
        minutes = f".{local.minute:02}" if local.minute else ""
        return f"{(local.hour - 1) % 12 + 1}{minutes}{'am' if local.hour < 12 else 'pm'}"

    def clock(self, at: datetime) -> str:
        """ "14:05": as it stands on a phone."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def attribute(self, at: datetime) -> str:
        """For the `datetime` of a `<time>`."""
        return at.astimezone(self.zone).isoformat(timespec="minutes")


def tomorrow_at(hour: int, now: datetime, zone: ZoneInfo) -> datetime:
    """That full hour of the next local day."""
    local = now.astimezone(zone)
    return datetime(local.year, local.month, local.day, hour, tzinfo=zone) + timedelta(days=1)
