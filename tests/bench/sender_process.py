"""The sender by itself in a process, or the same sends by a bare client; prints one line of JSON."""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.clock import Clock
from bot.delivery.counts import Count, Counts
from bot.delivery.sender import Sender
from bot.model.channel import Channel, Pace
from bot.model.message import Bubble, ChannelName, OutboundMessage
from bot.model.quiet import QuietHours
from bot.store.store import Store
from tests.bench.processes import rss_mb
from tests.bench.server import SECRET
from tests.doubles import whatsapp_cloud
from tests.doubles.channel import FakeChannel

IN_FLIGHT = 64
NEVER = QuietHours(time_of_day(0), time_of_day(0), ZoneInfo("Europe/London"))


def a_channel(given: argparse.Namespace) -> Channel:
    """Twenty ms late in this process, or Meta's API to a pretend Meta in another."""
    if not given.api:
        return FakeChannel(ChannelName.SMS, Pace(given.pace), latency=given.late)
    ours = (whatsapp_cloud.PHONE_ID, whatsapp_cloud.TOKEN, whatsapp_cloud.APP_SECRET, whatsapp_cloud.VERIFY_TOKEN)
    return WhatsAppCloud(CloudAccount(*ours, api_url=given.api), Pace(given.pace))


async def bare(channel: Channel, count: int) -> dict[str, object]:
    """The same sends with the same concurrency and nothing else."""
    left = iter(range(count))

    async def some() -> None:
        for number in left:
            words = Bubble("The clinic opens on Monday.")
            await channel.send(OutboundMessage(number, channel.name, channel.account, f"+44770{number:07}", words))

    begin = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(IN_FLIGHT)))
    return {"per_second": count / (time.perf_counter() - begin)}


async def sending(given: argparse.Namespace, channel: Channel, store: Store) -> dict[str, object]:
    """Until `count` are sent, here or with `--others` by anybody; then it ends as a deploy would end it."""
    counts, stop = Counts(), asyncio.Event()
    sender = Sender(store, {channel.name: channel}, Clock(), NEVER, lambda *_: None, {}, given.owner, counts)
    before, cpu, begin = rss_mb(os.getpid()), time.process_time(), time.perf_counter()
    running = asyncio.create_task(sender.run(stop))
    await _until(lambda: counts[Count.SENT] >= given.count or running.done(), given.seconds)
    took, sent, commits = time.perf_counter() - begin, counts[Count.SENT], store.commits
    spent, after = time.process_time() - cpu, rss_mb(os.getpid())
    stop.set()
    await running
    return {
        "sent": sent,
        "per_second": sent / took,
        "commits": commits,
        "cpu_ms": spent * 1000 / max(1, sent),
        "rss_before": before,
        "rss_after": after,
        "at": [each.at for each in channel.sent] if isinstance(channel, FakeChannel) and given.times else [],
    }


async def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        await asyncio.sleep(0.02)


async def _run(given: argparse.Namespace) -> dict[str, object]:
    channel = a_channel(given)
    try:
        if given.bare:
            return await bare(channel, given.count)
        with closing(Store(given.url, SECRET)) as store:
            return await sending(given, channel, store)
    finally:
        await channel.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="")
    parser.add_argument("--api", default="", help="the pretend Meta's address; without it a channel in this process")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--pace", type=float, default=100_000.0)
    parser.add_argument("--late", type=float, default=0.02)
    parser.add_argument("--owner", default="one")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--times", action="store_true", help="tell when each message went")
    parser.add_argument("--hold", action="store_true", help="say `ready`, and begin when a line comes")
    given = parser.parse_args()
    if given.hold:
        print("ready", flush=True)
        sys.stdin.readline()
    print(json.dumps(asyncio.run(_run(given))), flush=True)


if __name__ == "__main__":
    main()
