"""What stands on one phone of the simulator."""

from datetime import timedelta

from bot.model.message import Bubble, Button, ChannelName, OutboxRow, Purpose
from bot.store import outbox, phones
from bot.store.outbox import Fate
from bot.store.phones import Phone
from bot.store.store import Store, Tx
from tests.staff_people import NOW, a_contact, a_received, a_resident, a_sent, an_address

HOUR = timedelta(hours=1)


def test_a_phone_that_never_wrote_is_missing(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, "Amina", "bn", channel="rest", value="try-amina")

        found = phones.phones(tx, ChannelName.REST, ["try-amina", "try-nobody"])

    assert set(found) == {"try-amina"}
    assert (found["try-amina"].contact_id, found["try-amina"].language) == (amina, "bn")


def test_messages_stand_in_the_order_they_came_and_answers_under_what_they_answer(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, channel="rest", value="try-amina")
        first, second = a_received(tx, amina, "one"), a_received(tx, amina, "two")
        a_sent(tx, amina, "re two", inbound_id=second)
        a_sent(tx, amina, "re one", inbound_id=first)
        a_sent(tx, amina, "reminder", at=NOW + HOUR)

        shown = phones.shown(tx, _phone(tx, "try-amina").address_id)

    assert [one.text for one in shown] == ["one", "re one", "two", "re two", "reminder"]
    assert [one.mine for one in shown] == [True, False, True, False, False]


def test_what_has_not_gone_yet_is_not_shown(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, channel="rest", value="try-amina")
        _waits(tx, amina, due=HOUR)
        address_id = _phone(tx, "try-amina").address_id

        assert phones.shown(tx, address_id) == ()
        assert phones.arrived(tx, [address_id]) == {}


def test_a_phone_shows_what_everybody_who_shares_it_wrote(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, channel="rest", value="try-amina")
        other = a_resident(tx, channel="rest", value="try-other")
        a_received(tx, amina, "mine")
        a_received(tx, other, "not mine")

        shown = phones.shown(tx, _phone(tx, "try-amina").address_id)

    assert [one.text for one in shown] == ["mine"]


def test_an_address_of_another_channel_is_another_phone(store: Store) -> None:
    with store.write() as tx:
        an_address(tx, a_contact(tx), "sms", "try-amina")

        assert phones.phones(tx, ChannelName.REST, ["try-amina"]) == {}


def test_each_new_message_is_counted(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, channel="rest", value="try-amina")
        address_id = _phone(tx, "try-amina").address_id
        a_sent(tx, amina, "one")
        a_sent(tx, amina, "two")

        assert phones.arrived(tx, [address_id]) == {address_id: 2}


def test_the_next_reminder_is_the_first_message_about_an_event_still_to_go(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, channel="rest", value="try-amina")
        address_id = _phone(tx, "try-amina").address_id
        _waits(tx, amina, due=3 * HOUR, event_id=7)
        _waits(tx, amina, due=2 * HOUR, event_id=8)
        _waits(tx, amina, due=HOUR)

        assert phones.next_reminder(tx, [address_id], NOW) == (NOW + 2 * HOUR, 8)
        assert phones.next_reminder(tx, [address_id], NOW + 4 * HOUR) is None


def _phone(tx: Tx, value: str) -> Phone:
    return phones.phones(tx, ChannelName.REST, [value])[value]


def _waits(tx: Tx, contact_id: int, *, due: timedelta, event_id: int | None = None) -> None:
    row = OutboxRow(
        address_id=_phone(tx, "try-amina").address_id,
        contact_id=contact_id,
        purpose=Purpose.SERVICE,
        bubble=Bubble("soon", (Button("Yes", "p"),)),
        key=f"soon:{due}:{event_id}",
        due=NOW + due,
        event_id=event_id,
    )
    outbox.put(tx, [Fate(row, ChannelName.REST, NOW + due)], NOW)
