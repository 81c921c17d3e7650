"""What is to be said goes in here, in the same transaction as its cause; what must no longer be said comes out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.model.contact import MayNot
from bot.model.message import ChannelName, DeliveryStatus, OutboxRow, Purpose
from bot.model.quiet import QuietHours
from bot.store import outbox as shelf
from bot.store.outbox import Fate
from bot.store.store import Tx

TOO_LATE = "it would have come too late"
NOT_GOING = "they are no longer going"


def put(
    tx: Tx,
    rows: Sequence[OutboxRow],
    channels: Mapping[int, ChannelName],
    now: datetime,
    quiet: QuietHours,
) -> None:
    """Keep `rows` in their order; `channels` has the channel of each address by its id.

    Quiet hours put off everything but answers. What would come too late is kept as expired; an answer to the
    REST channel as sent, for it goes out with the response to the message it answers.
    """
    shelf.put(tx, _fates(rows, channels, now, quiet), now)


def cancel_all(tx: Tx, address_id: int, now: datetime) -> int:
    """They said stop: how many waiting messages were cancelled. Answers, and so the confirmation, still go."""
    return shelf.cancel_all(tx, address_id, MayNot.STOPPED, now)


def cancel_updates(tx: Tx, address_id: int, now: datetime) -> int:
    """They stopped updates: how many waiting ones were cancelled."""
    return shelf.cancel_updates(tx, address_id, MayNot.STOPPED_UPDATES, now)


def cancel_about(tx: Tx, contact_id: int, event_id: int, now: datetime) -> int:
    """They left the event: how many waiting reminders of it were cancelled."""
    return shelf.cancel_about(tx, contact_id, event_id, NOT_GOING, now)


def _fates(
    rows: Sequence[OutboxRow], channels: Mapping[int, ChannelName], now: datetime, quiet: QuietHours
) -> Iterator[Fate]:
    for row in rows:
        channel = channels[row.address_id]
        if row.purpose is Purpose.ANSWER:
            answered = channel is ChannelName.REST and row.inbound_id is not None and row.due <= now
            status = DeliveryStatus.SENT if answered else DeliveryStatus.WAITING
            yield Fate(row, channel, row.due, status)
            continue
        due = quiet.over(row.due) or row.due
        if row.expires is not None and row.expires <= due:
            yield Fate(row, channel, due, DeliveryStatus.EXPIRED, TOO_LATE)
        else:
            yield Fate(row, channel, due)
