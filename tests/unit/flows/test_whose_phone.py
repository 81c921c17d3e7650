"""A phone that several people share."""

from bot.flows.whose_phone import WhoseFacts, whose_phone
from bot.model.effect import SwitchContact
from bot.model.questions import Choice
from tests.talk import Talk

SHARED = WhoseFacts((Choice("3", "Amina"), Choice("4", "Yusuf")))


def test_somebody_known_takes_the_phone() -> None:
    talk = Talk(whose_phone, SHARED).hear("yusuf")

    assert talk.effects == [SwitchContact(4)]
    assert talk.words == "Hello Yusuf."


def test_somebody_new_gives_a_name() -> None:
    assert Talk(whose_phone, SHARED).hear("somebody new", "Nadia").effects == [SwitchContact(None, "Nadia")]


def test_with_nobody_else_known_only_the_name_is_asked() -> None:
    assert Talk(whose_phone, WhoseFacts()).open == "name"


def test_a_name_that_was_spoken_is_not_made_up() -> None:
    assert Talk(whose_phone, WhoseFacts()).hear_voice().effects == [SwitchContact(None)]
