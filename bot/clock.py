"""What time it is. The demo's clock can be moved forward; leases and pace always use real time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """`now` is aware and in UTC. Only the demo moves `ahead`."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """Real time plus `ahead`: for what is due, expiry and quiet hours."""
        return self.real() + self.ahead

    def real(self) -> datetime:
        """Real time, for leases and pace."""
        return datetime.now(UTC)

    def move(self, by: timedelta) -> datetime:
        """The new now. Time only goes forward."""
        if by < timedelta(0):
            raise ValueError(f"the clock only goes forward: {by} is in the past")
        self.ahead += by
        return self.now()
