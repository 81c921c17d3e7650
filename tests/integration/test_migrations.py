"""A database that was migrated is the database the program expects, on both engines."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store.migrate import migrate
from bot.store.store import OldSchema, Store
from bot.store.tables import metadata
from tests.conftest import SECRET, Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{next(server.numbers)}"
    server.say(f"CREATE DATABASE {name}")
    return server.url(name)


def test_a_migrated_database_has_every_table_column_and_index(empty_url: str) -> None:
    migrate(empty_url)
    store = Store(empty_url, SECRET)

    with store.read() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_server_default": False})
        differences = compare_metadata(context, metadata)

    store.close()
    assert differences == []


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    assert migrate(empty_url) == migrate(empty_url)


def test_a_database_that_was_never_set_up_is_refused_with_the_command_to_run(empty_url: str) -> None:
    store = Store(empty_url, SECRET)

    with pytest.raises(OldSchema, match="sayback migrate"):
        store.check_schema()

    store.close()


def test_an_up_to_date_database_is_taken(empty_url: str) -> None:
    migrate(empty_url)
    store = Store(empty_url, SECRET)

    store.check_schema()

    assert store.problem() is None
    store.close()
