"""A house for each journey: on SQLite, or on each engine in turn where locking and repeats are what it is about."""

from collections.abc import Iterator

import pytest

from bot.app import Parts
from tests.people import a_house


@pytest.fixture
def house(sqlite_url: str) -> Iterator[Parts]:
    with a_house(sqlite_url) as parts:
        yield parts


@pytest.fixture
def either_house(store_url: str) -> Iterator[Parts]:
    with a_house(store_url) as parts:
        yield parts
