"""`sayback migrate`: the database up to date."""

from bot.settings import read_settings
from bot.store.migrate import migrate as bring_up_to_date


def migrate() -> None:
    """Bring the database up to date; run it after every update, before `sayback serve`."""
    settings = read_settings()
    schema = bring_up_to_date(settings.database_url)
    print(f"The database is at schema {schema}.")
