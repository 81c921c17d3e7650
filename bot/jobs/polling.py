"""Asks a channel for what came, when there is no public address for its webhooks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from bot.model.channel import Polled, SendError, WebhookRequest
from bot.store.store import StoreDown

log = logging.getLogger(__name__)

LONG_POLL = timedelta(seconds=25)
AFTER_TROUBLE = timedelta(seconds=5)

Take = Callable[[WebhookRequest], Awaitable[None]]


async def poll(channel: Polled, take: Take, stop: asyncio.Event, pause: timedelta = AFTER_TROUBLE) -> None:
    """Each delivery goes the way a webhook goes; only what was kept is confirmed to the provider."""
    offset = 0
    while not stop.is_set():
        try:
            offset = await _round(channel, take, offset, stop)
        except (SendError, StoreDown) as error:
            log.warning("polling failed, trying again", extra={"why": type(error).__name__})
            await _rest(stop, pause)
        except Exception as error:
            log.error("polling stumbled, trying again", extra={"error": type(error).__name__})
            await _rest(stop, pause)


async def _round(channel: Polled, take: Take, offset: int, stop: asyncio.Event) -> int:
    """The offset that confirms what was taken; a long poll is given up when it is time to stop."""
    asking = asyncio.ensure_future(channel.poll(offset, LONG_POLL))
    ending = asyncio.ensure_future(stop.wait())
    await asyncio.wait({asking, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if not asking.done():
        asking.cancel()
        await asyncio.wait({asking})
        return offset
    deliveries, following = asking.result()
    for delivery in deliveries:
        await take(delivery)
    return following


async def _rest(stop: asyncio.Event, pause: timedelta) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), pause.total_seconds())
