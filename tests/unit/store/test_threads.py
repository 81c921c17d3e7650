"""What staff read: the same on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.model.contact import OptOut
from bot.model.message import DeliveryStatus
from bot.store import tables, threads
from bot.store.store import Store
from tests.staff_people import NOW, a_contact, a_received, a_resident, a_sent, a_staff_member, an_address

MINUTE = timedelta(minutes=1)


def test_a_thread_runs_in_time_order_the_question_before_its_answer(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        a_received(tx, who, "hello", at=NOW)
        a_sent(tx, who, "welcome", at=NOW)
        a_sent(tx, who, "reminder", at=NOW + 60 * MINUTE, status=DeliveryStatus.WAITING)
        a_received(tx, who, "yes", at=NOW + MINUTE)

        messages, more = threads.written(tx, who)

    assert [message.text for message in messages] == ["hello", "welcome", "yes", "reminder"]
    assert not more


def test_a_thread_tells_staff_from_the_bot(store: Store) -> None:
    maya = a_staff_member(store)
    with store.write() as tx:
        who = a_resident(tx)
        a_sent(tx, who, "by the bot")
        a_sent(tx, who, "by hand", key=threads.staff_answer_key(maya, "1"))
        a_sent(tx, who, "by somebody gone", key=threads.staff_answer_key(999, "2"))

        messages, _ = threads.written(tx, who)

    assert [message.by for message in messages] == [None, "Maya Lind", "staff"]


def test_turning_the_pages_of_a_thread_shows_every_message_once(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        for turn in range(60):
            a_received(tx, who, f"in {turn}", at=NOW + turn * MINUTE)
            a_sent(tx, who, f"out {turn}", at=NOW + turn * MINUTE)
            a_sent(tx, who, f"more {turn}", at=NOW + turn * MINUTE)

        seen: list[str] = []
        before = None
        more = True
        while more:
            messages, more = threads.written(tx, who, before)
            seen = [message.text for message in messages] + seen
            before = messages[0].at

    assert seen == [f"{side} {turn}" for turn in range(60) for side in ("in", "out", "more")]


def test_people_come_by_their_newest_message_and_once_each(store: Store) -> None:
    with store.write() as tx:
        people = [a_resident(tx, f"Person {number}") for number in range(3)]
        for who in (*people, people[0]):
            a_received(tx, who, "hi")

        found = threads.recent(tx, NOW)

    assert [item.contact.name for item in found] == ["Person 0", "Person 2", "Person 1"]


def test_turning_the_pages_of_people_shows_everybody_once(store: Store) -> None:
    with store.write() as tx:
        for number in range(threads.PAGE + 5):
            a_received(tx, a_resident(tx, f"Person {number}"), "hi")

        first = threads.recent(tx, NOW)
        second = threads.recent(tx, NOW, first[threads.PAGE - 1].newest_inbound)

    assert len(first) == threads.PAGE + 1
    assert [item.contact.name for item in second] == [f"Person {number}" for number in (4, 3, 2, 1, 0)]


def test_the_last_thing_said_is_ours_or_theirs_but_never_from_the_future(store: Store) -> None:
    with store.write() as tx:
        answered, unanswered = a_resident(tx, "Answered"), a_resident(tx, "Unanswered")
        a_received(tx, answered, "is it free?")
        a_sent(tx, answered, "it is")
        a_sent(tx, answered, "reminder", at=NOW + 60 * MINUTE, status=DeliveryStatus.WAITING)
        a_sent(tx, unanswered, "welcome", at=NOW - MINUTE)
        a_received(tx, unanswered, "hello?", status="failed")

        found = {item.contact.name: item for item in threads.recent(tx, NOW)}

    assert found["Answered"].last.text == "it is"
    assert found["Unanswered"].last.text == "hello?"
    assert (found["Answered"].waiting, found["Unanswered"].waiting) == (False, True)


@pytest.mark.parametrize(
    ("value", "ending"),
    [
        pytest.param("+447700900123", "123", id="a phone number"),
        pytest.param("9821004417", "417", id="a chat id"),
        pytest.param("amina", "", id="three of five would be most of it"),
    ],
)
def test_an_address_is_known_by_its_last_three_digits_alone(store: Store, value: str, ending: str) -> None:
    with store.write() as tx:
        who = a_contact(tx)
        an_address(tx, who, value=value, opted_out="everything")

        found = threads.thread(tx, who)

    assert found is not None
    assert found.ways[0].ending == ending
    assert found.ways[0].opted_out is OptOut.EVERYTHING
    assert value not in repr(found)


def test_a_shared_phone_is_said_to_be_shared_for_each_of_its_people(store: Store) -> None:
    with store.write() as tx:
        mother, daughter = a_contact(tx, "Mother"), a_contact(tx, "Daughter")
        address_id = an_address(tx, mother)
        tx.connection.execute(insert(tables.phone_share).values(address_id=address_id, contact_id=daughter))

        ways = [found.ways[0] for who in (mother, daughter) if (found := threads.thread(tx, who)) is not None]

    assert [(way.shared, way.current) for way in ways] == [(True, True), (True, False)]


def test_nobody_is_not_a_thread(store: Store) -> None:
    with store.read() as tx:
        assert threads.thread(tx, 1) is None
