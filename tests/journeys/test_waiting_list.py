"""A full event: the list, a place that comes free, an offer taken or lost, and two people at the last place."""

from datetime import timedelta

import pytest

from bot.app import Parts
from bot.conversation.batch import Batch
from bot.model.event import SignUpStatus
from bot.store import events
from tests.people import Resident, an_event, plant


def a_queue(house: Parts, *names: str) -> list[Resident]:
    """The first has the one place, the others wait in this order."""
    plant(house, an_event(places=1))
    people = [Resident(house, f"+4477009001{number:02}").is_welcomed(name) for number, name in enumerate(names)]
    for number, person in enumerate(people):
        if number:
            person.chats("events", "1", "yes", "no", "none", "yes")
        else:
            person.books()
    return people


def taken(house: Parts) -> int:
    with house.store.read() as tx:
        event = events.one(tx, 1)
    assert event is not None
    return event.taken


def status_of(resident: Resident) -> SignUpStatus | None:
    with resident.parts.store.read() as tx:
        mine = events.sign_ups_of(tx, resident.standing.contact.id, resident.parts.clock.now())
    return mine[0].status if mine else None


def test_a_full_event_offers_the_list_and_a_no_books_nothing(house: Parts) -> None:
    a_queue(house, "Amina")
    dot = Resident(house, "+447700900150").is_welcomed("Dot")

    assert "This event is full." in dot.chats("events", "1")
    assert "Nothing is booked." in dot.writes("no")
    assert status_of(dot) is None


def test_a_place_that_comes_free_is_offered_to_the_next_and_taken_by_a_yes(house: Parts) -> None:
    amina, dot, eve = a_queue(house, "Amina", "Dot", "Eve")
    amina.chats("change", "1", "no")
    offer = dot.hears()

    assert "A place came free at Health chat" in offer
    assert "Please tell us by Tuesday 2 March at 10am." in offer
    assert eve.hears() == ""
    assert "It is yours." in dot.writes("yes please")
    assert status_of(dot) is SignUpStatus.GOING
    assert taken(house) == 1


def test_an_offer_can_be_taken_from_the_menu_and_under_change(house: Parts) -> None:
    amina, dot = a_queue(house, "Amina", "Dot")
    amina.chats("change", "1", "no")
    dot.hears()

    assert "Would you like it?" in dot.writes("change")
    assert "It is yours." in dot.writes("yes")


def test_a_no_gives_the_offered_place_to_the_next(house: Parts) -> None:
    amina, dot, eve = a_queue(house, "Amina", "Dot", "Eve")
    amina.chats("change", "1", "no")
    dot.hears()
    answer = dot.writes("no thanks")

    assert "It goes to the next person." in answer
    assert "A place came free" in eve.hears()
    assert status_of(dot) is None


def test_an_offer_nobody_answers_ends_after_a_day_and_goes_to_the_next(house: Parts) -> None:
    amina, dot, eve = a_queue(house, "Amina", "Dot", "Eve")
    amina.chats("change", "1", "no")
    dot.hears()

    house.clock.move(timedelta(hours=23, minutes=59))
    assert dot.hears() == ""
    house.clock.move(timedelta(minutes=1))
    assert "went to the next person" in dot.hears()
    assert "A place came free" in eve.hears()
    assert "It is yours." in eve.writes("yes")
    assert taken(house) == 1


def test_a_yes_that_comes_too_late_is_told_so(house: Parts) -> None:
    amina, dot = a_queue(house, "Amina", "Dot")
    amina.chats("change", "1", "no")
    dot.hears()
    dot.writes("change")
    house.clock.move(timedelta(hours=25))
    dot.hears()

    assert "this place has gone" in dot.writes("yes")
    assert taken(house) == 0


def test_a_yes_at_the_menu_without_an_offer_takes_nothing(house: Parts) -> None:
    _, dot = a_queue(house, "Amina", "Dot")

    assert "It is yours." not in dot.writes("yes")
    assert status_of(dot) is SignUpStatus.WAITING


def test_a_yes_after_stop_takes_no_offered_place(house: Parts) -> None:
    amina, dot = a_queue(house, "Amina", "Dot")
    amina.chats("change", "1", "no")
    dot.writes("STOP")

    assert "It is yours." not in dot.writes("YES")
    assert status_of(dot) is SignUpStatus.OFFERED


def test_leaving_the_list_gives_up_the_turn(house: Parts) -> None:
    amina, dot, eve = a_queue(house, "Amina", "Dot", "Eve")
    assert "You are no longer waiting" in dot.chats("change", "1")
    amina.chats("change", "1", "no")

    assert dot.hears() == ""
    assert "A place came free" in eve.hears()


def test_more_companions_than_places_wait_together(house: Parts) -> None:
    plant(house, an_event(places=2))
    amina = Resident(house).is_welcomed()

    assert "There are only 2 places left." in amina.chats("events", "1", "yes", "3", "1")
    assert "waiting list for Health chat" in amina.chats("yes", "none", "yes")
    assert taken(house) == 0


def test_two_people_take_the_last_place_in_one_batch(either_house: Parts) -> None:
    plant(either_house, an_event(places=1), an_event(title="Tea"))
    pair = [Resident(either_house, f"+44770090016{n}").is_welcomed(name) for n, name in enumerate(("Amina", "Dot"))]
    for person in pair:
        person.chats("events", "1", "no", "none")

    first, second = at_once(*((person, "yes") for person in pair))

    assert "Your place is booked." in first
    assert "Something has changed since we asked." in second
    assert "This event is full." in second
    assert taken(either_house) == 1
    assert "waiting list for Health chat" in pair[1].chats("yes", "yes")


def at_once(*said: tuple[Resident, str]) -> list[str]:
    """The answers to messages that share one commit."""
    house = said[0][0].parts
    messages = [resident.message(words) for resident, words in said]
    outcomes = Batch(house.store, house.road.room).run(messages)
    return ["\n".join(bubble.text for bubble in outcome.bubbles) for outcome in outcomes]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the other way round"])
def test_one_leaves_and_another_signs_up_in_one_batch(house: Parts, order: tuple[int, int]) -> None:
    plant(house, an_event(places=1))
    amina = Resident(house).is_welcomed()
    dot = Resident(house, "+447700900170").is_welcomed("Dot")
    amina.books()
    amina.writes("change")
    dot.writes("events")
    said = [(amina, "1"), (dot, "1")]
    answers = at_once(*(said[which] for which in order))

    full = answers[order.index(1)]
    assert ("This event is full." in full) == (order == (1, 0))
