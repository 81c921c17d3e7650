"""The menu."""

from bot.flows.menu import MenuFacts, menu
from bot.model.effect import Begin
from tests.talk import Talk


def test_a_wish_begins_its_conversation() -> None:
    assert Talk(menu, MenuFacts()).hear("find an event").effects == [Begin("event_signup")]


def test_changing_a_place_is_offered_only_to_those_who_have_one() -> None:
    assert "Change my place" not in Talk(menu, MenuFacts(signed_up=False)).choices
    assert "Change my place" in Talk(menu, MenuFacts(signed_up=True)).choices


def test_a_person_is_always_among_the_wishes() -> None:
    assert Talk(menu, MenuFacts()).choices[-1] == "Talk to a person"
