"""Tells a provider where its webhooks go: at the start, beside everything else, until it has heard."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from bot.model.channel import OutcomeUnknown, Registered, SendError

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)


async def register(
    channel: Registered, public_url: str | None, stop: asyncio.Event, wait: timedelta = FIRST_WAIT
) -> None:
    """Webhooks go to `public_url` from now on; None: nowhere. A provider that will not have it needs a person."""
    while not stop.is_set():
        try:
            await channel.register(public_url)
        except SendError as error:
            facts = {"error": type(error).__name__, "why": error.reason}
            if not (error.retryable or isinstance(error, OutcomeUnknown)):  # asking twice does no harm here
                log.error("the provider does not take our address for webhooks", extra=facts)
                return
            log.warning("our address for webhooks is not registered yet, trying again", extra=facts)
        else:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait.total_seconds())
        wait = min(wait * 2, LONGEST_WAIT)
