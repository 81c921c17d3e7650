"""Ten messages at once, the same one twice, and texts no phone should be able to send."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.app import Parts
from bot.conversation.batch import Batch
from bot.conversation.room import Outcome
from bot.model.message import InboundMessage
from bot.store import tables as t
from tests.people import Resident, an_event, plant

ODD = {
    "NUL": "a\0b",
    "a lone surrogate": "a\ud800b",
    "5,000 letters": "x" * 5000,
    "5,000 emoji": "👩‍👩‍👧" * 1000,
    "empty": "",
    "spaces": "  \n\t ",
    "only emoji": "🎉🎉",
    "right to left marks": "\u202e\u2066stop\u2069",
    "a letter of many marks": "e" + "\u0301" * 500,
    "braces": "{title} {0} %s %(name)s",
    "a button that never was": "deadbeef:1",
    "a very long number": "9" * 400,
    "digits of five scripts": "১٢३५๔",
}


@pytest.fixture
def amina(either_house: Parts) -> Resident:
    plant(either_house, an_event(), an_event(title="Tea"))
    return Resident(either_house)


def all_at_once(house: Parts, messages: list[InboundMessage]) -> list[str]:
    async def receive() -> list[Outcome]:
        return await house.road.receive(messages)

    return ["\n".join(bubble.text for bubble in outcome.bubbles) for outcome in asyncio.run(receive())]


def count(house: Parts, table: str) -> int:
    with house.store.read() as tx:
        return tx.connection.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one()


def test_ten_messages_at_once_are_answered_in_order(either_house: Parts, amina: Resident) -> None:
    words = ("hello", "yes", "Amina", "events", "2", "yes", "2", "a friend", "none", "yes")
    answers = all_at_once(either_house, [amina.message(one) for one in words])

    assert "May we keep your number" in answers[0]
    assert "Tea" in answers[3]
    assert "3 of you." in answers[8]
    assert "Your place is booked." in answers[9]
    with either_house.store.read() as tx:
        kept = tx.connection.execute(select(t.inbound.c.text).order_by(t.inbound.c.id)).scalars()
        assert tuple(kept) == words
        assert list(tx.connection.execute(select(t.event.c.taken).order_by(t.event.c.id)).scalars()) == [0, 3]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
def test_the_same_message_twice_has_one_effect(either_house: Parts, amina: Resident, together: bool) -> None:
    amina.is_welcomed().chats("events", "1", "no", "none")
    said = amina.message("yes")
    before = count(either_house, "outbox")
    if together:
        first, second = Batch(either_house.store, either_house.road.room).run([said, said])
    else:
        first, second = (either_house.road.receive_now(said) for _ in range(2))

    assert "Your place is booked." in first.bubbles[0].text
    assert (second.repeat, second.inbound_id, second.bubbles) == (True, first.inbound_id, ())
    assert count(either_house, "outbox") == before + len(first.bubbles) + 2  # and two reminders
    with either_house.store.read() as tx:
        assert tx.connection.execute(select(t.event.c.taken).order_by(t.event.c.id)).scalars().first() == 1


def test_two_strangers_with_the_same_first_message_are_two_people(either_house: Parts) -> None:
    phones = [Resident(either_house, f"+4477009003{number:02}") for number in range(20)]
    answers = all_at_once(either_house, [phone.message("hello") for phone in phones])

    assert all("May we keep your number" in answer for answer in answers)
    assert count(either_house, "contact") == 20


def test_two_first_messages_of_one_stranger_make_one_contact(either_house: Parts) -> None:
    amina = Resident(either_house)
    all_at_once(either_house, [amina.message("hello"), amina.message("yes")])

    assert count(either_house, "contact") == 1


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    "before",
    [[], ["hello", "yes"], ["hello", "yes", "skip", "events"]],
    ids=["first", "words", "choice"],
)
def test_no_text_is_too_odd_to_be_answered(house: Parts, before: list[str], text: str) -> None:
    plant(house, an_event(), an_event(title="Tea"))
    amina = Resident(house)
    for words in before:
        amina.writes(words)
    outcome = house.road.receive_now(amina.message(text))

    assert not outcome.failed
    assert outcome.bubbles
    assert all(bubble.text.strip() for bubble in outcome.bubbles)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_no_text_is_too_odd_to_be_kept(either_house: Parts, amina: Resident, text: str) -> None:
    amina.chats("hello", "yes")
    odd = replace(amina.message(text), provider_id="odd\0\udfff", payload=None)

    assert not either_house.road.receive_now(odd).failed
    assert count(either_house, "inbound") == 3
