"""A staff member takes a conversation over: the bot hears STOP, START and HELP, nothing else, until it has it back."""

import pytest

from bot.app import Parts
from bot.model.contact import OptOut
from bot.model.message import MessageKind
from tests.people import Resident, an_event, plant

MAYA = 1


@pytest.fixture
def amina(house: Parts) -> Resident:
    """In the middle of signing up; Maya has the conversation."""
    plant(house, an_event())
    resident = Resident(house).is_welcomed()
    resident.chats("events", "1")
    house.desk.take_over(resident.standing.contact.id, MAYA)
    return resident


@pytest.mark.parametrize("words", ["no", "hello", "events", "back", "what does ICB mean?", "cancel", "Bangla please"])
def test_the_bot_is_silent(amina: Resident, words: str) -> None:
    assert amina.writes(words) == ""


@pytest.mark.parametrize("kind", [MessageKind.VOICE, MessageKind.PICTURE])
def test_the_bot_is_silent_about_a_voice_note_too(amina: Resident, kind: MessageKind) -> None:
    assert amina.sends(kind) == ""


def test_stop_still_stops(amina: Resident) -> None:
    assert "will not message you again" in amina.writes("STOP")
    assert amina.standing.address.opted_out is OptOut.EVERYTHING


def test_help_still_gives_the_safety_line_and_no_question(amina: Resident) -> None:
    answer = amina.writes("HELP")

    assert answer.startswith("In danger now? Call 999.")
    assert "Will somebody come with you?" not in answer


def test_what_staff_write_arrives(house: Parts, amina: Resident) -> None:
    house.desk.answer(amina.standing.contact.id, MAYA, "I will ring you at five.")

    assert amina.hears() == "I will ring you at five."


def test_handed_back_the_bot_goes_on_from_where_it_left_off(house: Parts, amina: Resident) -> None:
    amina.chats("no", "HELP")
    house.desk.hand_back(amina.standing.contact.id, MAYA)

    assert "Do you need any of these" in amina.writes("no")


def test_a_word_that_may_mean_stop_is_for_the_person_to_read(house: Parts, amina: Resident) -> None:
    amina.writes("cancel")

    assert not amina.standing.address.held
