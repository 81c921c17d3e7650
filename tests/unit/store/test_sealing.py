"""Sealed columns and the blind index."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from bot.store import tables as t
from bot.store.sealing import Keyring
from bot.store.store import Store

SECRET = "a secret for tests, long enough to be one"


@pytest.mark.parametrize("words", ["", "Amina", "রহিমা 🎉", "x" * 10_000], ids=["empty", "plain", "bengali", "long"])
def test_what_is_sealed_opens_again(words: str) -> None:
    ring = Keyring(SECRET)

    assert ring.open(ring.seal(words, "contact.name"), "contact.name") == words


def test_the_same_words_are_never_sealed_alike() -> None:
    ring = Keyring(SECRET)

    assert ring.seal("Amina", "contact.name") != ring.seal("Amina", "contact.name")


def test_a_sealed_name_moved_to_another_column_does_not_open() -> None:
    ring = Keyring(SECRET)
    with pytest.raises(InvalidTag):
        ring.open(ring.seal("Amina", "contact.name"), "address.value")


def test_another_secret_opens_nothing() -> None:
    sealed = Keyring(SECRET).seal("Amina", "contact.name")
    with pytest.raises(InvalidTag):
        Keyring(SECRET + "!").open(sealed, "contact.name")


def test_a_changed_byte_is_noticed() -> None:
    ring = Keyring(SECRET)
    sealed = bytearray(ring.seal("Amina", "contact.name"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        ring.open(bytes(sealed), "contact.name")


def test_a_blind_key_is_the_same_each_time_and_tells_nothing() -> None:
    blind = Keyring(SECRET).blind("sms:+447700900123")

    assert blind == Keyring(SECRET).blind("sms:+447700900123")
    assert blind != Keyring(SECRET).blind("sms:+447700900124")
    assert blind != Keyring(SECRET + "!").blind("sms:+447700900123")
    assert len(blind) == 32
    assert "7700900123" not in blind


def test_a_blind_key_is_made_of_anything() -> None:
    assert len(Keyring(SECRET).blind("sms:\ud800")) == 32


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=6))], ids=["utc", "dhaka"])
def test_times_come_back_aware_and_in_utc(store: Store, zone: timezone) -> None:
    at = datetime(2027, 3, 1, 10, 30, 15, 123456, tzinfo=zone)
    with store.write() as tx:
        tx.connection.execute(t.contact.insert(), {"language": "en", "made": at})
        kept = tx.connection.execute(select(t.contact.c.made)).scalar_one()

    assert kept == at
    assert kept.tzinfo is UTC or kept.utcoffset() == timedelta(0)
