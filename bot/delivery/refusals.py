"""People who blocked us or stopped marketing at the provider: it counts as STOP here too."""

from collections.abc import Sequence
from datetime import datetime

from bot.model.contact import MayNot, OptOut
from bot.model.message import Refusal
from bot.store import contacts, outbox
from bot.store.contacts import Standing
from bot.store.store import Store, Tx


def note(store: Store, refusals: Sequence[Refusal], now: datetime) -> int:
    """How many of `refusals` are from people we know; their address is opted out and what waits is cancelled."""
    if not refusals:
        return 0
    with store.write() as tx:
        blinds = {tx.blind(refusal.channel, refusal.address): refusal for refusal in refusals}
        contacts.lock(tx, list(blinds))
        known = contacts.standing(tx, list(blinds))  # read after the lock, or a turn just finished is not seen
        for blind, standing in known.items():
            _opt_out(tx, standing, blinds[blind], now)
    return len(known)


def _opt_out(tx: Tx, standing: Standing, refusal: Refusal, now: datetime) -> None:
    address = standing.address
    if not refusal.updates_only:
        contacts.set_address(tx, address.id, opted_out=OptOut.EVERYTHING, held=False)
        outbox.cancel_all(tx, address.id, MayNot.STOPPED, now)
        return
    if address.opted_out is OptOut.NOTHING:
        contacts.set_address(tx, address.id, opted_out=OptOut.UPDATES)
    outbox.cancel_updates(tx, address.id, MayNot.STOPPED_UPDATES, now)
