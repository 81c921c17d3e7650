"""Where an effect takes place: the open transaction, the person, their phone, and the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.apply.gathered import Gathered, GatheringSpeaker
from bot.model.contact import Address, Contact
from bot.store.store import Tx


@dataclass(frozen=True)
class ShownWords:
    """A consent question as the person saw it."""

    wording: str
    words: str
    language: str


@dataclass(frozen=True)
class World:
    """`shown` holds the consent questions answered in this conversation, by name."""

    tx: Tx
    speaker: GatheringSpeaker
    contact: Contact
    address: Address
    now: datetime
    inbound_id: int
    shown: Mapping[str, ShownWords]

    @property
    def gathered(self) -> Gathered:
        return self.speaker.gathered

    def settle(self) -> None:
        """Write what is gathered: what comes next reads it, or takes it back."""
        self.gathered.write(self.tx, self.speaker, self.now)
