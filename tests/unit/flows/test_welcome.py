"""The first conversation."""

from dataclasses import replace

import pytest

from bot.flows.welcome import WelcomeFacts, welcome
from bot.language.fragments import fragments
from bot.model.effect import GiveConsent, SetLanguage, SetName, Welcome
from bot.model.questions import Choice
from tests.talk import ROSHANA, Talk

SOMEBODY_NEW = replace(ROSHANA, name=None, welcomed=None)
TWO = (Choice("en", "English"), Choice("bn", "বাংলা"))
AGREED = [GiveConsent("talk", True, "agree"), Welcome()]


def a_welcome(languages: tuple[Choice, ...] = TWO, choose_language: bool = False) -> Talk:
    return Talk(welcome, WelcomeFacts("The Listening Project, Tower Hamlets", languages, choose_language), SOMEBODY_NEW)


def test_the_first_message_says_who_we_are_asks_consent_and_fits_three_sms() -> None:
    talk = a_welcome()

    assert talk.open == "agree"
    assert "The Listening Project" in talk.words
    assert "999" in talk.words
    assert "STOP" in talk.words
    assert fragments(talk.words).encoding == "GSM-7"
    assert fragments(talk.words).fragments <= 3


def test_somebody_who_agrees_is_welcome_before_they_give_a_name() -> None:
    talk = a_welcome().hear("yes")

    assert talk.open == "name"
    assert talk.effects == AGREED


def test_a_name_is_kept() -> None:
    talk = a_welcome().hear("yes", "Roshana")

    assert talk.run.ended
    assert talk.effects == [*AGREED, SetName("Roshana")]


@pytest.mark.parametrize("without", ["skip", "voice note"])
def test_a_name_is_not_needed(without: str) -> None:
    talk = a_welcome().hear("yes")
    talk.hear("skip") if without == "skip" else talk.hear_voice()

    assert talk.run.ended
    assert talk.effects == AGREED


def test_a_no_is_kept_and_nothing_more_is_asked() -> None:
    talk = a_welcome().hear("no")

    assert talk.run.ended
    assert talk.effects == [GiveConsent("talk", False, "agree")]
    assert talk.said == ["welcome.goodbye"]


def test_a_maybe_is_no_consent() -> None:
    talk = a_welcome().hear("maybe")

    assert talk.open == "agree"
    assert talk.effects == []


def test_the_language_is_asked_before_anything_is_explained() -> None:
    talk = a_welcome(choose_language=True)

    assert talk.open == "language"
    assert talk.said == []
    talk.hear("2")
    assert talk.effects == [SetLanguage("bn")]
    assert talk.said == ["welcome.hello"]
    assert talk.open == "agree"


def test_with_one_language_none_is_asked_for() -> None:
    assert a_welcome(languages=(), choose_language=True).open == "agree"


def test_somebody_who_goes_back_may_choose_another_language() -> None:
    talk = a_welcome(choose_language=True).hear("1").go_back().hear("2")

    assert talk.effects == [SetLanguage("en"), SetLanguage("bn")]


def test_going_back_to_the_consent_does_not_give_it_twice() -> None:
    talk = a_welcome().hear("yes").go_back().hear("yes")

    assert talk.effects == AGREED
