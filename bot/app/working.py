"""What works beside the web: sender, calendar, and what channels need besides webhooks."""

import asyncio
from datetime import timedelta
from functools import partial

from bot.app.parts import Parts, policies
from bot.delivery.reconcile import reconcile
from bot.events import sign_ups
from bot.jobs import calendar, gaps, polling, registering
from bot.jobs.calendar import Recurring
from bot.model.channel import Channel, Polled, Registered
from bot.model.message import ChannelName


async def work(parts: Parts) -> None:
    """Sender, calendar, and what the channels need beside webhooks, until `parts.stopping` is set."""
    lines = [_line(parts, name, channel) for name, channel in parts.channels.items()]
    await asyncio.gather(parts.sender.run(parts.stopping), calendar.keep(recurring(parts), parts.stopping), *lines)


def recurring(parts: Parts) -> list[Recurring]:
    """The calendar of this installation."""

    async def end_offers() -> None:
        await asyncio.to_thread(_end_offers, parts)

    async def receive_missing() -> None:
        await gaps.receive_missing(parts.channels.values(), parts.store, parts.clock, parts.road.receive)

    async def settle_unknown() -> None:
        await reconcile(parts.store, parts.channels, parts.clock, policies(parts.settings))

    return [
        Recurring("offers that end", timedelta(seconds=1), end_offers),
        Recurring("gaps", timedelta(minutes=5), receive_missing),
        Recurring("unknown sends", timedelta(minutes=1), settle_unknown),
    ]


async def _line(parts: Parts, name: ChannelName, channel: Channel) -> None:
    """Tell the provider where its webhooks go; with no public address for them, poll."""
    polls = isinstance(channel, Polled) and not parts.settings.public_url.startswith("https://")
    if isinstance(channel, Registered):
        await registering.register(channel, None if polls else parts.settings.public_url, parts.stopping)
    if isinstance(channel, Polled) and polls:
        await polling.poll(channel, partial(parts.door.take_polled, name), parts.stopping)


def _end_offers(parts: Parts) -> None:
    with parts.store.write() as tx:
        sign_ups.end_offers(tx, parts.speaker, parts.clock.now())
