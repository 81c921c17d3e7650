"""Puts words into a contact's language and their channel's shape, as rows for the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import outbox
from bot.language.phrases import Phrasebook
from bot.language.rendering import bubbles
from bot.model.channel import Limits
from bot.model.contact import Address, Contact
from bot.model.message import Bubble, ChannelName, OutboxRow, Purpose
from bot.model.quiet import QuietHours
from bot.model.words import Phrase
from bot.store.store import Tx


@dataclass(frozen=True)
class Notice:
    """Something to tell one contact outside an answer. `key` makes it unique; `template` is its WhatsApp template."""

    phrase: Phrase
    purpose: Purpose
    key: str
    due: datetime
    expires: datetime | None = None
    event_id: int | None = None
    template: str | None = None
    template_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """What every room that tells people things needs; `limits` says what a channel can carry."""

    book: Phrasebook
    quiet: QuietHours
    limits: Callable[[ChannelName, str], Limits]

    def bubbles(self, text: str, to: Address) -> tuple[Bubble, ...]:
        return bubbles(text, (), (), self.limits(to.channel, to.account))

    def tell(self, tx: Tx, contact: Contact, to: Address, notice: Notice, now: datetime) -> None:
        """Put the notice in the outbox, in the contact's language; the same key twice is one message."""
        self.tell_all(tx, (contact, to), [notice], now)

    def tell_all(self, tx: Tx, who: tuple[Contact, Address], notices: Sequence[Notice], now: datetime) -> None:
        """The same for several notices, in one statement."""
        contact, to = who
        rows = [
            _row(notice, part, number, contact, to)
            for notice in notices
            for number, part in enumerate(self.bubbles(self.book.say(notice.phrase, contact.language), to))
        ]
        self.put(tx, rows, to, now)

    def put(self, tx: Tx, rows: Sequence[OutboxRow], to: Address, now: datetime) -> None:
        outbox.put(tx, rows, {to.id: to.channel}, now, self.quiet)


def _row(notice: Notice, part: Bubble, number: int, contact: Contact, to: Address) -> OutboxRow:
    return OutboxRow(
        address_id=to.id,
        contact_id=contact.id,
        purpose=notice.purpose,
        bubble=part,
        key=f"{notice.key}:{number}",
        due=notice.due,
        expires=notice.expires,
        template=notice.template,
        template_values=notice.template_values,
        event_id=notice.event_id,
    )
