"""What the REST channel's callers fetch: the answers to a message sent again, and what has come due since."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from bot.delivery import gate
from bot.model.message import Bubble, Purpose
from bot.model.quiet import QuietHours
from bot.store import handing, outbox, sending
from bot.store.sending import Claim, Outcome
from bot.store.store import Store

Handed: TypeAlias = tuple[int, int, Bubble, Purpose]  # address, message, what it says, why it goes out


def answers_of(store: Store, inbound_id: int) -> tuple[Bubble, ...]:
    """What was answered to that message: a caller who asks again gets the same."""
    with store.read() as tx:
        return outbox.answers_of(tx, inbound_id)


def due(store: Store, address_ids: Sequence[int], now: datetime, quiet: QuietHours) -> tuple[Handed, ...]:
    """What may go to these addresses now, in order; from here on it counts as sent."""
    if not address_ids:
        return ()
    with store.read() as tx:  # nearly always there is nothing, and looking waits for nobody
        if not handing.due(tx, address_ids, now):
            return ()
    with store.write() as tx:
        found = handing.due(tx, address_ids, now)
        stopped: list[Outcome | None] = [gate.why_not(message, now, quiet) for message in found]
        sending.settle(tx, [outcome for outcome in stopped if outcome is not None], Claim("", now, now))
        going = [message for message, outcome in zip(found, stopped, strict=True) if outcome is None]
        handed = handing.hand_over(tx, [message.id for message in going], now)
    return tuple(
        (message.address.id, message.id, message.bubble, message.purpose) for message in going if message.id in handed
    )
