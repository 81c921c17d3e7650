"""Rahima and her daughter on one phone: each with her own place, sign-ups and words, none shown to the other."""

from datetime import timedelta

import pytest

from bot.app import Parts
from bot.model.contact import OptOut
from bot.store import contacts, events
from tests.people import Resident, an_event, plant


@pytest.fixture
def phone(house: Parts) -> Resident:
    """Rahima's phone; she has a place at the health chat."""
    plant(house, an_event(), an_event(title="Tea"))
    resident = Resident(house).is_welcomed("Rahima")
    resident.books()
    return resident


def titles_of(phone: Resident) -> list[str]:
    """What the one who has the phone now has signed up to."""
    with phone.parts.store.read() as tx:
        mine = events.sign_ups_of(tx, phone.standing.contact.id, phone.parts.clock.now())
    return [sign_up.event.title for sign_up in mine]


def test_a_daughter_says_who_she_is_and_is_welcomed_as_herself(phone: Resident) -> None:
    rahima = phone.standing.contact.id
    assert "What shall we call you?" in phone.writes("someone else")
    welcome = phone.writes("Salma")

    assert welcome.startswith("Hello Salma.")
    assert "May we keep your number" in welcome
    assert phone.standing.contact.id != rahima
    assert phone.standing.contact.welcomed is None
    phone.chats("yes", "skip")
    assert phone.standing.contact.welcomed is not None


def test_each_has_her_own_sign_ups(phone: Resident) -> None:
    phone.chats("someone else", "Salma", "hello", "yes", "skip")
    salma_before = titles_of(phone)
    phone.books("2")
    salma = titles_of(phone)
    phone.chats("someone else", "Rahima")

    assert (salma_before, salma, titles_of(phone)) == ([], ["Tea"], ["Health chat"])


def test_what_one_was_asked_is_not_shown_to_the_other_and_waits(phone: Resident) -> None:
    phone.chats("events", "2", "no", "1")
    switched = phone.chats("someone else", "Salma")
    salmas = phone.writes("hello")
    phone.chats("yes", "skip", "someone else")
    back = phone.writes("Rahima")

    assert "interpreter" not in switched + salmas
    assert back.startswith("Hello Rahima.")
    assert "Which language should the interpreter speak?" in back
    assert "Which kind of Somali" in phone.writes("Somali")


def test_a_reminder_names_neither_and_tells_no_needs(house: Parts, phone: Resident) -> None:
    phone.chats("someone else", "Salma", "hello", "yes", "skip")
    house.clock.move(timedelta(days=3, hours=4))
    reminder = phone.hears()

    assert "See you in 2 days: Health chat" in reminder
    assert "Rahima" not in reminder
    assert "Salma" not in reminder


def test_a_change_of_language_leaves_the_others_alone(phone: Resident) -> None:
    phone.chats("someone else", "Salma", "hello", "yes", "skip", "Bangla please")
    salma = phone.standing.contact.language
    with phone.parts.store.read() as tx:
        everybody = {one.name: one.language for one in contacts.sharing(tx, phone.standing.address.id)}

    assert salma == "bn"
    assert everybody == {"Rahima": "en", "Salma": "bn"}


def test_stop_holds_for_the_phone_whoever_says_it(phone: Resident) -> None:
    phone.chats("someone else", "Salma", "hello", "yes", "skip", "STOP")
    phone.chats("someone else", "Rahima")

    assert phone.standing.address.opted_out is OptOut.EVERYTHING


def test_an_offer_for_one_is_not_told_to_the_other(house: Parts, phone: Resident) -> None:
    plant(house, an_event(title="Walk", places=1))
    dot = Resident(house, "+447700900150").is_welcomed("Dot")
    dot.books("walk")
    phone.chats("events", "walk", "yes", "no", "none", "yes")
    phone.chats("someone else", "Salma", "hello", "yes", "skip")
    dot.chats("change", "1", "no")

    assert "Walk" not in phone.hears()
