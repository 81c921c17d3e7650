"""Somebody changes how many come, adds a need, asks the way, or gives the place back."""

import pytest

from bot.app import Parts
from bot.model.event import NeedKind, SignUpStatus
from bot.store import events, tasks
from tests.people import Resident, an_event, plant


@pytest.fixture
def amina(house: Parts) -> Resident:
    """Has a place; three are left."""
    plant(house, an_event(places=4))
    resident = Resident(house).is_welcomed()
    resident.books()
    return resident


def taken(house: Parts) -> int:
    with house.store.read() as tx:
        event = events.one(tx, 1)
    assert event is not None
    return event.taken


def test_more_people_come_along(house: Parts, amina: Resident) -> None:
    assert "3 of you will come" in amina.chats("change", "2", "3")
    assert taken(house) == 3


def test_more_than_there_is_room_for_changes_nothing(house: Parts, amina: Resident) -> None:
    assert "there are only 4 places for you" in amina.chats("change", "how many", "6")
    assert taken(house) == 1


def test_fewer_people_give_their_seats_to_whoever_waits(house: Parts, amina: Resident) -> None:
    amina.chats("change", "2", "4")
    dot = Resident(house, "+447700900150").is_welcomed("Dot")
    dot.chats("events", "1", "yes", "no", "none", "yes")
    amina.chats("change", "2", "1")

    assert "A place came free" in dot.hears()


def test_a_need_added_later_becomes_a_task_beside_the_others(house: Parts, amina: Resident) -> None:
    answer = amina.chats("change", "3", "a hearing loop")

    assert "We have written that down" in answer
    with house.store.read() as tx:
        assert [need.kind for need in events.needs_of(tx, 1)] == [NeedKind.HEARING_LOOP]
        assert [task.kind for task in tasks.open_tasks(tx)] == ["need"]


def test_the_way_there_is_told_again(amina: Resident) -> None:
    assert "Bus 25 stops outside." in amina.chats("change", "4")


def test_leaving_is_kind_and_frees_the_place(house: Parts, amina: Resident) -> None:
    answer = amina.chats("i cant come", "1")

    assert "Thank you for telling us." in answer
    assert "Would you like to look for another event?" in answer
    assert taken(house) == 0
    with house.store.read() as tx:
        sign_up = events.sign_up_by_id(tx, 1)
    assert sign_up is not None
    assert sign_up.status is SignUpStatus.CANCELLED


def test_the_same_place_can_be_taken_again_after_leaving(house: Parts, amina: Resident) -> None:
    amina.chats("change", "1", "no")

    assert "Your place is booked." in amina.books()
    assert taken(house) == 1


def test_signing_up_twice_offers_to_change_instead(house: Parts, amina: Resident) -> None:
    assert "already" in amina.chats("events", "1")
    assert "What would you like to do?" in amina.writes("yes")
    assert taken(house) == 1
