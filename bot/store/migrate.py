"""Brings a database up to date. Alembic loads here and nowhere else: an idle server does not need it."""

from pathlib import Path

from sqlalchemy import make_url

from bot.store.store import SCHEMA

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> str:
    """Run every migration that has not run: the schema the database is now at."""
    from alembic import command
    from alembic.config import Config

    database = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")
    return SCHEMA
