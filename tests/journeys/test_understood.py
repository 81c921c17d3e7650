"""People say it in their own words, in their own language, and are understood (P6.1, P2.3, P8.2)."""

import pytest
from sqlalchemy import select

from bot.app.parts import Parts
from bot.model.contact import OptOut
from bot.model.task import TaskKind
from bot.store import tables as t
from tests.people import Resident, an_event, plant

POLITE = "could you kindly not send me these texts any longer thank you"


@pytest.fixture
def amina(house: Parts) -> Resident:
    plant(house, an_event(), an_event(title="After Jumu'ah circle", venue="Noor Yard Mosque hall"))
    return Resident(house).is_welcomed("Amina")


def last_task(resident: Resident, kind: TaskKind) -> str:
    """What staff are told in their newest task of that kind."""
    newest = select(t.task.c.details).where(t.task.c.kind == kind).order_by(t.task.c.id.desc())
    with resident.parts.store.read() as tx:
        return str(tx.connection.execute(newest).scalars().first())


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("is there anything on near me for women", id="English"),
        pytest.param("আমার এলাকায় কোনো অনুষ্ঠান আছে?", id="Bengali"),
        pytest.param("ma xaafaddayda munaasabad ma ka jirtaa", id="Somali"),
        pytest.param("C'è qualche incontro vicino a casa mia?", id="Italian"),
        pytest.param("Bana yakın bir etkinlik var mı?", id="Turkish"),
    ],
)
def test_whoever_looks_for_an_event_in_any_language_gets_them_or_is_asked(amina: Resident, words: str) -> None:
    answer = amina.writes(words)

    assert "Which event would you like" in answer or "Find an event" in answer


def test_a_change_of_mind_in_other_words_begins_the_change(amina: Resident) -> None:
    amina.books()

    answer = amina.writes("sorry love I cannot make it on that day any more, give my place to somebody else")

    assert "Health chat" in answer
    assert "What would you like to do?" in answer


def test_a_wish_no_conversation_serves_yet_goes_to_a_person_and_the_question_waits(amina: Resident) -> None:
    answer = amina.chats("events", "1", "will this affect my visa?")

    assert "One of us will read this and answer" in answer
    assert "Will somebody come with you?" in answer
    assert "visa" in last_task(amina, TaskKind.ANSWER)


def test_a_polite_stop_is_asked_about_and_nothing_goes_out_meanwhile(amina: Resident) -> None:
    answer = amina.writes(POLITE)

    assert "What did you mean?" in answer
    assert amina.standing.address.held


def test_the_same_polite_stop_again_stops(amina: Resident) -> None:
    amina.chats(POLITE, POLITE)

    assert amina.standing.address.opted_out is OptOut.EVERYTHING


def test_words_that_may_mean_danger_are_asked_about_and_staff_are_told(amina: Resident) -> None:
    answer = amina.writes("my husband hits me when he is drunk")

    assert "Call 999" in answer
    assert "May be in danger" in last_task(amina, TaskKind.DANGER)


def test_a_name_is_no_cry_for_help(house: Parts) -> None:
    stranger = Resident(house, "+447700900178")
    stranger.chats("hello", "yes", "Maria")

    assert stranger.standing.contact.name == "Maria"


def test_what_was_understood_is_kept_with_the_message(house: Parts, amina: Resident) -> None:
    amina.writes("what does ICB mean")

    with house.store.read() as tx:
        kept = tx.connection.execute(select(t.inbound).order_by(t.inbound.c.id.desc())).mappings().first()
    assert kept is not None
    assert (kept["intent"], kept["language"], kept["accepted"]) == ("explain_word", "en", True)
    assert kept["engine"].startswith("embedded-")
    assert kept["confidence"] > 0.9


def test_a_button_or_a_number_needs_no_understanding(house: Parts, amina: Resident) -> None:
    amina.chats("events", "1")

    with house.store.read() as tx:
        kept = tx.connection.execute(select(t.inbound.c.intent).order_by(t.inbound.c.id.desc())).scalars().first()
    assert kept is None


def test_an_event_may_be_chosen_by_where_it_is(amina: Resident) -> None:
    answer = amina.chats("events", "I think the one at noor yard mosque hall would suit my mother better")

    assert "After Jumu'ah circle" in answer
    assert "Will somebody come with you?" in answer
