"""A word that may mean stop, or only "finished"."""

import pytest

from bot.flows.stop_or_done import StopOrDoneFacts, stop_or_done
from bot.model.effect import Begin, Effect, HoldMessages, StopMessages
from tests.talk import Talk


def test_everything_is_held_while_we_ask() -> None:
    talk = Talk(stop_or_done, StopOrDoneFacts("koniec"))

    assert talk.effects == [HoldMessages()]
    assert '"koniec"' in talk.words


@pytest.mark.parametrize(
    ("reply", "then"),
    [
        pytest.param("1", [StopMessages()], id="stop"),
        pytest.param("2", [Begin("event_change")], id="my place"),
        pytest.param("3", [], id="something else"),
    ],
)
def test_the_answer_ends_the_hold(reply: str, then: list[Effect]) -> None:
    talk = Talk(stop_or_done, StopOrDoneFacts("koniec")).hear(reply)

    assert talk.effects == [HoldMessages(), HoldMessages(held=False), *then]
