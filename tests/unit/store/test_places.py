"""The shelf of places: what is written comes back, and what cannot be read says so."""

from datetime import UTC, datetime

import pytest

from bot.model.message import ChannelName
from bot.model.place import LARGEST_PLACE, Asked, Option, Place
from bot.store import contacts, places
from bot.store.contacts import Stranger
from bot.store.places import PlaceTooLarge, UnreadablePlace
from bot.store.store import Store, Tx

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
FULL = Place(
    "event_signup",
    {"event": "1", "who": ["friend", "child"], "note": "ছোট ভাই 🎉", "name": None, "story": {"unheard": 7}},
    Asked("sure", (Option("yes", "Yes"), Option("no", "No")), "consent:ab12", 2, (4, 5)),
    Place("pause", {}, Asked("days")),
    1,
    {"word": "ICB"},
)


def somebody(tx: Tx) -> int:
    blind = tx.blind("sms", "+447700900123")
    contacts.meet(tx, {blind: Stranger(ChannelName.SMS, "us", "+447700900123", "en")}, NOW)
    return contacts.standing(tx, [blind])[blind].contact.id


@pytest.mark.parametrize(
    "place", [FULL, Place("menu"), Place("menu", {}, Asked("wish"))], ids=["full", "bare", "asked"]
)
def test_a_place_comes_back_as_it_was(place: Place) -> None:
    assert places.from_json(places.as_json(place)) == place


def test_nothing_open_is_kept_as_nothing() -> None:
    assert places.as_json(None) is None
    assert places.from_json(None) is None


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "7", "null", '"menu"', "{}", '{"flow":1,"answers":{}}', '{"flow":"a","answers":[]}'],
)  # fmt: skip
def test_what_is_no_place_says_so(body: str) -> None:
    with pytest.raises(UnreadablePlace):
        places.from_json(body)


def test_a_place_over_sixteen_kibibytes_is_refused_by_the_bytes_it_takes() -> None:
    letters = LARGEST_PLACE // 3
    with pytest.raises(PlaceTooLarge, match="menu"):
        places.as_json(Place("menu", {"said": "ক" * letters}))

    assert places.as_json(Place("menu", {"said": "k" * letters})) is not None


def test_a_place_is_put_changed_and_cleared(store: Store) -> None:
    with store.write() as tx:
        who = somebody(tx)
        seen = []
        for body in ("{1}", "{2}", None, None):
            places.put(tx, {who: body}, NOW)
            seen.append(contacts.standing_of(tx, who)[0].place)

    assert seen == ["{1}", "{2}", None, None]
