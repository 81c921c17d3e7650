"""The database locked, full or gone while people write: told to try again, then all is taken, nothing half written."""

import asyncio
import resource
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import tables as t
from tests.conftest import Postgres
from tests.network import Network, Street, until_all_went
from tests.served import Served, a_session, answers_by_message, made_ready, rows, served

pytestmark = pytest.mark.chaos

PEOPLE = 8
BEFORE = 0.5  # seconds of quiet before the trouble
LOCKED_FOR = 10.0  # twice as long as SQLite itself waits for a lock
FULL_FOR = GONE_FOR = 3.0
TRY_AGAIN = 503

Trouble = Callable[[Served], Awaitable[None]]


def test_a_sqlite_locked_by_another_program_takes_everything_in_the_end(sqlite_url: str, tmp_path: Path) -> None:
    async def locked(_: Served) -> None:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(LOCKED_FOR)
            other.execute("ROLLBACK")

    street = asyncio.run(_write_through(sqlite_url, tmp_path, locked))

    # Whether the road itself meets the lock's end or another writer before it does is chance: both are right.
    assert set(street.tried) <= {200, TRY_AGAIN}
    _all_was_taken(sqlite_url, street)


def test_a_disk_that_is_full_for_a_while_loses_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async def full(house: Served) -> None:
        assert house.process is not None
        room = resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        await asyncio.sleep(FULL_FOR)
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, room)

    street = asyncio.run(_write_through(sqlite_url, tmp_path, full))

    assert set(street.tried) == {200, TRY_AGAIN}, "nobody was told to try again, or somebody something else"
    _all_was_taken(sqlite_url, street)


def test_a_postgres_that_is_gone_for_a_while_loses_nothing(
    postgres: Postgres, postgres_url: str, tmp_path: Path
) -> None:
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"

    async def gone(_: Served) -> None:
        await asyncio.to_thread(postgres.say, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", end)
        await asyncio.sleep(GONE_FOR)
        await asyncio.to_thread(postgres.say, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    street = asyncio.run(_write_through(postgres_url, tmp_path, gone))

    assert set(street.tried) == {200, TRY_AGAIN}, "nobody was told to try again, or somebody something else"
    _all_was_taken(postgres_url, street)


async def _write_through(url: str, folder: Path, trouble: Trouble) -> Street:
    """People write before, during and after the trouble; it ends once everybody has their answers."""
    made_ready(url)
    async with Network() as network, a_session() as session:
        with served(url, folder, twilio_api_url=network.url, unknown_policy="sms=resend") as house:
            street = Street(house, network)
            people = [asyncio.create_task(street.person(number, session)) for number in range(PEOPLE)]
            await asyncio.sleep(BEFORE)
            await trouble(house)
            street.over = True
            await asyncio.gather(*people)
            await until_all_went(url)
    return street


def _all_was_taken(url: str, street: Street) -> None:
    answers = answers_by_message(url)
    sends = street.network.sends()
    said = [row for row, purpose in rows(url, t.outbox.c.id, t.outbox.c.purpose) if purpose == "answer"]
    assert sorted(answers) == sorted(street.acknowledged), "a message was lost, kept twice, or kept and refused"
    assert all(answers.values()), "a message has no answer"
    assert set().union(*answers.values()) == {"sent"}
    assert {row: sends[row] for row in said if sends[row] != 1} == {}, "an answer was lost or came twice"
