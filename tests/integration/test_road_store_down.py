"""The database locked, read-only, full or gone: all who wait are told, nothing is half-written, the next works."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text

from bot.conversation.facts import Facts
from bot.conversation.flows import FLOWS, Known
from bot.conversation.room import Outcome
from bot.model.contact import Contact
from bot.model.message import InboundMessage
from bot.model.place import Place
from bot.store import tables as t
from bot.store.store import StoreDown
from tests.people import Resident, an_event, plant
from tests.road_people import AStreet, a_street, rows_of

TABLES = ("contact", "address", "inbound", "place", "outbox", "consent", "event", "sign_up", "need", "task")
PEOPLE = 8


def everything(street: AStreet) -> Mapping[str, list[Mapping[str, Any]]]:  # Any: columns of every type
    return {name: rows_of(street, t.metadata.tables[name]) for name in TABLES}


def bring(street: AStreet, messages: list[InboundMessage]) -> list[object]:
    """What each waiter gets: an outcome, or the error."""

    async def one(message: InboundMessage) -> object:
        try:
            return (await street.road.receive([message]))[0]
        except StoreDown as error:
            return error

    async def all_of_them() -> list[object]:
        return list(await asyncio.gather(*(one(message) for message in messages)))

    return asyncio.run(all_of_them())


def some_residents(street: AStreet) -> list[Resident]:
    return [Resident(street, f"+4477009005{number:02}") for number in range(PEOPLE)]


def all_down(outcomes: list[object]) -> bool:
    return all(isinstance(outcome, StoreDown) for outcome in outcomes)


def goes_on(street: AStreet) -> None:
    """The next batch works, and nobody's first message was half-kept."""
    for resident in some_residents(street):
        assert "May we keep your number" in resident.writes("hello")
    assert len(rows_of(street, t.contact)) == PEOPLE + 1
    assert "Your place is booked." in Resident(street).chats("no", "none", "yes")


@pytest.fixture
def sqlite_file(sqlite_url: str) -> Path:
    database = make_url(sqlite_url).database
    assert database is not None
    return Path(database)


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[AStreet]:
    """Somebody is in the middle of signing up."""
    with a_street(sqlite_url) as street:
        a_sign_up_begun(street)
        yield street


def a_sign_up_begun(street: AStreet) -> None:
    plant(street, an_event())
    Resident(street).chats("hello", "yes", "Amina", "events", "1")


def test_sqlite_locked_by_another_program_longer_than_we_wait(on_sqlite: AStreet, sqlite_file: Path) -> None:
    _pragma(on_sqlite, "busy_timeout=100")  # 5 seconds in earnest
    before = everything(on_sqlite)
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcomes = bring(on_sqlite, [resident.message("hello") for resident in some_residents(on_sqlite)])

    assert all_down(outcomes)
    assert everything(on_sqlite) == before
    goes_on(on_sqlite)


def test_sqlite_locked_for_a_moment_only_makes_us_wait(on_sqlite: AStreet, sqlite_file: Path) -> None:
    other = sqlite3.connect(sqlite_file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    async def both() -> list[object]:
        asyncio.get_running_loop().call_later(0.3, other.execute, "ROLLBACK")
        return list(await on_sqlite.road.receive([Resident(on_sqlite, "+447700900599").message("hello")]))

    (outcome,) = asyncio.run(both())
    other.close()

    assert not isinstance(outcome, StoreDown)
    assert "Your place is booked." in Resident(on_sqlite).chats("no", "none", "yes")


def test_a_full_disk_on_sqlite(on_sqlite: AStreet) -> None:
    before = everything(on_sqlite)
    with on_sqlite.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    _pragma(on_sqlite, f"max_page_count={pages}")
    outcomes = bring(on_sqlite, [r.message("hello " * 2000) for r in some_residents(on_sqlite)])
    after = everything(on_sqlite)
    _pragma(on_sqlite, "max_page_count=1073741823")

    assert all_down(outcomes)
    assert after == before
    goes_on(on_sqlite)


def test_a_database_made_read_only(on_sqlite: AStreet) -> None:
    before = everything(on_sqlite)
    _pragma(on_sqlite, "query_only=ON")
    outcomes = bring(on_sqlite, [resident.message("hello") for resident in some_residents(on_sqlite)])
    after = everything(on_sqlite)
    _pragma(on_sqlite, "query_only=OFF")

    assert all_down(outcomes)
    assert after == before
    goes_on(on_sqlite)


def test_the_log_of_a_store_that_is_down_holds_nothing_personal(
    on_sqlite: AStreet, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    _pragma(on_sqlite, "query_only=ON")
    bring(on_sqlite, [Resident(on_sqlite, "+447700900599").message("my secret words")])
    _pragma(on_sqlite, "query_only=OFF")

    assert "a batch could not be kept" in caplog.text
    assert "secret" not in caplog.text
    assert "7700900599" not in caplog.text


class _Cutter:
    """Conversations whose facts cut the very connection they are read on: PostgreSQL goes away in mid-turn."""

    def __init__(self) -> None:
        self.armed = False

    def flows(self) -> Mapping[str, Known]:
        real = FLOWS["welcome"]

        def facts(facts: Facts, contact: Contact, place: Place) -> Any:  # Any: the real flow's own facts
            if self.armed:
                self.armed = False
                facts._shared.tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return real.facts(facts, contact, place)

        return {"welcome": Known(real.flow, facts)}


@pytest.fixture
def cutter() -> _Cutter:
    return _Cutter()


@pytest.fixture
def on_postgres(postgres_url: str, cutter: _Cutter) -> Iterator[AStreet]:
    with a_street(postgres_url, flows=cutter.flows()) as street:
        a_sign_up_begun(street)
        yield street


def test_postgres_cut_off_in_the_middle_of_a_turn(on_postgres: AStreet, cutter: _Cutter) -> None:
    before = everything(on_postgres)
    cutter.armed = True
    outcomes = bring(on_postgres, [resident.message("hello") for resident in some_residents(on_postgres)[:1]])

    assert all_down(outcomes)
    assert everything(on_postgres) == before
    goes_on(on_postgres)


def test_postgres_cut_off_between_two_batches_is_not_noticed(on_postgres: AStreet) -> None:
    with on_postgres.store.read() as tx:
        mine = tx.connection.execute(text("SELECT pg_backend_pid()")).scalar()
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid != :mine"
        )
        tx.connection.execute(text(others), {"mine": mine})

    goes_on(on_postgres)


def test_a_failed_statement_of_one_turn_on_postgres_is_only_that_turns(postgres_url: str) -> None:
    def facts(facts: Facts, contact: Contact, place: Place) -> Any:  # Any: never comes to it
        return facts._shared.tx.connection.execute(text("SELECT 1 / 0"))

    with a_street(postgres_url, flows={"pause": Known(FLOWS["pause"].flow, facts)}) as street:
        amina = Resident(street)
        amina.chats("hello", "yes", "Amina")
        dot = Resident(street, "+447700900555")
        broken, whole = bring(street, [amina.message("pause"), dot.message("hello")])

    assert isinstance(broken, Outcome)
    assert isinstance(whole, Outcome)
    assert (broken.failed, whole.failed) == (True, False)
    assert "Sorry" in broken.bubbles[0].text
    assert "May we keep your number" in whole.bubbles[-1].text


def _pragma(street: AStreet, words: str) -> None:
    """On the one pooled connection, which the road's writer takes next."""
    connection = street.store.engine.raw_connection()
    connection.cursor().execute(f"PRAGMA {words}")
    connection.close()
