"""The end of messages to an address, however we learn of it: by STOP, or from the provider."""

from datetime import datetime

from bot.model.contact import Address, Contact, MayNot, OptOut
from bot.store import consents, contacts, outbox
from bot.store.consents import MESSAGES, UPDATES, Consent
from bot.store.store import Tx

BY_MESSAGE, AT_PROVIDER = "message", "provider"


def opt_out(tx: Tx, contact: Contact, address: Address, what: OptOut, now: datetime, *, how: str = BY_MESSAGE) -> None:
    """Nothing more goes there but answers and the one confirmation; what waits is cancelled; the ledger knows.

    The contact's row is locked by the caller.
    """
    everything = OptOut.EVERYTHING in (what, address.opted_out)
    if what is OptOut.EVERYTHING:
        outbox.cancel_all(tx, address.id, MayNot.STOPPED, now)
    else:
        outbox.cancel_updates(tx, address.id, MayNot.STOPPED_UPDATES, now)
    contacts.set_address(tx, address.id, opted_out=OptOut.EVERYTHING if everything else what, held=False)
    purpose = MESSAGES if what is OptOut.EVERYTHING else UPDATES
    consents.add(tx, _row(contact, address, purpose, now, given=False, how=how))


def opt_in(tx: Tx, contact: Contact, address: Address, now: datetime) -> None:
    """They said START: messages may go again."""
    contacts.set_address(tx, address.id, opted_out=OptOut.NOTHING, held=False)
    contacts.set_contact(tx, contact.id, paused_until=None)
    consents.add(tx, _row(contact, address, MESSAGES, now, given=True, how=BY_MESSAGE))


def _row(contact: Contact, address: Address, purpose: str, now: datetime, *, given: bool, how: str) -> Consent:
    words = "START" if given else "STOP"
    return Consent(
        contact_id=contact.id,
        address_id=address.id,
        purpose=purpose,
        given=given,
        wording=words.lower(),
        words=words if how == BY_MESSAGE else "",
        language=contact.language,
        channel=address.channel,
        at=now,
        how=how,
    )
