"""Opting out and in: by address, in the ledger, and at once for everything that waits."""

from datetime import datetime

from bot.delivery import outbox
from bot.model.contact import Address, Contact, OptOut
from bot.store import consents, contacts
from bot.store.consents import MESSAGES, Consent
from bot.store.store import Tx

UPDATES = "updates"


def opt_out(tx: Tx, contact: Contact, address: Address, what: OptOut, now: datetime) -> None:
    """Nothing more goes to this address but answers and the one confirmation; what waits is cancelled."""
    if what is OptOut.UPDATES:
        outbox.cancel_updates(tx, address.id, now)
    else:
        outbox.cancel_all(tx, address.id, now)
    kept = OptOut.EVERYTHING if address.opted_out is OptOut.EVERYTHING else what
    contacts.set_address(tx, address.id, opted_out=kept, held=False)
    _note(tx, contact, address, UPDATES if what is OptOut.UPDATES else MESSAGES, now, given=False)


def opt_in(tx: Tx, contact: Contact, address: Address, now: datetime) -> None:
    """They said START: messages may go again."""
    contacts.set_address(tx, address.id, opted_out=OptOut.NOTHING, held=False)
    contacts.set_contact(tx, contact.id, paused_until=None)
    _note(tx, contact, address, MESSAGES, now, given=True)


def _note(tx: Tx, contact: Contact, address: Address, purpose: str, now: datetime, *, given: bool) -> None:
    words = "START" if given else "STOP"
    row = Consent(
        contact_id=contact.id,
        address_id=address.id,
        purpose=purpose,
        given=given,
        wording=words.lower(),
        words=words,
        language=contact.language,
        channel=address.channel,
        at=now,
        how="message",
    )
    consents.add(tx, row)
