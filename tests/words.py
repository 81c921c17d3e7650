"""The terms of plain language, loaded once for all tests."""

from functools import cache

from bot.language.plain.terms import Terms, load
from tests.people import DATA


@cache
def the_terms() -> Terms:
    """Those that are shipped."""
    return load(DATA / "plain")
