"""Talking to a person."""

from datetime import timedelta

from bot.flows.person import PersonFacts, person
from bot.model.effect import AskForPerson
from tests.talk import NOW, Talk

BY = NOW + timedelta(days=1)


def test_somebody_writes_back_and_we_say_by_when() -> None:
    talk = Talk(person, PersonFacts(BY)).hear("My flat is damp", "write to me here")

    assert talk.effects == [AskForPerson("answer", "My flat is damp", {"about": "My flat is damp", "way": "message"})]
    assert "Tuesday 3 March" in talk.words


def test_a_call_is_asked_for_with_a_time_that_suits() -> None:
    talk = Talk(person, PersonFacts(BY)).hear("skip", "phone me", "mornings")

    answers = {"about": "", "way": "call", "best_time": "mornings"}
    assert talk.effects == [AskForPerson("call_back", "", answers)]


def test_a_number_is_asked_for_only_where_the_channel_has_none() -> None:
    assert Talk(person, PersonFacts(BY, has_phone=True)).hear("skip", "phone me").open == "best_time"
    talk = Talk(person, PersonFacts(BY, has_phone=False)).hear("skip", "phone me")
    assert talk.open == "number"

    talk.hear("07700 900123", "skip")
    assert isinstance(talk.effects[0], AskForPerson)
    assert talk.effects[0].answers["phone"] == "+447700900123"


def test_a_voice_note_is_put_before_the_person() -> None:
    talk = Talk(person, PersonFacts(BY)).hear_voice().hear("write to me here")

    assert isinstance(talk.effects[0], AskForPerson)
    assert talk.effects[0].details == "Sent a voice note or picture: listen first."


def test_the_safety_line_comes_first() -> None:
    assert "999" in Talk(person, PersonFacts(BY)).words
