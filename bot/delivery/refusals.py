"""People who blocked us or stopped marketing at the provider: it counts as STOP here too."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivery.opting import AT_PROVIDER, opt_out
from bot.model.contact import OptOut
from bot.model.message import Refusal
from bot.store import contacts
from bot.store.store import Store


def note(store: Store, refusals: Sequence[Refusal], now: datetime) -> int:
    """How many of `refusals` are from people we know; their address is opted out and what waits is cancelled."""
    if not refusals:
        return 0
    with store.write() as tx:
        blinds = {tx.blind(refusal.channel, refusal.address): refusal for refusal in refusals}
        contacts.lock(tx, list(blinds))
        known = contacts.standing(tx, list(blinds))  # read after the lock, or a turn just finished is not seen
        for blind, standing in known.items():
            what = OptOut.UPDATES if blinds[blind].updates_only else OptOut.EVERYTHING
            opt_out(tx, standing.contact, standing.address, what, now, how=AT_PROVIDER)
    return len(known)
