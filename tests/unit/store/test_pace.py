"""The shared pace gives every message a slot of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import pace
from bot.store.store import Store

NOW = 1_800_000_000.0


def test_slots_are_evenly_spaced(store: Store) -> None:
    with store.write() as tx:
        slots = pace.reserve(tx, "sms:us", 3, 10, NOW)

    assert slots == pytest.approx((NOW, NOW + 0.1, NOW + 0.2))


def test_the_next_to_ask_comes_after_the_last(store: Store) -> None:
    with store.write() as tx:
        pace.reserve(tx, "sms:us", 3, 10, NOW)
        slots = pace.reserve(tx, "sms:us", 1, 10, NOW + 0.05)
        ahead = pace.ahead(tx, "sms:us", NOW)

    assert slots == pytest.approx((NOW + 0.3,))
    assert ahead == pytest.approx(0.4)


def test_time_nobody_used_is_not_saved_up(store: Store) -> None:
    with store.write() as tx:
        pace.reserve(tx, "sms:us", 1, 10, NOW)
        slots = pace.reserve(tx, "sms:us", 2, 10, NOW + 60)

    assert slots == pytest.approx((NOW + 60, NOW + 60.1))


def test_an_account_nobody_has_used_is_free(store: Store) -> None:
    with store.write() as tx:
        assert pace.ahead(tx, "sms:us", NOW) == 0


def test_slowing_down_holds_everybody_and_never_speeds_up(store: Store) -> None:
    with store.write() as tx:
        pace.push(tx, "sms:us", NOW + 30)
        pace.push(tx, "sms:us", NOW + 10)

        assert pace.reserve(tx, "sms:us", 1, 10, NOW) == pytest.approx((NOW + 30,))


def test_a_chat_may_have_a_short_burst_and_then_keeps_its_pace(store: Store) -> None:
    with store.write() as tx:
        slots = [pace.reserve_chats(tx, ["chat:1"], 1, NOW)["chat:1"] - NOW for _ in range(5)]

    assert slots == pytest.approx([0, 0, 0, 1, 2])


def test_rows_that_hold_nobody_back_are_forgotten(store: Store) -> None:
    with store.write() as tx:
        pace.reserve(tx, "old", 1, 10, NOW - 7200)
        pace.reserve(tx, "new", 1, 10, NOW)
        pace.forget(tx, NOW - 3600)

        assert [pace.ahead(tx, "old", NOW - 7200), pace.ahead(tx, "new", NOW)] == pytest.approx([0, 0.1])


def test_many_at_once_never_share_a_slot(store: Store) -> None:
    start = threading.Barrier(4)

    def ask(_: int) -> list[float]:
        start.wait()
        slots: list[float] = []
        for _turn in range(10):
            with store.write() as tx:
                slots.extend(pace.reserve(tx, "sms:us", 2, 100, NOW))
        return slots

    with ThreadPoolExecutor(4) as threads:
        slots = sorted(slot for taken in threads.map(ask, range(4)) for slot in taken)

    assert slots == pytest.approx([NOW + number / 100 for number in range(80)])
