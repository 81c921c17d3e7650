"""From a first hello to a booked place; and what becomes of a no."""

import pytest
from sqlalchemy import select

from bot.app import Parts
from bot.model.message import MessageKind
from bot.store import consents, events
from bot.store import tables as t
from bot.store.consents import Consent
from tests.people import DATA, Resident, an_event, plant

NEEDS_BENGALI = pytest.mark.skipif(
    not (DATA / "phrases" / "bn.po").exists(), reason="the Bengali phrases are not written yet"
)


def consents_of(resident: Resident) -> tuple[Consent, ...]:
    with resident.parts.store.read() as tx:
        return consents.of(tx, resident.standing.contact.id)


def test_amina_says_hello_and_books_a_place(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house)

    hello = amina.writes("Hello")
    assert hello.startswith("Hello, this is Hello Tower Hamlets.")
    assert "in an emergency call 999" in hello
    assert "Send STOP at any time" in hello
    assert "May we keep your number" in hello

    assert "What shall we call you?" in amina.writes("yes pls")
    assert "Nice to meet you, Amina." in amina.writes("Amina")
    assert "1. Health chat, Saturday 6 March at 2pm, Brick Lane Hall" in amina.writes("what's on")
    about = amina.writes("the first one")
    assert "Why: We plan a new clinic." in about
    assert "What you get: Lunch, and a say." in about
    assert "Will somebody come with you?" in about
    assert "Do you need any of these" in amina.writes("no just me")
    assert "Just you. You need: nothing extra." in amina.writes("nothing thanks")
    booked = amina.writes("yeah")

    assert "Your place is booked." in booked
    assert "/e/1.ics" in booked
    with house.store.read() as tx:
        place = events.one(tx, 1)
        assert place is not None
        assert place.taken == 1


@NEEDS_BENGALI
def test_rahima_books_in_bengali_with_bengali_digits(house: Parts) -> None:
    plant(house, an_event(), an_event(title="চা আড্ডা", language="bn"))
    rahima = Resident(house)

    hello = rahima.writes("আসসালামু আলাইকুম, আমি নাম লেখাতে চাই")
    assert "হ্যালো" in hello
    assert "999" in hello
    rahima.chats("হ্যাঁ", "রহিমা")
    assert "২:০০" in rahima.writes("অনুষ্ঠান")
    assert "চা আড্ডা" in rahima.writes("২")
    confirmed = rahima.chats("হ্যাঁ", "২", "১ ও ২", "না")

    assert "২ জন" in confirmed or "৩ জন" in confirmed
    rahima.writes("হ্যাঁ")
    with house.store.read() as tx:
        taken = tx.connection.execute(select(t.event.c.taken).order_by(t.event.c.id)).scalars()
        assert list(taken) == [0, 3]


def test_a_no_to_consent_is_taken_kindly_and_asks_nothing_more(house: Parts) -> None:
    amina = Resident(house)
    goodbye = amina.chats("hello", "no")

    assert "That is fine." in goodbye
    assert "?" not in goodbye
    assert amina.standing.contact.welcomed is None
    assert [row.given for row in consents_of(amina)] == [False]


def test_somebody_who_said_no_and_writes_again_is_told_once_how_to_come_back(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house)
    amina.chats("hello", "no")

    for words in ("hi", "events", "yes"):
        answer = amina.writes(words)
        assert "send START" in answer
        assert "?" not in answer
    assert amina.standing.contact.welcomed is None


def test_somebody_who_said_no_is_asked_again_after_start(house: Parts) -> None:
    amina = Resident(house)
    amina.chats("hello", "no")

    assert "May we keep your number" in amina.writes("START")
    amina.chats("yes", "Amina")
    assert amina.standing.contact.welcomed is not None


@pytest.mark.parametrize("words", ["ok", "sure", "👍", "maybe", "what for"])
def test_only_a_clear_yes_is_consent(house: Parts, words: str) -> None:
    amina = Resident(house)
    answer = amina.chats("hello", words)

    assert "yes or no" in answer
    assert amina.standing.contact.welcomed is None


def test_the_ledger_keeps_the_very_words_that_were_shown(house: Parts) -> None:
    amina = Resident(house)
    asked = amina.writes("hello")
    amina.writes("yes")

    (row,) = consents_of(amina)
    assert (row.purpose, row.given, row.language, row.channel) == ("talk", True, "en", "rest")
    assert row.words in asked
    assert row.words.startswith("May we keep your number")


@NEEDS_BENGALI
def test_the_ledger_keeps_the_words_in_the_language_they_were_shown_in(house: Parts) -> None:
    rahima = Resident(house)
    asked = rahima.writes("আসসালামু আলাইকুম")
    rahima.writes("হ্যাঁ")

    (row,) = consents_of(rahima)
    assert row.language == "bn"
    assert row.words in asked


def test_a_change_of_language_before_the_yes_shows_the_words_again_first(house: Parts) -> None:
    amina = Resident(house)
    amina.writes("hello")
    again = amina.writes("can we speak Bangla please")
    amina.writes("yes")

    (row,) = consents_of(amina)
    assert row.words in again
    assert row.language == "bn"


def test_going_back_on_a_yes_takes_it_back(house: Parts) -> None:
    amina = Resident(house)
    asked = amina.chats("hello", "yes", "back")
    amina.writes("no")

    assert "May we keep your number" in asked
    assert amina.standing.contact.welcomed is None
    assert [row.given for row in consents_of(amina)] == [True, False]


def test_what_somebody_came_for_comes_right_after_the_welcome(house: Parts) -> None:
    plant(house, an_event())

    assert "Which event would you like" in Resident(house).chats("events", "yes", "Amina")


def test_somebody_whose_language_we_cannot_tell_is_asked_first(house: Parts) -> None:
    amina = Resident(house)
    asked = amina.writes("salam")

    assert "Which language is best for you?" in asked
    assert "বাংলা" in asked
    assert "হ্যালো" in amina.writes("2")
    assert amina.standing.contact.language == "bn"


def test_a_voice_note_as_a_first_word_is_kept_for_a_listener(house: Parts) -> None:
    amina = Resident(house)
    answer = amina.sends(MessageKind.VOICE)

    assert "One of us will look at this or listen to it" in answer
    with house.store.read() as tx:
        assert tx.connection.execute(select(t.task.c.kind)).scalars().all() == ["listen"]
