"""Finds messages the provider has and we have not: Twilio hardly retries a webhook that failed."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.model.channel import Channel, SendError
from bot.model.message import InboundMessage

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(hours=2)  # longer than any outage a provider's own retries do not cover

Receive = Callable[[Sequence[InboundMessage]], Awaitable[object]]


async def receive_missing(channels: Iterable[Channel], clock: Clock, receive: Receive) -> None:
    """Take everything the providers list; what was kept before is known by its id and has no second effect."""
    since = clock.real() - LOOK_BACK
    for channel in channels:
        missing = await _listed(channel, since)
        if missing:
            await receive(missing)


async def _listed(channel: Channel, since: datetime) -> list[InboundMessage]:
    try:
        listed = await channel.listed(inbound=True, since=since)
    except SendError as error:
        log.warning("the provider's list could not be read", extra={"channel": channel.name, "why": error.reason})
        return []
    in_order = sorted(listed or (), key=lambda one: one.at or since)
    return [InboundMessage(channel.name, channel.account, one.provider_id, one.address, one.text) for one in in_order]
