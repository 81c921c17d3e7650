"""STOP at any point, the words that only may mean it, START, and who is touched by it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.app import Parts
from bot.model.contact import OptOut
from bot.model.message import ChannelName, InboundMessage, ProviderKeyword
from bot.store import consents
from bot.store import tables as t
from tests.people import Resident, an_event, plant

GONE = "will not message you again"
# How to reach one question of each kind.
QUESTIONS = {
    "consent": ["hello"],
    "name": ["hello", "yes"],
    "choice": ["hello", "yes", "Amina", "events"],
    "yes or no": ["hello", "yes", "Amina", "events", "1"],
    "number": ["hello", "yes", "Amina", "events", "1", "yes"],
    "several": ["hello", "yes", "Amina", "events", "1", "no"],
    "words": ["hello", "yes", "Amina", "person"],
    "date": ["hello", "yes", "Amina", "pause", "until a date"],
    "menu": ["hello", "yes", "Amina", "menu"],
    "nothing": ["hello", "yes", "Amina"],
    "a first message": [],
}


@pytest.fixture
def amina(house: Parts) -> Resident:
    plant(house, an_event())
    return Resident(house)


def opted_out(resident: Resident) -> OptOut:
    return resident.standing.address.opted_out


@pytest.mark.parametrize("before", QUESTIONS.values(), ids=QUESTIONS)
def test_stop_works_at_any_point(amina: Resident, before: list[str]) -> None:
    for words in before:
        amina.writes(words)

    assert GONE in amina.writes("STOP")
    assert opted_out(amina) is OptOut.EVERYTHING
    assert amina.standing.place is None


@pytest.mark.parametrize("words", ["stop", "stop please", "Stop!!", "STOP STOP", "🛑", "unsubscribe", "stop thank you"])
def test_stop_as_people_write_it(amina: Resident, words: str) -> None:
    amina.is_welcomed()

    assert GONE in amina.writes(words)


@pytest.mark.parametrize("words", ["bus stop", "stop 12345", "please do not stop", "which stop is it"])
def test_words_with_stop_in_them_are_no_stop(amina: Resident, words: str) -> None:
    amina.is_welcomed().writes(words)

    assert opted_out(amina) is OptOut.NOTHING


def test_a_bengali_stop_word_stops_somebody_who_has_bengali(amina: Resident) -> None:
    amina.is_welcomed().chats("Bangla please", "বন্ধ")

    assert opted_out(amina) is OptOut.EVERYTHING


def test_the_same_letters_stop_nobody_who_has_english(amina: Resident) -> None:
    amina.is_welcomed().writes("bondho")

    assert opted_out(amina) is OptOut.NOTHING


def test_stop_gives_up_no_place(house: Parts, amina: Resident) -> None:
    amina.is_welcomed().books()
    assert "A place you booked is still yours." in amina.writes("STOP")
    with house.store.read() as tx:
        assert tx.connection.execute(select(t.event.c.taken)).scalar() == 1


@pytest.mark.parametrize("word", ["cancel", "END", "quit"])
def test_a_word_that_may_mean_stop_holds_everything_and_asks(amina: Resident, word: str) -> None:
    amina.is_welcomed().chats("events", "1")

    assert f'You sent "{word}". What did you mean?' in amina.writes(word)
    assert amina.standing.address.held
    assert opted_out(amina) is OptOut.NOTHING


@pytest.mark.parametrize(
    ("language", "word"), [("pl", "koniec"), ("tr", "iptal"), ("it", "basta"), ("vi", "hủy"), ("es", "cancelar")]
)
def test_local_words_that_may_mean_finished_ask_their_own_people_only(
    house: Parts, amina: Resident, language: str, word: str
) -> None:
    amina.is_welcomed().writes("events")
    with house.store.write() as tx:
        tx.connection.execute(t.contact.update().values(language=language))

    amina.writes(word)

    assert amina.standing.address.held


def test_meaning_stop_stops(amina: Resident) -> None:
    amina.is_welcomed().chats("events", "cancel")

    assert "We will not message you again." in amina.writes("1")
    assert opted_out(amina) is OptOut.EVERYTHING
    assert not amina.standing.address.held


def test_the_same_word_twice_means_stop(amina: Resident) -> None:
    amina.is_welcomed().chats("events", "cancel")

    assert GONE in amina.writes("cancel")
    assert opted_out(amina) is OptOut.EVERYTHING


def test_meaning_something_else_goes_on_where_they_were(amina: Resident) -> None:
    amina.is_welcomed().chats("events", "1", "cancel")
    answer = amina.writes("something else")

    assert "We go on." in answer
    assert "Will somebody come with you?" in answer
    assert not amina.standing.address.held


def test_meaning_the_place_goes_to_the_place(amina: Resident) -> None:
    amina.is_welcomed().books()
    answer = amina.chats("cancel", "my place at an event")

    assert "What would you like to do?" in answer
    assert not amina.standing.address.held


@pytest.mark.parametrize("word", ["cancel", "end", "quit"])
@pytest.mark.parametrize("before", [[], ["menu"]], ids=["nothing open", "only the menu"])
def test_with_nothing_to_cancel_it_means_stop(amina: Resident, word: str, before: list[str]) -> None:
    amina.is_welcomed()
    for words in before:
        amina.writes(words)

    assert GONE in amina.writes(word)


def test_whoever_writes_again_is_answered_and_stays_stopped(amina: Resident) -> None:
    amina.is_welcomed().writes("STOP")
    answer = amina.writes("events")

    assert "Which event would you like" in answer
    assert "Send START if you want to hear from us again." in answer
    assert opted_out(amina) is OptOut.EVERYTHING


@pytest.mark.parametrize("words", ["hello", "hi", "salam", "thanks", "YES", "yes please", "ok", "1"])
def test_only_start_opts_in_again(amina: Resident, words: str) -> None:
    amina.is_welcomed().writes("STOP")
    amina.writes(words)

    assert opted_out(amina) is OptOut.EVERYTHING


@pytest.mark.parametrize("word", ["START", "unstop", "start please"])
def test_start_opts_in_again(amina: Resident, word: str) -> None:
    amina.is_welcomed().writes("STOP")

    assert "Welcome back!" in amina.writes(word)
    assert opted_out(amina) is OptOut.NOTHING


def test_stop_and_start_are_rows_of_the_ledger(amina: Resident) -> None:
    amina.is_welcomed().chats("STOP", "START")
    with amina.parts.store.read() as tx:
        rows = consents.of(tx, amina.standing.contact.id)

    assert [(row.purpose, row.given) for row in rows] == [("talk", True), ("messages", False), ("messages", True)]


def test_stop_updates_ends_the_news_only(amina: Resident) -> None:
    amina.is_welcomed().writes("stop updates")
    after_news = opted_out(amina)
    amina.writes("STOP")
    after_stop = opted_out(amina)
    amina.writes("stop updates")

    assert (after_news, after_stop, opted_out(amina)) == (OptOut.UPDATES, OptOut.EVERYTHING, OptOut.EVERYTHING)


def test_stop_on_one_channel_leaves_the_other_alone(house: Parts, amina: Resident) -> None:
    amina.is_welcomed()
    on_telegram = Resident(house, "7001", ChannelName.TELEGRAM, "bot").is_welcomed()
    amina.writes("STOP")

    assert opted_out(on_telegram) is OptOut.NOTHING


def provider_says(resident: Resident, words: str, keyword: ProviderKeyword) -> tuple[str, int]:
    """What we answer to a word the provider has answered itself, and how many rows the outbox has."""
    message: InboundMessage = replace(resident.message(words), keyword=keyword)
    answered = resident.parts.road.receive_now(message).bubbles
    with resident.parts.store.read() as tx:
        waiting = tx.connection.execute(select(t.outbox.c.id)).all()
    return "".join(bubble.text for bubble in answered), len(waiting)


def test_a_stop_the_provider_has_answered_is_obeyed_without_a_word(amina: Resident) -> None:
    amina.is_welcomed().writes("events")
    _, before = provider_says(amina, "help", ProviderKeyword.HELP)
    said, after = provider_says(amina, "Stop", ProviderKeyword.STOP)

    assert (said, after) == ("", before)
    assert opted_out(amina) is OptOut.EVERYTHING
    assert amina.standing.place is None


def test_a_start_the_provider_has_answered_is_obeyed_without_a_word(amina: Resident) -> None:
    amina.is_welcomed().writes("STOP")
    said, _ = provider_says(amina, "YES", ProviderKeyword.START)

    assert said == ""
    assert opted_out(amina) is OptOut.NOTHING
