"""The way in: one write transaction at a time on SQLite, as many as come on PostgreSQL."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.sealing import Keyring
from bot.store.tables import metadata

_IN_THE_WAY = ("40001", "40P01")  # PostgreSQL: could not serialize, deadlock detected

SCHEMA = "0004"  # the newest migration; `serve` refuses anything older


class OldSchema(RuntimeError):
    """The database is older, or newer, than this program."""


class StoreDown(RuntimeError):
    """The store cannot commit now: locked, full or gone. Nothing was written; the same may be tried again."""


class InEachOthersWay(StoreDown):
    """Two transactions waited for each other, and this one gave way: the same will do in a moment."""


@dataclass(frozen=True)
class Tx:
    """An open transaction. `blind` makes the look-up key of an address."""

    connection: Connection
    keyring: Keyring
    sqlite: bool

    def blind(self, channel: str, value: str) -> str:
        return self.keyring.blind(f"{channel}:{value}")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What happens inside is undone when it raises; the rest of the transaction stands."""
        self.connection.exec_driver_sql("SAVEPOINT turn")  # begin_nested() costs 75 us a turn, this 22
        try:
            yield
        except BaseException:
            self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT turn")
            raise
        finally:
            self.connection.exec_driver_sql("RELEASE SAVEPOINT turn")


class Store:
    """One database. `write` is the single way to change it."""

    def __init__(self, url: str, secret: str) -> None:
        self.keyring = Keyring(secret)
        self.engine = _engine(url)
        self.engine.dialect.sayback_keyring = self.keyring  # type: ignore[attr-defined]  # read by Sealed
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._one_writer = threading.Lock()  # SQLite's busy handler sleeps up to 100 ms a try and is not a queue
        self.commits = 0

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that commits when the block ends well. Raises StoreDown when the database cannot."""
        if not self.sqlite:
            with self._transaction() as tx:
                yield tx
            return
        with self._one_writer, self._transaction() as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction for looking only; on SQLite it never waits for a writer."""
        options = {"sayback_read": True} if self.sqlite else {}
        with (
            _store_down(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield Tx(connection, self.keyring, self.sqlite)

    def close(self) -> None:
        self.engine.dispose()

    def create(self) -> None:
        """Every table at once, for tests and throw-away stores; anything kept is migrated instead."""
        with self.write() as tx:
            metadata.create_all(tx.connection)

    def schema(self) -> str | None:
        """The migration the database is at; None when it has never been set up."""
        with self.read() as tx:
            if not inspect(tx.connection).has_table("alembic_version"):
                return None
            return tx.connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def check_schema(self) -> None:
        """Raises OldSchema, with the command to run, unless the database is at this program's schema."""
        found = self.schema()
        if found != SCHEMA:
            raise OldSchema(
                f"the database is at schema {found or 'none'}, this program needs {SCHEMA}: run `sayback migrate` first"
            )

    def problem(self) -> str | None:
        """Why this store cannot serve now; None when it can be written to and is up to date."""
        try:
            self.check_schema()
            with self.write() as tx:
                tx.connection.execute(text("UPDATE fact SET value = value WHERE name = 'ready'"))
        except (StoreDown, OldSchema) as error:
            return str(error)
        return None

    @contextmanager
    def _transaction(self) -> Iterator[Tx]:
        with _store_down(), self.engine.connect() as connection, connection.begin():
            yield Tx(connection, self.keyring, self.sqlite)
        self.commits += 1


def is_store_down(error: BaseException) -> bool:
    """Whether the database itself failed, so that the whole transaction is lost and may be tried again."""
    return isinstance(error, OperationalError | StoreDown)


@contextmanager
def _store_down() -> Iterator[None]:
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error.orig) or "UndefinedTable" in type(error.orig).__name__:
            raise OldSchema("a table is missing: run `sayback migrate` first") from error
        if isinstance(error, ProgrammingError):
            raise
        if getattr(error.orig, "sqlstate", None) in _IN_THE_WAY:
            raise InEachOthersWay("two transactions waited for each other") from error
        raise StoreDown(f"the database did not answer ({type(error.orig).__name__})") from error


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 5}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # a DB-API connection; we say BEGIN ourselves
    pragmas: Sequence[str] = (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # as above


def _begin_sqlite(connection: Connection) -> None:
    # A deferred BEGIN that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT; no timeout helps.
    reads = connection.get_execution_options().get("sayback_read", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
