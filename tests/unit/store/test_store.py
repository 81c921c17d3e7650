"""The way in: commits when the block ends well, undoes when it does not, and says when the database is the trouble."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.store.store import OldSchema, Store, StoreDown, Tx, is_store_down
from tests.conftest import SECRET

ADD = text("INSERT INTO fact (name, value) VALUES (:name, 'x')")


def add(store: Store, name: str) -> None:
    with store.write() as tx:
        tx.connection.execute(ADD, {"name": name})


def add_and_break(tx: Tx, name: str) -> None:
    tx.connection.execute(ADD, {"name": name})
    raise KeyError


def names(store: Store) -> list[str]:
    with store.read() as tx:
        return list(tx.connection.execute(text("SELECT name FROM fact ORDER BY name")).scalars())


def test_what_was_written_is_there_afterwards(store: Store) -> None:
    before = store.commits
    add(store, "one")

    assert names(store) == ["one"]
    assert store.commits == before + 1


def test_an_error_undoes_the_whole_block(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as tx:
        add_and_break(tx, "one")

    assert names(store) == []


def test_a_savepoint_undoes_only_its_own(store: Store) -> None:
    with store.write() as tx:
        tx.connection.execute(ADD, {"name": "one"})
        with pytest.raises(KeyError), tx.savepoint():
            add_and_break(tx, "two")
        tx.connection.execute(ADD, {"name": "three"})

    assert names(store) == ["one", "three"]


def test_a_savepoint_takes_back_a_statement_the_database_refused(store: Store) -> None:
    with store.write() as tx:
        tx.connection.execute(ADD, {"name": "one"})
        with pytest.raises(IntegrityError), tx.savepoint():
            tx.connection.execute(ADD, {"name": "one"})
        tx.connection.execute(ADD, {"name": "two"})

    assert names(store) == ["one", "two"]


def test_writers_in_one_process_wait_for_each_other_and_none_fails(store: Store) -> None:
    threads = [threading.Thread(target=add, args=(store, f"{number:02}")) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(names(store)) == 20


def test_a_reader_on_sqlite_never_waits_for_a_writer(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        tx.connection.execute(ADD, {"name": "one"})
        seen = names(sqlite_store)

    assert seen == []


def test_a_database_nobody_can_reach_is_down_and_not_broken() -> None:
    with closing(Store("postgresql+psycopg://nobody@127.0.0.1:1/none", SECRET)) as store:
        with pytest.raises(StoreDown) as down, store.read():
            pass
        problem = store.problem()

    assert is_store_down(down.value)
    assert problem == "the database did not answer (OperationalError)"


def test_an_empty_database_is_told_to_be_migrated(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'empty.db'}", SECRET)) as store:
        with pytest.raises(OldSchema, match="run `sayback migrate` first"):
            store.check_schema()
        with pytest.raises(OldSchema, match="run `sayback migrate` first"):
            names(store)


def test_a_store_in_a_folder_that_is_not_there_makes_it(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path / 'new' / 'one' / 'sayback.db'}", SECRET)) as store:
        store.create()
        add(store, "one")

        assert names(store) == ["one"]
