"""A channel's later word on sent messages: it only ever moves a message forward."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivery.counts import COUNTS, Count, Counts
from bot.model.message import RECEIPT_RANK, DeliveryStatus, Receipt
from bot.store import contacts
from bot.store import receipts as shelf
from bot.store.receipts import Noted
from bot.store.store import Store, Tx

_IS_OUT = frozenset({DeliveryStatus.SENT, DeliveryStatus.UNKNOWN})
_TO_COME = frozenset({DeliveryStatus.WAITING, DeliveryStatus.ATTEMPTING, DeliveryStatus.NEEDS_TEMPLATE})

_SAYS_NOTHING_NEW = frozenset({DeliveryStatus.SENT, DeliveryStatus.FAILED})


def note(store: Store, receipts: Sequence[Receipt], now: datetime, counts: Counts = COUNTS) -> int:
    """How many of `receipts` are about messages of ours; the others are counted and forgotten.

    A receipt may come before the send is recorded: the later record then leaves it as it is. A person's opt-out
    comes as a refusal beside the receipt (`bot.delivery.refusals`).
    """
    if not receipts:
        return 0
    # The furthest first: of "sent, read" in one delivery only "read" is left to write.
    furthest = sorted(receipts, key=lambda receipt: RECEIPT_RANK.get(receipt.status, 0), reverse=True)
    shut = [receipt for receipt in receipts if receipt.window_closed]
    with store.write() as tx:
        if shut:  # contacts are locked before their messages, as everywhere
            contacts.lock_contacts(tx, shelf.contacts_of(tx, shut))
        known = _note(tx, furthest, now)
    counts.add(Count.RECEIPTS, known)
    counts.add(Count.UNKNOWN_RECEIPTS, len(receipts) - known)
    return known


def _note(tx: Tx, receipts: Sequence[Receipt], now: datetime) -> int:
    stands: dict[int, Noted] = {}
    about = shelf.about(tx, receipts)
    for receipt, found in zip(receipts, about, strict=True):
        if found is None:
            continue
        noted = stands.get(found.id, found)
        if _is_stale(receipt, noted):
            continue
        if receipt.window_closed and noted.status in _IS_OUT:
            stands[found.id] = _reopen(tx, receipt, noted, now)
            continue
        if RECEIPT_RANK.get(receipt.status, 0) > RECEIPT_RANK.get(noted.status, 0):
            shelf.move(tx, noted.id, receipt, now)
            noted = noted._replace(status=receipt.status)
        stands[found.id] = noted
    return sum(found is not None for found in about)


def _is_stale(receipt: Receipt, noted: Noted) -> bool:
    """Word on an earlier try, after the window was found shut: the message goes anew, as a template."""
    if noted.provider_id != receipt.provider_id:
        return receipt.window_closed and noted.provider_id is not None
    return noted.status in _TO_COME and receipt.status in _SAYS_NOTHING_NEW


def _reopen(tx: Tx, receipt: Receipt, noted: Noted, now: datetime) -> Noted:
    """It waits again, and finds the window shut: a template goes, or staff are asked."""
    contacts.set_address(tx, noted.address_id, window_until=None)
    shelf.reopen(tx, noted.id, receipt, now)
    return noted._replace(status=DeliveryStatus.WAITING, provider_id=receipt.provider_id)
