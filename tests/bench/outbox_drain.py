"""20,000 messages to a provider that takes 20 ms, against a bare client; and 100 a second over two processes."""

from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.model.message import ChannelName
from tests.bench import outbox_rows
from tests.bench.bench import Bench
from tests.bench.figures import Figure, Target, least, most
from tests.bench.limits import of_this_disk
from tests.bench.providers import a_provider
from tests.bench.senders import sent_by
from tests.doubles.whatsapp_cloud import PHONE_ID

NAME = "outbox_drain"
LEAST_SHARE = {"sqlite": 0.65, "postgres": 0.75}
PACE = 100


def run(bench: Bench) -> None:
    bench.add(*of_this_disk(bench.folder, NAME))
    with a_provider(bench.folder, "cloud") as api:
        for engine in LEAST_SHARE:
            _drain(bench, engine, ChannelName.SMS, {})
            _drain(bench, engine, ChannelName.WHATSAPP_CLOUD, {"api": api})
    _limited(bench)


def _drain(bench: Bench, engine: str, channel: ChannelName, api: dict[str, str]) -> None:
    count = bench.size(20_000, 1_000)
    account = PHONE_ID if api else "us"
    bare: list[float] = []
    ours: list[dict[str, Any]] = []  # Any: JSON
    with bench.a_store(engine) as url:
        outbox_rows.fill(url, channel, account, [datetime.now(UTC)] * count)
        for _ in range(bench.rounds(3)):
            bare += [told["per_second"] for told in sent_by(bench.folder, bare=True, count=count, **api)]
            outbox_rows.wait_again(url, channel)
            ours += sent_by(bench.folder, url=url, count=count, **api)
            if outbox_rows.count(url, "sent") != count:
                raise AssertionError(f"{outbox_rows.count(url, 'sent')} of {count} were sent, each once: no figure")
    _add(
        bench,
        f"{engine}, {'Cloud API over HTTP' if api else 'channel in the process'}",
        LEAST_SHARE[engine],
        ours,
        bare,
    )


def _add(bench: Bench, what: str, share: float, ours: list[dict[str, Any]], bare: list[float]) -> None:  # Any: JSON
    ratios = [told["per_second"] / alone for told, alone in zip(ours, bare, strict=True)]
    grown = median(told["rss_after"] - told["rss_before"] for told in ours)
    bench.add(
        Figure(NAME, f"{what}: limit: bare client", median(bare), "/s"),
        Figure(NAME, f"{what}: sent", median(told["per_second"] for told in ours), "/s"),
        Figure(NAME, f"{what}: sent / bare", median(ratios), "x", least(share)),
        Figure(NAME, f"{what}: memory grown by", grown, "MB", most(20)),
        Figure(NAME, f"{what}: CPU a message", median(told["cpu_ms"] for told in ours), "ms"),
    )


def _limited(bench: Bench) -> None:
    """The pace is one for all processes: the mean, and the fullest second anywhere."""
    count = bench.size(3_000, 400)
    with ExitStack() as stack:
        url = stack.enter_context(bench.a_store("postgres"))
        outbox_rows.fill(url, ChannelName.SMS, "us", [datetime.now(UTC)] * count)
        told = sent_by(
            bench.folder, "one", "two", url=url, count=count, pace=PACE, times=True, seconds=count / PACE + 3
        )
    at = sorted(moment for each in told for moment in each["at"])
    if len(at) != count:
        raise AssertionError(f"{len(at)} of {count} were sent: no figure")
    bench.add(
        Figure(NAME, "100/s over two processes: mean", mean_rate(at), "/s", Target(99, 100.5)),
        Figure(NAME, "100/s over two processes: fullest second", fullest_second(at), "", most(105)),
        Figure(NAME, "100/s over two processes: of them by the first", told[0]["sent"] / count * 100, "%"),
    )


def mean_rate(at: list[float]) -> float:
    return (len(at) - 1) / (at[-1] - at[0])


def fullest_second(at: list[float]) -> int:
    """Most moments in any one second, wherever it begins; `at` is sorted."""
    most_in_one, first = 0, 0
    for last, moment in enumerate(at):
        while moment - at[first] >= 1.0:
            first += 1
        most_in_one = max(most_in_one, last - first + 1)
    return most_in_one
