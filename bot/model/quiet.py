"""Quiet hours: when a message that is not an answer has to wait."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.message import Purpose


@dataclass(frozen=True)
class QuietHours:
    """From `begin` to `end`, local time; may pass midnight. The two alike: no quiet hours."""

    begin: time
    end: time
    zone: ZoneInfo

    def over(self, now: datetime) -> datetime | None:
        """When quiet hours that hold at `now` (aware) end, in UTC; None when they do not hold."""
        local = now.astimezone(self.zone)
        if not self._holds(local.time()):
            return None
        day = local.date() if local.time() < self.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.end, self.zone).astimezone(ZoneInfo("UTC"))

    def _holds(self, local: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= local < self.end
        return local >= self.begin or local < self.end


def may_go_from(purpose: Purpose, due: datetime, hours: QuietHours) -> datetime:
    """When a message due then may go: an answer at once, anything else after quiet hours."""
    if purpose is Purpose.ANSWER:
        return due
    return hours.over(due) or due
