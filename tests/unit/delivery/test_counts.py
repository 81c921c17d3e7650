"""Counters any thread may add to."""

from concurrent.futures import ThreadPoolExecutor

from bot.delivery.counts import Count, Counts


def test_nothing_is_lost_between_threads() -> None:
    counts = Counts()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: counts.add(Count.SENT, 2), range(1000)))

    assert counts[Count.SENT] == 2000
    assert counts.all()[Count.FAILED] == 0
