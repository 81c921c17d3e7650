"""What the turns of a batch write at its end: one statement for all of them, not one each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.delivery import outbox
from bot.delivery.speaker import Speaker
from bot.model.contact import Address
from bot.model.message import ChannelName, OutboxRow
from bot.store import consents, contacts
from bot.store.consents import Consent
from bot.store.store import Tx


@dataclass
class Gathered:
    """Nothing in here is in the store yet: whoever reads what it may hold calls `write` first."""

    contacts: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    consents: list[Consent] = field(default_factory=list)
    rows: list[OutboxRow] = field(default_factory=list)
    channels: dict[int, ChannelName] = field(default_factory=dict)

    def write(self, tx: Tx, speaker: Speaker, now: datetime) -> None:
        """Into the store with it; what is gathered from here on is written the next time."""
        contacts.set_contacts(tx, self.contacts)
        consents.add_all(tx, self.consents)
        outbox.put(tx, self.rows, self.channels, now, speaker.quiet)
        for kept in (self.contacts, self.consents, self.rows, self.channels):
            kept.clear()


@dataclass(frozen=True)
class GatheringSpeaker(Speaker):
    """A speaker whose words go out when the batch ends."""

    gathered: Gathered

    def put(self, tx: Tx, rows: Sequence[OutboxRow], to: Address, now: datetime) -> None:
        self.gathered.rows.extend(rows)
        self.gathered.channels[to.id] = to.channel


def gathering(speaker: Speaker) -> GatheringSpeaker:
    """The same speaker, with something to gather in."""
    return GatheringSpeaker(speaker.book, speaker.quiet, speaker.limits, Gathered())
