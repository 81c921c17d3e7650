"""The calendar of recurring work: each kind at its own pace, none stopping another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recurring:
    """Work done again and again, so long apart. It finds what is due by itself, so a missed round loses nothing."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[None]]


async def keep(calendar: Sequence[Recurring], stop: asyncio.Event) -> None:
    """Run all of them until `stop` is set."""
    await asyncio.gather(*(_keep_one(one, stop) for one in calendar))


async def _keep_one(one: Recurring, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await one.work()
        except Exception:
            log.exception("recurring work failed, it is tried again next time", extra={"job": one.name})
        try:
            await asyncio.wait_for(stop.wait(), one.every.total_seconds())
        except TimeoutError:
            continue
