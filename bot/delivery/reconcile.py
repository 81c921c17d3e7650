"""Finding out what became of messages nobody knows were sent, from the provider's own list."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.counts import COUNTS, Count, Counts
from bot.delivery.sweep import ask_staff, may_resend
from bot.delivery.verdict import SENT_AGAIN
from bot.model.channel import Channel, ListedMessage, SendError
from bot.model.message import RECEIPT_RANK, ChannelName, DeliveryStatus, Receipt
from bot.store import orphans
from bot.store.orphans import Orphan
from bot.store.store import Store, Tx

log = logging.getLogger(__name__)

UNKNOWN_FOR = timedelta(minutes=1)  # sooner the answer, a receipt or the list may still be on its way
EARLIER = timedelta(minutes=10)  # the provider's clock may differ, and a send may take its time
NO_POLICY: Mapping[ChannelName, str] = {}


async def reconcile(
    store: Store,
    channels: Mapping[ChannelName, Channel],
    clock: Clock,
    policy: Mapping[ChannelName, str] = NO_POLICY,
    counts: Counts = COUNTS,
) -> int:
    """How many messages were settled. Those not listed go by `policy`: sent again, once, or put before staff."""
    now = clock.now()
    waiting = await asyncio.to_thread(_unknown, store, now)
    settled = 0
    for name, unknown in _by_channel(waiting).items():
        listed = await _listed(channels.get(name), min(orphan.changed for orphan in unknown) - clock.ahead)
        if listed is not None:
            settled += await asyncio.to_thread(_settle, store, name, listed, clock)
        await asyncio.to_thread(_go_by_policy, store, name, policy, now)
    counts.add(Count.RECONCILED, settled)
    return settled


def _unknown(store: Store, now: datetime) -> Sequence[Orphan]:
    with store.write() as tx:  # its rows are locked while they are read, which a read transaction may not do
        return orphans.unknown(tx, now - UNKNOWN_FOR)


async def _listed(channel: Channel | None, changed: datetime) -> Sequence[ListedMessage] | None:
    if channel is None:
        return None
    try:
        return await channel.listed(inbound=False, since=changed - EARLIER)
    except SendError as error:
        log.warning("a provider did not list its messages", extra={"error": type(error).__name__})
        return None


def _settle(store: Store, name: ChannelName, listed: Sequence[ListedMessage], clock: Clock) -> int:
    with store.write() as tx:
        known = orphans.known_ids(tx, name, [each.provider_id for each in listed])
        there: dict[tuple[str, str], list[ListedMessage]] = defaultdict(list)
        for each in listed:
            if each.provider_id not in known:
                there[(each.address, each.text)].append(each)
        unknown = [orphan for orphan in orphans.unknown(tx, clock.now() - UNKNOWN_FOR) if orphan.channel is name]
        return sum(_found_out(tx, orphan, there[(orphan.address, orphan.text)], clock.now()) for orphan in unknown)


def _found_out(tx: Tx, orphan: Orphan, listed: list[ListedMessage], now: datetime) -> bool:
    if not listed:
        return False
    each = listed.pop(0)  # two alike messages are two in the list
    word = each.status
    if word is None or RECEIPT_RANK.get(word.status, 0) <= RECEIPT_RANK[DeliveryStatus.SENT]:
        word = Receipt(orphan.channel, "", each.provider_id, DeliveryStatus.SENT)
    return orphans.found_out(tx, orphan.id, word, now)


def _go_by_policy(store: Store, name: ChannelName, policy: Mapping[ChannelName, str], now: datetime) -> None:
    with store.write() as tx:
        left = [orphan for orphan in orphans.unknown(tx, now - UNKNOWN_FOR) if orphan.channel is name]
        again = [orphan for orphan in left if may_resend(orphan, policy) and orphan.reason != SENT_AGAIN]
        orphans.become(tx, [orphan.id for orphan in again], DeliveryStatus.WAITING, SENT_AGAIN, now)
        for orphan in left:
            if orphan not in again:
                ask_staff(tx, orphan, now)


def _by_channel(unknown: Sequence[Orphan]) -> Mapping[ChannelName, Sequence[Orphan]]:
    sorted_out: dict[ChannelName, list[Orphan]] = defaultdict(list)
    for orphan in unknown:
        sorted_out[orphan.channel].append(orphan)
    return sorted_out
