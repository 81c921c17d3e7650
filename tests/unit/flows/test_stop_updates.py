"""Stopping the news only."""

from bot.flows.stop_updates import StopUpdatesFacts, stop_updates
from bot.model.contact import OptOut
from bot.model.effect import StopMessages
from tests.talk import Talk


def test_news_stop_and_the_rest_still_comes() -> None:
    talk = Talk(stop_updates, StopUpdatesFacts("The Listening Project"))

    assert talk.effects == [StopMessages(OptOut.UPDATES)]
    assert "STOP" in talk.words
