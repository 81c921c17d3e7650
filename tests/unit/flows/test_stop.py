"""STOP."""

from bot.flows.stop import StopFacts, stop
from bot.language.fragments import fragments
from bot.model.effect import StopMessages
from tests.talk import Talk


def test_stop_is_done_at_once_and_says_how_to_come_back() -> None:
    talk = Talk(stop, StopFacts("The Listening Project"))

    assert talk.run.ended
    assert talk.effects == [StopMessages()]
    assert "START" in talk.words


def test_the_one_confirmation_is_one_sms() -> None:
    assert fragments(Talk(stop, StopFacts("The Listening Project, Tower Hamlets")).words).fragments == 1
