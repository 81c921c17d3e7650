"""What this process has in hand for one channel: messages being sent, messages waiting for their slot."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.delivery.round import SOON, Claimed, Look
from bot.delivery.verdict import Going
from bot.model.channel import Channel

MOST_AT_ONCE = 64  # sends in flight
READY = 32  # attempted already, so that a free place is filled while the next ones are being recorded
BLOCKED_FOR = 0.25  # seconds: what is due waits for another message of its address


class Lane:
    """Touched by the event loop only. Moments are real ones, in seconds since 1970."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.key = f"{channel.name}:{channel.account}"
        self.permits = asyncio.Semaphore(MOST_AT_ONCE)
        self.attempting: set[int] = set()
        self.parked: dict[int, Going] = {}
        self.look_at = 0.0
        self._paced_until = 0.0
        self._blocked_until = 0.0
        self._saw_due = False

    def look(self) -> Look:
        """How much this lane could take now."""
        room = MOST_AT_ONCE + READY - len(self.attempting) - len(self.parked)
        return Look(self.channel.name, self.key, self.channel.pace, max(0, room))

    def looks_from(self) -> float | None:
        """When to look for more; None while there is no room."""
        return max(self.look_at, self._paced_until) if self.look().room else None

    def starts_from(self) -> float | None:
        """When to begin with what is parked: half a moment early, so that several begin together."""
        return min(going.slot for going in self.parked.values()) - SOON / 2 if self.parked else None

    def ready(self, at: float) -> list[Going]:
        """Parked messages whose slot is near."""
        return [going for going in self.parked.values() if going.slot <= at + SOON]

    def look_again(self) -> None:
        """Something may have been put in the outbox, or something that held others back has gone."""
        self.look_at = self._blocked_until = 0.0

    def take(self, claimed: Claimed, at: float) -> None:
        """Keep what was claimed, and know when to look for more."""
        self.attempting.update(going.message.id for going in claimed.attempting)
        self.parked.update({going.message.id: going for going in claimed.parked})
        self.look_at = at
        self._paced_until = claimed.paced_until
        if self._saw_due and not claimed.found and not claimed.paced_until:
            self._blocked_until = at + BLOCKED_FOR
        self._saw_due = False

    def saw(self, due_now: bool, later: timedelta | None, at: float, at_most: float) -> bool:
        """Whether there is something to claim; if not, when to look again: at most that many seconds later."""
        self._saw_due = due_now and at >= self._blocked_until
        if self._saw_due:
            return True
        wait = at_most if later is None else min(at_most, max(0.0, later.total_seconds()))
        self.look_at = at + wait
        if due_now:  # what is due next may go though what is due now is blocked
            self.look_at = self._blocked_until = min(self.look_at, self._blocked_until)
        return False

    def begin(self, ready: Iterable[Going], started: frozenset[int]) -> list[Going]:
        """Of what was parked, what is really to be sent: the rest was cancelled meanwhile."""
        going = [self.parked.pop(each.message.id) for each in ready if each.message.id in self.parked]
        begun = [each for each in going if each.message.id in started]
        self.attempting.update(each.message.id for each in begun)
        return begun

    def held(self) -> list[int]:
        return [*self.attempting, *self.parked]


def until(later: datetime | None, now: datetime) -> timedelta | None:
    return None if later is None else later - now
