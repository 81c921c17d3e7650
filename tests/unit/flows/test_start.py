"""START."""

from dataclasses import replace

from bot.flows.start import StartFacts, start
from bot.model.effect import Begin, StartMessages
from tests.talk import ROSHANA, Talk


def test_somebody_who_comes_back_is_welcome() -> None:
    talk = Talk(start, StartFacts("The Listening Project"))

    assert talk.effects == [StartMessages()]
    assert talk.words.startswith("Welcome back")


def test_somebody_who_never_agreed_is_asked_now() -> None:
    talk = Talk(start, StartFacts("The Listening Project"), replace(ROSHANA, welcomed=None))

    assert talk.effects == [StartMessages(), Begin("welcome")]
    assert talk.said == []
