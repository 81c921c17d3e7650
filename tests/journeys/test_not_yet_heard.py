"""A voice note or a picture: kept, acknowledged with a day, put before staff; a listener fills the answer in."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.app import Parts
from bot.model.event import NeedKind
from bot.model.message import MessageKind
from bot.store import contacts, events, places
from bot.store import tables as t
from tests.people import Resident, an_event, plant

LISTENED = "One of us will look at this or listen to it by Tuesday 2 March."
MAYA = 1


@pytest.fixture
def amina(house: Parts) -> Resident:
    plant(house, an_event())
    return Resident(house).is_welcomed()


def unheard(house: Parts) -> list[tuple[int, str | None]]:
    """Ids of the messages waiting for a listener, with what they answer."""
    i = t.inbound.c
    with house.store.read() as tx:
        rows = tx.connection.execute(select(i.id, i.answers).where(i.status == "unheard").order_by(i.id))
        return [(inbound_id, answers) for inbound_id, answers in rows]


def listening_tasks(house: Parts) -> int:
    with house.store.read() as tx:
        chosen = select(t.task.c.id).where(t.task.c.kind == "listen", t.task.c.done.is_(None))
        return len(tx.connection.execute(chosen).all())


def test_a_voice_note_answers_words_and_the_conversation_goes_on(house: Parts, amina: Resident) -> None:
    amina.chats("events", "1", "no", "7")
    answer = amina.sends(MessageKind.VOICE)

    assert LISTENED in answer
    assert "How long can you stay?" in answer
    assert [answers for _, answers in unheard(house)] == ["event_signup.needs.childcare"]
    assert listening_tasks(house) == 1


def test_what_a_listener_heard_becomes_the_answer(house: Parts, amina: Resident) -> None:
    amina.chats("events", "1", "no", "7")
    amina.sends(MessageKind.VOICE)
    ((inbound_id, _),) = unheard(house)
    house.desk.heard(inbound_id, MAYA, "Two girls, three and five")
    amina.chats("skip", "any time", "both", "yes")

    with house.store.read() as tx:
        (need,) = events.needs_of(tx, 1)
    assert (need.kind, need.details) == (NeedKind.CHILDCARE, "Two girls, three and five")
    assert unheard(house) == []
    assert listening_tasks(house) == 0


def test_what_was_heard_is_filled_in_under_another_conversation_too(house: Parts, amina: Resident) -> None:
    amina.chats("events", "1", "no", "7")
    amina.sends(MessageKind.VOICE)
    amina.writes("pause")
    ((inbound_id, _),) = unheard(house)
    house.desk.heard(inbound_id, MAYA, "Two girls")
    amina.chats("a week", "skip", "any time", "both", "yes")

    with house.store.read() as tx:
        (need,) = events.needs_of(tx, 1)
    assert need.details == "Two girls"


def test_a_voice_note_at_a_choice_is_kept_and_asks_for_words_too(house: Parts, amina: Resident) -> None:
    amina.writes("events")
    answer = amina.sends(MessageKind.VOICE)

    assert LISTENED in answer
    assert "please also write your answer" in answer
    assert "Will somebody come with you?" in amina.writes("1")
    assert [answers for _, answers in unheard(house)] == ["event_signup.event"]


def test_a_picture_out_of_the_blue_is_kept_for_a_person(house: Parts, amina: Resident) -> None:
    assert amina.sends(MessageKind.PICTURE) == f"Thank you. {LISTENED}"
    assert [answers for _, answers in unheard(house)] == [None]


def test_a_voice_note_as_a_name_is_no_name(amina: Resident) -> None:
    dot = Resident(amina.parts, "+447700900144")
    dot.chats("hello", "yes")
    dot.sends(MessageKind.VOICE)

    assert dot.standing.contact.name is None
    assert dot.standing.contact.welcomed is not None


def test_a_voice_note_is_no_consent(amina: Resident) -> None:
    dot = Resident(amina.parts, "+447700900144")
    dot.writes("hello")
    answer = dot.sends(MessageKind.VOICE)

    assert "please also write your answer" in answer
    assert dot.standing.contact.welcomed is None


def test_a_callers_voice_note_tells_the_caller_to_listen_first(house: Parts, amina: Resident) -> None:
    amina.writes("person")
    amina.sends(MessageKind.VOICE)
    amina.writes("write to me here")

    with house.store.read() as tx:
        tasks = tx.connection.execute(select(t.task.c.details).where(t.task.c.kind == "answer")).scalars().all()
    assert "listen first" in tasks[0]


def test_hearing_a_message_of_somebody_with_nothing_open_keeps_the_words(house: Parts, amina: Resident) -> None:
    amina.sends(MessageKind.VOICE)
    ((inbound_id, _),) = unheard(house)
    house.desk.heard(inbound_id, MAYA, "I liked the samosas")

    with house.store.read() as tx:
        row = tx.connection.execute(select(t.inbound).where(t.inbound.c.id == inbound_id)).mappings().one()
    assert (row["status"], row["heard_words"], row["heard_by"]) == ("heard", "I liked the samosas", MAYA)


def test_hearing_a_message_where_the_place_cannot_be_read_still_keeps_the_words(house: Parts, amina: Resident) -> None:
    amina.sends(MessageKind.VOICE)
    ((inbound_id, _),) = unheard(house)
    who = amina.standing.contact.id
    with house.store.write() as tx:
        contacts.lock_contacts(tx, [who])
        places.put(tx, {who: "{broken"}, house.clock.now())
    house.desk.heard(inbound_id, MAYA, "I liked the samosas")

    assert unheard(house) == []


def test_a_caption_under_a_picture_is_kept_with_it(house: Parts, amina: Resident) -> None:
    picture = replace(amina.message("my ramp"), kind=MessageKind.PICTURE)
    house.road.receive_now(picture)

    with house.store.read() as tx:
        row = tx.connection.execute(select(t.inbound.c.text).where(t.inbound.c.status == "unheard")).scalar()
    assert row == "my ramp"
