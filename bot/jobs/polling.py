"""Asks a channel for what came, when there is no public address for its webhooks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.model.channel import Polled, SendError, WebhookRequest
from bot.store.store import StoreDown

log = logging.getLogger(__name__)

LONG_POLL = timedelta(seconds=25)
AFTER_TROUBLE = timedelta(seconds=5)


async def poll(channel: Polled, take: Callable[[WebhookRequest], Awaitable[None]], stop: asyncio.Event) -> None:
    """Each delivery goes the way a webhook goes; only what was kept is confirmed to the provider."""
    offset = 0
    while not stop.is_set():
        try:
            deliveries, following = await channel.poll(offset, LONG_POLL)
            for delivery in deliveries:
                await take(delivery)
            offset = following
        except (SendError, StoreDown) as error:
            log.warning("polling failed, trying again", extra={"why": type(error).__name__})
            await asyncio.sleep(AFTER_TROUBLE.total_seconds())
