"""One transaction of the sender: what came of the last messages is recorded, the next ones are claimed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.clock import Clock
from bot.delivery import gate
from bot.delivery.counts import Count, Counts
from bot.delivery.gate import TemplateFor
from bot.delivery.recording import count_of, record
from bot.delivery.verdict import Going, TaskFor, Verdict
from bot.model.channel import Pace
from bot.model.contact import Address, may_write_to
from bot.model.message import ChannelName, DeliveryStatus
from bot.model.quiet import QuietHours
from bot.model.task import TaskKind
from bot.store import contacts, pace, sending
from bot.store.sending import Claim, Due, Outcome
from bot.store.store import Store, Tx

LEASE = timedelta(seconds=12)  # outlives a database that is gone for ten seconds
HORIZON = 0.5  # seconds: only what gets a slot within them is claimed
MOST_AT_A_TIME = 64
LEAD = 0.1  # seconds
SOON = 0.1  # seconds: a slot so near is attempted in the claim's own transaction
NO_TEMPLATE = "No approved template says this, and it is more than a day since they wrote."


class Look(NamedTuple):
    """A channel with room for more messages."""

    channel: ChannelName
    key: str
    pace: Pace
    room: int


class Claimed(NamedTuple):
    """What a look brought: messages to send at once, messages whose slot is to come, and when the pace lets more."""

    found: int = 0
    attempting: tuple[Going, ...] = ()
    parked: tuple[Going, ...] = ()
    paced_until: float = 0.0


@dataclass(frozen=True)
class Work:
    """What one transaction has to do. `held` are ids whose lease is to be renewed."""

    verdicts: Sequence[Verdict] = ()
    ready: Sequence[Going] = ()
    looks: Sequence[Look] = ()
    held: Sequence[int] = ()


@dataclass(frozen=True)
class News:
    """What it brought: which of the ready messages are now attempted, and what was claimed on each channel."""

    started: frozenset[int]
    claimed: Mapping[ChannelName, Claimed]


@dataclass
class Rounds:
    """Runs the transactions, in any thread but one at a time."""

    store: Store
    clock: Clock
    quiet: QuietHours
    template_for: TemplateFor
    owner: str
    carried: frozenset[ChannelName]
    counts: Counts
    _happened: Counter[Count] = field(default_factory=Counter)

    def run(self, work: Work) -> News:
        """Raises StoreDown, and then nothing has happened."""
        self._happened.clear()
        claim = self.claim()
        with self.store.write() as tx:
            record(tx, work.verdicts, claim, self.clock.real().timestamp())
            if work.held:
                sending.renew(tx, work.held, claim)
            started = sending.attempt(tx, [going.message.id for going in work.ready], claim)
            claimed = {look.channel: self._claim(tx, look, claim) for look in work.looks}
        self._count(work.verdicts, claim.now)
        return News(started, claimed)

    def claim(self) -> Claim:
        return Claim(self.owner, self.clock.real() + LEASE, self.clock.now())

    def due(self, channels: Iterable[ChannelName]) -> Mapping[ChannelName, tuple[bool, datetime | None]]:
        """Whether anything is due on each channel, and when the next will be; takes no lock."""
        now = self.clock.now()
        with self.store.read() as tx:
            return {channel: sending.next_due(tx, channel, now) for channel in channels}

    def _claim(self, tx: Tx, look: Look, claim: Claim) -> Claimed:
        real = self.clock.real().timestamp()
        ahead = pace.ahead(tx, look.key, real)
        if ahead >= HORIZON:
            return Claimed(paced_until=real + ahead - HORIZON / 2)
        paced = max(1, int((HORIZON - ahead) * look.pace.account))
        most = min(look.room, MOST_AT_A_TIME, paced)
        found = sending.due(tx, look.channel, claim.now, most)
        going = self._slots(tx, look, self._shaped(tx, look, found, claim), real)
        soon = tuple(each for each in going if each.slot <= real + SOON)
        later = tuple(each for each in going if each.slot > real + SOON)
        sending.attempt(tx, [each.message.id for each in soon], claim)
        sending.hold(tx, [each.message.id for each in later], claim)
        full = going and len(found) == most == paced
        return Claimed(len(found), soon, later, going[-1].slot + 1 / look.pace.account - HORIZON / 2 if full else 0.0)

    def _slots(self, tx: Tx, look: Look, going: Sequence[Going], real: float) -> list[Going]:
        if not going:
            return []
        a_second = look.pace.account
        # A crowd starts a moment later: its first slots would be over before the commit, and all of them go at once.
        crowd = len(going) > 4 and len(going) / a_second >= LEAD
        slots = pace.reserve(tx, look.key, len(going), a_second, real + LEAD if crowd else real)
        if look.pace.address is None:
            return [each._replace(slot=slot) for each, slot in zip(going, slots, strict=True)]
        keys = [f"chat:{look.channel}:{each.message.address.id}" for each in going]
        chats = pace.reserve_chats(tx, keys, look.pace.address, real)
        return [each._replace(slot=max(slot, chats[key])) for each, slot, key in zip(going, slots, keys, strict=True)]

    def _shaped(self, tx: Tx, look: Look, found: Iterable[Due], claim: Claim) -> list[Going]:
        """Those that may go, in the shape their channel gets; what becomes of the others is recorded."""
        going: list[Going] = []
        others: list[Verdict] = []
        for message in found:
            stopped = gate.why_not(message, claim.now, self.quiet)
            outbound = None if stopped else gate.shape(message, self.template_for, claim.now)
            if outbound is not None:
                going.append(Going(message, outbound, look.key))
            else:
                others.append(Verdict(stopped) if stopped else self._elsewhere(tx, message, claim.now))
        record(tx, others, claim, 0.0)
        self._happened.update(count_of(verdict, gated=True) for verdict in others)
        return going

    def _elsewhere(self, tx: Tx, message: Due, now: datetime) -> Verdict:
        """To another address the person gave; without one, before staff."""
        other = next(self._open_addresses(tx, message, now), None)
        if other is not None:
            return Verdict(Outcome(message, DeliveryStatus.WAITING, due=now, to=other))
        task = TaskFor(TaskKind.NEEDS_TEMPLATE, f"needs-template:{message.id}")
        return Verdict(Outcome(message, DeliveryStatus.NEEDS_TEMPLATE, NO_TEMPLATE), task)

    def _open_addresses(self, tx: Tx, message: Due, now: datetime) -> Iterator[Address]:
        for standing in contacts.standing_of(tx, message.contact.id):
            to = standing.address
            may = may_write_to(to, standing.contact, message.purpose, now) is None
            another = to.id != message.address.id and to.channel in self.carried
            if may and another and gate.window_open(to.channel, to.window_until, now):
                yield to

    def _count(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        self._happened.update(count_of(verdict, gated=False) for verdict in verdicts)
        late = sum(verdict.outcome.status is DeliveryStatus.SENT and _is_late(verdict, now) for verdict in verdicts)
        self._happened[Count.LATE] += late
        for what, times in self._happened.items():
            self.counts.add(what, times)


def _is_late(verdict: Verdict, now: datetime) -> bool:
    return now - verdict.outcome.message.due > timedelta(seconds=5)
