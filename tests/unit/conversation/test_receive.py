"""The way in: an outcome for everybody who waits, in order, and an end that finishes what has arrived."""

import asyncio
import threading

import pytest

from bot.conversation.receive import LARGEST_BATCH, Road
from bot.conversation.room import Outcome
from bot.store.store import Store, StoreDown
from tests.conftest import SECRET
from tests.people import Resident
from tests.road_people import a_room, a_street


def test_everybody_gets_what_came_of_their_own_message(sqlite_url: str) -> None:
    with a_street(sqlite_url) as street:
        residents = [Resident(street, f"+4477009009{number:02}") for number in range(30)]
        messages = [resident.message("help" if number % 3 else "hello") for number, resident in enumerate(residents)]
        outcomes = asyncio.run(street.road.receive(messages))

    firsts = [outcome.bubbles[0].text.split()[0] for outcome in outcomes]
    assert firsts == ["In" if number % 3 else "Hello," for number in range(30)]


def test_what_comes_together_shares_commits(sqlite_url: str) -> None:
    with a_street(sqlite_url) as street:
        messages = [Resident(street, f"+447700{number:06}").message("hello") for number in range(LARGEST_BATCH + 50)]
        before = street.store.commits
        asyncio.run(street.road.receive(messages))

        assert street.store.commits - before <= 5
        assert street.road.turns == len(messages)


def test_no_messages_are_no_trouble(sqlite_url: str) -> None:
    with a_street(sqlite_url) as street:
        assert asyncio.run(street.road.receive([])) == []


def test_the_sender_is_woken_after_the_commit(sqlite_url: str) -> None:
    store, woken = Store(sqlite_url, SECRET), threading.Event()
    road = Road(store, a_room(), after=woken.set)
    road.start()
    with a_street(sqlite_url) as street:
        road.receive_now(Resident(street).message("hello"))
    road.stop()
    store.close()

    assert woken.is_set()


def test_stopping_finishes_what_has_arrived(sqlite_url: str) -> None:
    store = Store(sqlite_url, SECRET)
    road = Road(store, a_room())
    with a_street(sqlite_url) as street:
        messages = [Resident(street, f"+4477009010{number:02}").message("hello") for number in range(40)]
    came: list[Outcome] = []

    async def bring() -> None:
        waiting = asyncio.ensure_future(road.receive(messages))
        await asyncio.sleep(0)  # they stand in the queue now
        road.start()
        await asyncio.to_thread(road.stop)
        came.extend(await waiting)

    asyncio.run(bring())
    store.close()

    assert len(came) == 40
    assert all(outcome.bubbles for outcome in came)


def test_a_store_without_tables_tells_everybody_and_lives_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("empty") / "sayback.db"
    with a_street(f"sqlite:///{empty}") as street:
        amina = Resident(street)
        with pytest.raises(StoreDown):
            amina.writes("hello")
        street.store.create()

        assert "May we keep your number" in amina.writes("hello")
