"""Running a sender in a test, for as long as the test needs it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import func, select

from bot.clock import Clock
from bot.delivery.counts import Counts
from bot.delivery.gate import TemplateFor
from bot.delivery.sender import Sender
from bot.model.message import ChannelName, TemplateCall
from bot.store.store import Store
from bot.store.tables import outbox
from tests.delivery_people import NEVER_QUIET, a_clock
from tests.doubles.channel import FakeChannel

LONGEST = 10.0  # seconds until a test gives up


def no_template(name: str, language: str, channel: ChannelName, values: tuple[str, ...]) -> TemplateCall | None:
    return None


def a_sender(store: Store, *channels: FakeChannel, **given: Any) -> Sender:  # Any: any argument of Sender
    """A sender for these channels, at noon, that never is quiet and has no templates, unless told otherwise."""
    clock: Clock = given.pop("clock", None) or a_clock()
    template_for: TemplateFor = given.pop("template_for", no_template)
    return Sender(
        store,
        {channel.name: channel for channel in channels},
        clock,
        given.pop("quiet", NEVER_QUIET),
        template_for,
        given.pop("policy", {}),
        given.pop("owner", "one"),
        given.pop("counts", None) or Counts(),
    )


@asynccontextmanager
async def running(*senders: Sender) -> AsyncIterator[None]:
    """The senders run meanwhile, and end in good order."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(sender.run(stop)) for sender in senders]
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), LONGEST)


async def until(so: Callable[[], bool]) -> None:
    """Waits for something that happens in other tasks or threads."""
    async with asyncio.timeout(LONGEST):
        while not so():
            await asyncio.sleep(0.005)


async def killed(sender: Sender, when: Callable[[], bool]) -> None:
    """The sender dies without a word as soon as `when`."""
    task = asyncio.create_task(sender.run(asyncio.Event()))
    await until(when)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def send_all(store: Store, sender: Sender) -> None:
    """Run the sender until nothing waits that is due, nor is in flight."""

    async def whole() -> None:
        async with running(sender):
            await until(lambda: _settled(store, sender))

    asyncio.run(whole())


def _settled(store: Store, sender: Sender) -> bool:
    open_ones = select(func.count()).where(
        (outbox.c.status == "attempting") | ((outbox.c.status == "waiting") & (outbox.c.due <= sender.clock.now()))
    )
    with store.read() as tx:
        return tx.connection.execute(open_ones).scalar_one() == 0
