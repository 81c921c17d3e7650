"""Finds messages the provider has and we have not: Twilio hardly retries a webhook that failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.model.channel import Channel, ListedMessage, SendError
from bot.model.message import InboundMessage, MessageKind
from bot.store import inbound
from bot.store.store import Store

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(hours=2)  # longer than any outage a provider's own retries do not cover
SETTLED = timedelta(minutes=2)  # its webhook says more (pictures, buttons, STOP answered already), so it goes first

Receive = Callable[[Sequence[InboundMessage]], Awaitable[object]]


async def receive_missing(channels: Iterable[Channel], store: Store, clock: Clock, receive: Receive) -> None:
    """Take what the providers list and we never kept. Raises StoreDown."""
    now = clock.real()
    for channel in channels:
        listed = await _listed(channel, now)
        missing = await asyncio.to_thread(_not_kept, store, listed) if listed else []
        if missing:
            log.warning("messages came without a webhook", extra={"channel": channel.name, "messages": len(missing)})
            await receive(missing)


async def _listed(channel: Channel, now: datetime) -> list[InboundMessage]:
    """In the order they came."""
    since = now - LOOK_BACK
    try:
        listed = await channel.listed(inbound=True, since=since)
    except SendError as error:
        log.warning("the provider's list could not be read", extra={"channel": channel.name, "why": error.reason})
        return []
    settled = [one for one in listed or () if (one.at or since) <= now - SETTLED]
    # Lists begin with the newest and know seconds only: turned round first, what came in one second stays in order.
    turned = settled[::-1]
    return [_message(channel, one) for one in sorted(turned, key=lambda one: one.at or since)]


def _message(channel: Channel, listed: ListedMessage) -> InboundMessage:
    """What the list shows of it: a picture has no words there, and nothing says that it is one."""
    kind = MessageKind.TEXT if listed.text.strip() else MessageKind.UNREAD
    return InboundMessage(channel.name, channel.account, listed.provider_id, listed.address, listed.text, kind)


def _not_kept(store: Store, listed: Sequence[InboundMessage]) -> list[InboundMessage]:
    # Not left to the road, which would know them too: a repeat there opens WhatsApp's service window anew.
    with store.read() as tx:
        return [message for message in listed if inbound.find(tx, message) is None]
