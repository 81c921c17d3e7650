"""Staff's hand in conversations: what they write, whom they take over, what they heard."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversation.desk import THREAD_OPEN, Nobody
from bot.model.message import MessageKind
from bot.store import tables as t
from tests.people import Resident
from tests.road_people import AStreet, a_street, open_tasks, place_of, rows_of

MAYA = 3


@pytest.fixture
def street(sqlite_url: str) -> Iterator[AStreet]:
    with a_street(sqlite_url) as made:
        yield made


@pytest.fixture
def amina(street: AStreet) -> Resident:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina")
    return resident


def last_row(street: AStreet) -> tuple[str, str]:
    """The words and the purpose of what was put in the outbox last."""
    with street.store.read() as tx:
        rows = select(t.outbox.c.text, t.outbox.c.purpose).order_by(t.outbox.c.id.desc()).limit(1)
        words, purpose = tx.connection.execute(rows).one()
    return words, purpose


@pytest.mark.parametrize(
    ("later", "purpose"),
    [(timedelta(0), "answer"), (THREAD_OPEN - timedelta(minutes=1), "answer"), (THREAD_OPEN, "staff")],
    ids=["at once", "within the week", "after it"],
)
def test_what_staff_write_is_an_answer_while_the_thread_is_open(
    street: AStreet, amina: Resident, later: timedelta, purpose: str
) -> None:
    street.clock.move(later)
    street.desk.answer(amina.standing.contact.id, MAYA, "I will ring you at five.")

    assert last_row(street) == ("I will ring you at five.", purpose)


def test_nobody_can_be_answered_who_has_no_address(street: AStreet) -> None:
    with pytest.raises(Nobody, match="4711"):
        street.desk.answer(4711, MAYA, "Hello?")


def test_taking_over_and_handing_back_is_kept(street: AStreet, amina: Resident) -> None:
    who = amina.standing.contact.id
    street.desk.take_over(who, MAYA)
    taken = amina.standing.contact.handled_by
    street.desk.hand_back(who, MAYA)

    assert (taken, amina.standing.contact.handled_by) == (MAYA, None)


def test_a_message_nobody_sent_can_be_heard_without_harm(street: AStreet) -> None:
    street.desk.heard(4711, MAYA, "nothing")

    assert rows_of(street, t.inbound) == []


def test_what_was_heard_answers_the_open_question_only_where_it_was_asked(street: AStreet, amina: Resident) -> None:
    amina.writes("person")
    amina.sends(MessageKind.VOICE)
    which = rows_of(street, t.inbound)[-1]["id"]
    street.desk.heard(which, MAYA, "my letter from the clinic")
    place = place_of(street, amina.standing.contact.id)

    assert place is not None
    assert place.answers == {"about": "my letter from the clinic"}
    assert place.asked is not None
    assert place.asked.question == "way"


def test_a_task_is_done_by_somebody(street: AStreet, amina: Resident) -> None:
    amina.writes("what does ZQXB mean?")
    (task,) = open_tasks(street)
    street.desk.task_done(task["id"], MAYA)

    assert open_tasks(street) == []
    assert rows_of(street, t.task)[0]["done_by"] == MAYA
