"""The shelf of outbound messages keeps them as they were."""

import pytest

from bot.model.message import Bubble, Button
from bot.store import outbox
from bot.store.store import Store
from tests.delivery_people import NOON, a_message, a_person, kept, put, statuses


@pytest.mark.parametrize(
    "buttons",
    [
        pytest.param((), id="none"),
        pytest.param((Button("Yes", "a1"), Button("হ্যাঁ", "b2")), id="two, one in Bengali"),
    ],
)
def test_buttons_come_back_as_they_were_put(store: Store, buttons: tuple[Button, ...]) -> None:
    person = a_person(store)

    (row,) = put(store, [person], [a_message(person, bubble=Bubble("Will you come?", buttons))])

    assert outbox.buttons_from(kept(store, row)["buttons"]) == buttons


def test_nothing_to_put_is_no_trouble(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        outbox.put(tx, [], NOON)

    assert statuses(sqlite_store) == []
