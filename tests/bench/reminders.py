"""100,000 reminders waiting: what a look costs when nothing is due, and how late those that fall due go out."""

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from statistics import median

from bot.clock import Clock
from bot.delivery.counts import Counts
from bot.delivery.round import Rounds
from bot.model.message import ChannelName
from bot.store.store import Store
from tests.bench import outbox_rows
from tests.bench.bench import Bench
from tests.bench.figures import Figure, most
from tests.bench.limits import of_this_disk
from tests.bench.sender_process import NEVER
from tests.bench.senders import sent_by
from tests.bench.server import SECRET

NAME = "reminders"
LOOKS = 500
FALL_DUE, SPREAD = 200, timedelta(seconds=20)


def run(bench: Bench) -> None:
    bench.add(*of_this_disk(bench.folder, NAME))
    for engine in ("sqlite", "postgres"):
        _one(bench, engine)


def _one(bench: Bench, engine: str) -> None:
    waiting, falling = bench.size(100_000, 5_000), bench.size(FALL_DUE, 40)
    spread = SPREAD * falling / FALL_DUE
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with bench.a_store(engine) as url:
        outbox_rows.fill(
            url, ChannelName.SMS, "us", [tomorrow + timedelta(seconds=number) for number in range(waiting)]
        )
        looks = _looks(url)
        dues = _fall_due(url, falling, spread)
        told = sent_by(bench.folder, url=url, count=falling, late=0, times=True, seconds=spread.total_seconds() + 15)
    at = sorted(told[0]["at"])
    if len(at) != falling:
        raise AssertionError(f"{len(at)} of {falling} were sent: no figure")
    late = sorted((moment - due.timestamp()) * 1000 for moment, due in zip(at, dues, strict=True))
    bench.add(
        Figure(NAME, f"{engine}: a look with nothing due", median(looks), "ms", most(1)),
        Figure(NAME, f"{engine}: lateness p50", late[len(late) // 2], "ms"),
        Figure(NAME, f"{engine}: lateness p99", late[int(len(late) * 0.99)], "ms", most(50)),
    )


def _looks(url: str) -> list[float]:
    """How long each look took, in ms."""
    took = []
    with closing(Store(url, SECRET)) as store:
        rounds = Rounds(store, Clock(), NEVER, lambda *_: None, "one", frozenset(), Counts())
        for _ in range(LOOKS):
            begin = time.perf_counter()
            if rounds.due([ChannelName.SMS])[ChannelName.SMS][0]:
                raise AssertionError("something is due: this is no idle look")
            took.append((time.perf_counter() - begin) * 1000)
    return took


def _fall_due(url: str, count: int, spread: timedelta) -> list[datetime]:
    """The first `count` rows fall due one after another, from a few seconds from now on."""
    begin = datetime.now(UTC) + timedelta(seconds=4)
    dues = [begin + spread * number / count for number in range(count)]
    outbox_rows.make_due(url, dues)
    return dues
