"""Changing a place, or giving it up."""

import pytest

from bot.flows.event_change import ChangeFacts, event_change
from bot.model.effect import AddNeeds, Begin, ChangeParty, LeaveEvent
from bot.model.event import Need, NeedKind, SignUp, SignUpStatus
from tests.gatherings import a_sign_up, an_event
from tests.talk import NOW, Talk


def a_change(*sign_ups: SignUp) -> Talk:
    return Talk(event_change, ChangeFacts(sign_ups, NOW.date()))


def test_with_no_place_there_is_nothing_to_change() -> None:
    talk = a_change(a_sign_up(status=SignUpStatus.CANCELLED))

    assert talk.said == ["event_change.none"]


def test_somebody_with_one_place_is_not_asked_which() -> None:
    talk = a_change(a_sign_up())

    assert talk.open == "what"
    assert "Chai and chat" in talk.words


def test_somebody_with_several_says_which() -> None:
    talk = a_change(a_sign_up(), a_sign_up(an_event(2))).hear("2", "I can't come")

    assert talk.effects[0] == LeaveEvent(20)


@pytest.mark.parametrize(
    ("status", "said"),
    [(SignUpStatus.GOING, "event_change.left"), (SignUpStatus.WAITING, "event_change.left_list")],
    ids=["a place", "the waiting list"],
)
def test_giving_up_asks_nothing_first_and_offers_another(status: SignUpStatus, said: str) -> None:
    talk = a_change(a_sign_up(status=status)).hear("1")

    assert talk.said == [said]
    assert talk.effects == [LeaveEvent(10), Begin("another_event")]


def test_an_answer_about_one_place_is_never_taken_for_another() -> None:
    talk = a_change(a_sign_up())
    talk.facts = ChangeFacts((a_sign_up(an_event(2)),), NOW.date())
    talk.hear("1")

    assert talk.open == "what"
    assert talk.effects == []


def test_more_may_come_while_there_is_room() -> None:
    assert a_change(a_sign_up()).hear("change how many come", "4").effects == [ChangeParty(10, 4)]


def test_more_than_there_is_room_for_changes_nothing() -> None:
    talk = a_change(a_sign_up(an_event(taken=19))).hear("change how many come", "4")

    assert talk.said == ["event_change.too_few_places"]
    assert talk.effects == []


def test_a_need_can_be_added() -> None:
    talk = a_change(a_sign_up()).hear("add something I need", "large print")

    assert talk.effects == [AddNeeds(10, (Need(NeedKind.LARGE_PRINT),))]


def test_adding_no_need_changes_nothing() -> None:
    assert a_change(a_sign_up()).hear("add something I need", "none").effects == []


def test_the_way_is_told_when_asked() -> None:
    talk = a_change(a_sign_up()).hear("how do I get there?")

    assert "Two minutes from Whitechapel station." in talk.words
    assert talk.effects == []


def test_a_place_on_offer_is_answered_first() -> None:
    assert a_change(a_sign_up(status=SignUpStatus.OFFERED)).effects == [Begin("offer")]


def test_keeping_it_changes_nothing() -> None:
    talk = a_change(a_sign_up()).hear("keep it as it is")

    assert talk.said == ["event_change.kept"]
    assert talk.effects == []
