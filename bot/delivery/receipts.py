"""A channel's later word on sent messages: it only ever moves a message forward."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivery.counts import COUNTS, Count, Counts
from bot.model.message import RECEIPT_RANK, Receipt
from bot.store import receipts as shelf
from bot.store.receipts import Noted
from bot.store.store import Store, Tx


def note(store: Store, receipts: Sequence[Receipt], now: datetime, counts: Counts = COUNTS) -> int:
    """How many of `receipts` are about messages of ours; the others are counted and forgotten.

    A receipt may come before the send is recorded: the later record then leaves it as it is. A person's opt-out
    comes as a refusal beside the receipt (`bot.delivery.refusals`).
    """
    if not receipts:
        return 0
    # The furthest first: of "sent, read" in one delivery only "read" is left to write.
    furthest = sorted(receipts, key=lambda receipt: RECEIPT_RANK.get(receipt.status, 0), reverse=True)
    with store.write() as tx:
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
        if RECEIPT_RANK.get(receipt.status, 0) > RECEIPT_RANK.get(noted.status, 0):
            shelf.move(tx, noted.id, receipt, now)
            noted = noted._replace(status=receipt.status)
        stands[found.id] = noted
    return sum(found is not None for found in about)
