"""A batch first runs without savepoints, which cost two statements a turn; one that breaks runs again with care."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.store.store import is_store_down


class Careless(Exception):
    """A turn broke after it had begun to write, with nothing to fall back to: the batch is to run again with care."""


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Instead of a savepoint: hardly a turn breaks while it writes. Raises Careless."""
    try:
        yield
    except Exception as error:
        if is_store_down(error):
            raise
        raise Careless from error
