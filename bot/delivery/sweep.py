"""Looking after messages whose sender died: what only waited is free again, what was attempted is unknown."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.counts import Count, Counts
from bot.delivery.verdict import MOST_ATTEMPTS, SENT_AGAIN
from bot.model.message import ChannelName, DeliveryStatus
from bot.model.task import TaskKind
from bot.store import orphans, pace, tasks
from bot.store.orphans import Orphan
from bot.store.store import Store, Tx

log = logging.getLogger(__name__)

RESEND = "resend"
BROKEN_OFF = "Sending was broken off. It may have been sent."
FORGET_PACE_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Sweep:
    """Runs in any thread, beside other processes' sweeps."""

    store: Store
    clock: Clock
    policy: Mapping[ChannelName, str]
    owner: str
    counts: Counts

    def own(self) -> None:
        """At the start: what this process held when it last ended, so nothing has to wait for a lease."""
        with self.store.write() as tx:
            while found := orphans.own(tx, self.owner):
                self._settle(tx, found)

    def expired(self, held: frozenset[int]) -> None:
        """Every few seconds: whatever nobody has held since its lease ended, but for what we hold ourselves."""
        real = self.clock.real()
        with self.store.read() as tx:
            if not orphans.any_expired(tx, real):
                return
        with self.store.write() as tx:
            self._settle(tx, [orphan for orphan in orphans.expired(tx, real) if orphan.id not in held])
            pace.forget(tx, (real - FORGET_PACE_AFTER).timestamp())

    def release(self, outbox_ids: Iterable[int]) -> None:
        """Let others have what waits for a slot."""
        with self.store.write() as tx:
            orphans.let_go(tx, outbox_ids)

    def _settle(self, tx: Tx, found: Iterable[Orphan]) -> None:
        now = self.clock.now()
        attempted = [orphan for orphan in found if orphan.status is DeliveryStatus.ATTEMPTING]
        again = [orphan for orphan in attempted if may_resend(orphan, self.policy)]
        parked = [orphan for orphan in attempted if not may_resend(orphan, self.policy)]
        orphans.let_go(tx, [orphan.id for orphan in found])
        orphans.become(tx, [orphan.id for orphan in again], DeliveryStatus.WAITING, SENT_AGAIN, now)
        orphans.become(tx, [orphan.id for orphan in parked], DeliveryStatus.UNKNOWN, BROKEN_OFF, now)
        for orphan in parked:
            ask_staff(tx, orphan, now)
        self.counts.add(Count.ORPHANED, len(attempted))
        self.counts.add(Count.UNKNOWN, len(parked))
        if attempted:
            log.warning("messages were left behind by a sender that died", extra={"messages": len(attempted)})


def may_resend(orphan: Orphan, policy: Mapping[ChannelName, str]) -> bool:
    """Whether its channel's policy is to send again; a message that keeps killing its sender is parked."""
    return policy.get(orphan.channel) == RESEND and orphan.attempts < MOST_ATTEMPTS


def ask_staff(tx: Tx, orphan: Orphan, now: datetime) -> None:
    """One task a message: somebody may find out whether it came."""
    tasks.add(
        tx,
        TaskKind.UNKNOWN_SEND,
        now,
        details=orphan.reason or BROKEN_OFF,
        contact_id=orphan.contact_id,
        outbox_id=orphan.id,
        key=f"unknown:{orphan.id}",
    )
