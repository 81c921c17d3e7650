"""Looking for another event after giving a place back."""

from bot.flows.another_event import AnotherEventFacts, another_event
from bot.model.effect import Begin
from tests.talk import Talk


def test_a_yes_goes_on_to_the_events() -> None:
    assert Talk(another_event, AnotherEventFacts()).hear("yes").effects == [Begin("event_signup")]


def test_a_no_is_fine() -> None:
    talk = Talk(another_event, AnotherEventFacts()).hear("no")

    assert talk.said == ["another_event.not_now"]
    assert talk.effects == []


def test_with_no_open_event_nothing_is_asked() -> None:
    assert Talk(another_event, AnotherEventFacts(any_open=False)).run.ended
