"""Bengali phrases: the words they ask people to send work, values read naturally, and lists stay short."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

import pytest

from bot.flows import event_signup, pause, person, stop_or_done
from bot.language.catalogue import Wording, read_catalogue
from bot.language.fragments import fragments
from bot.language.phrases import Phrasebook
from bot.model import finding, needs, reading
from bot.model.place import Option
from bot.model.questions import Choice
from bot.model.reply import Keyword
from bot.model.words import Listing, Phrase, Value
from tests.replies import DATA, YES_OR_NO, a_reply, some_options, the_lexicon

ENGLISH_WORDS: Final = {word.upper() for word in Keyword} | {"YES", "NO", "NONE"}
MOST_FRAGMENTS: Final = 4
SHORT_CHOICE: Final = 24  # letters of a choice in a WhatsApp list
A_MOMENT: Final = datetime(2028, 3, 14, 18, 30, tzinfo=UTC)
TEA: Final[Mapping[str, Value]] = {"title": "Tea and talk", "starts": A_MOMENT, "when": A_MOMENT}
ORDINARY: Final[Mapping[str, Value]] = {
    **TEA,
    "organisation": "Bow Community Centre",
    "name": "Rahima",
    "where": "Idea Store, Whitechapel",
    "venue": "Idea Store",
    "directions": "Bus 25, stop by the station.",
    "language": Phrase("language.syl"),
    "example": "সিলেটি",
    "n": 3,
    "at_least": 1,
    "at_most": 90,
    "who": Phrase("event_signup.people", {"n": 3}),
    "needs": Listing((Phrase("need.interpreter"), Phrase("need.childcare"))),
    "facts": Listing((Phrase("fact.quiet_room"), Phrase("fact.creche"))),
    "place": Phrase("event_signup.in_the_room"),
    "words": "চা আর নাস্তা",
    "ages": "age 10 to 11",
    "lines": '- "utilise": say "use".',
    "number": 2,
    "word": "koniec",
    "link": "https://example.org/c/8f3k2",
    "until": A_MOMENT,
}
WISHES: Final = ("event_signup", "event_change", "pause", "language_choice", "person")
LISTS: Final[Mapping[str, Sequence[Choice]]] = {
    "wishes": [Choice(wish, Phrase(f"wish.{wish}")) for wish in WISHES],
    "changes": [
        Choice(key, Phrase(f"event_change.{key}"))
        for key in ("leave", "leave_list", "party", "needs", "directions", "keep")
    ],
    "must haves": finding.MUST_HAVES,
    "needs": needs.NEEDS,
    "companions": event_signup.COMPANIONS,
    "times of day": event_signup.TIMES_OF_DAY,
    "meeting lengths": event_signup.LENGTHS,
    "no event fits": (event_signup.SHOW_ALL, event_signup.A_PERSON),
    "interpreter's gender": needs.GENDERS,
    "interpreter's way": needs.WAYS,
    "rest": pause.HOW_LONG,
    "person": person.WAYS,
    "stop or done": stop_or_done.MEANINGS,
}


@cache
def phrases(language: str) -> Mapping[str, Wording]:
    return read_catalogue(DATA / "phrases" / f"{language}.po").phrases


@cache
def the_book() -> Phrasebook:
    return Phrasebook.load(DATA / "phrases", approved_only=False)


def said(key: str, values: Mapping[str, Value] | None = None) -> str:
    return the_book().say(Phrase(key, values or {}), "bn")


def english_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\b[A-Z]+\b", text) if word in ENGLISH_WORDS}


def bengali_words(text: str) -> list[str]:
    return re.findall(r"'([^']+)'", text)


def meanings(word: str, language: str) -> set[str]:
    """What people say with `word`, by the English word for it."""
    found = reading.keyword(word, language, the_lexicon())
    answer = reading.clear_yes_or_no(a_reply(word, language), YES_OR_NO)
    none = reading.choices(a_reply(word, language), some_options("ক", "খ")) == ()
    return (
        ({found.upper()} if found else set())
        | ({"YES" if answer else "NO"} if isinstance(answer, bool) else set())
        | ({"NONE"} if none else set())
    )


def texts() -> Iterator[tuple[str, str]]:
    return ((key, text) for key, wording in phrases("bn").items() for text in wording.texts)


# Words to send


@pytest.mark.parametrize("language", ["bn", "syl"])
def test_every_word_people_are_asked_to_send_is_understood(language: str) -> None:
    dead = [(key, word) for key, text in texts() for word in bengali_words(text) if not meanings(word, language)]

    assert dead == []


def test_people_are_asked_for_the_same_words_as_in_english() -> None:
    wrong = []
    for key, text in texts():
        asked = english_words(phrases("en")[key].texts[-1])
        offered = [meanings(word, "bn") for word in bengali_words(text)]
        unmet = {word for word in asked if not any(word in meant for meant in offered)}
        if unmet or (asked and not all(asked & meant for meant in offered)):
            wrong.append((key, unmet, offered))

    assert wrong == []


def test_stop_and_start_stand_in_english_too_and_no_other_word_does() -> None:
    wrong = [
        key
        for key, text in texts()
        if english_words(text) != english_words(phrases("en")[key].texts[-1]) & {"STOP", "START"}
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        pytest.param("বন্ধ", Keyword.STOP, id="stop"),
        pytest.param("'বন্ধ'", Keyword.STOP, id="stop with its quotes"),
        pytest.param("শুরু।", Keyword.START, id="start with a full stop"),
        pytest.param("সাহায্য", Keyword.HELP, id="help"),
        pytest.param("অনুষ্ঠান", Keyword.EVENTS, id="events"),
        pytest.param("বদলান", Keyword.CHANGE, id="change"),
        pytest.param("বিরতি", Keyword.PAUSE, id="pause"),
        pytest.param("ভাষা", Keyword.LANGUAGE, id="language"),
        pytest.param("মানুষ", Keyword.PERSON, id="person"),
        pytest.param("বাদ", Keyword.SKIP, id="skip"),
        pytest.param("আগেরটা", Keyword.BACK, id="back"),
        pytest.param("শেষ", Keyword.DONE, id="done"),
        pytest.param("STOP", Keyword.STOP, id="STOP"),
        pytest.param("SKIP", Keyword.SKIP, id="SKIP"),
        pytest.param("CHANGE", Keyword.CHANGE, id="CHANGE"),
    ],
)
@pytest.mark.parametrize("language", ["bn", "syl"])
def test_a_word_works_from_a_phone(word: str, meaning: Keyword, language: str) -> None:
    assert reading.keyword(word, language, the_lexicon()) is meaning


def test_nothing_needed_is_said_with_a_plain_no() -> None:
    assert reading.choices(a_reply("না", "bn"), some_options("দোভাষী", "খাবার")) == ()


def test_the_examples_we_give_are_read() -> None:
    answers = (
        reading.day(a_reply("১৪ মার্চ", "bn")),
        reading.day(a_reply("১৪/৩", "bn")),
        reading.day(a_reply("শুক্রবার", "bn")),
        reading.clock_time(a_reply("বিকেল ৩টা", "bn")),
        reading.clock_time(a_reply("১৫:৩০", "bn")),
        reading.choices(a_reply("১ আর ৩", "bn"), some_options("ক", "খ", "গ")),
    )

    assert [str(answer) for answer in answers] == [
        "2027-03-14",
        "2027-03-14",
        "2026-11-27",
        "15:00:00",
        "15:30:00",
        "('a', 'c')",
    ]


# Choices


@pytest.mark.parametrize("name", list(LISTS))
def test_a_choice_typed_out_is_that_choice_and_no_command(name: str) -> None:
    options = [Option(choice.key, the_book().say(label_of(choice), "bn")) for choice in LISTS[name]]
    typed = {option.label: reading.choice(a_reply(option.label, "bn"), options) for option in options}

    assert typed == {option.label: option.key for option in options}
    assert [label for label in typed if reading.keyword(label, "bn", the_lexicon())] == []


def label_of(choice: Choice) -> Phrase:
    assert isinstance(choice.label, Phrase)
    return choice.label


@pytest.mark.parametrize("name", list(LISTS))
def test_a_choice_is_short(name: str) -> None:
    labels = [said(label_of(choice).key) for choice in LISTS[name]]

    assert [label for label in labels if len(label) > SHORT_CHOICE] == []


# Values and letters


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        pytest.param("event_signup.takes_hours", {"n": 1}, "সময় লাগবে ১ ঘণ্টার মতো।", id="an hour"),
        pytest.param("event_signup.takes_minutes", {"n": 90}, "সময় লাগবে ৯০ মিনিটের মতো।", id="minutes"),
        pytest.param("event_signup.people", {"n": 1}, "শুধু আপনি", id="alone"),
        pytest.param("event_signup.people", {"n": 3}, "আপনারা ৩ জন", id="three"),
        pytest.param(
            "person.will_write", TEA, "ধন্যবাদ। আমাদের একজন মঙ্গলবার ১৪ মার্চ সন্ধ্যা ৬:৩০-এর মধ্যে এখানে লিখবেন।", id="by"
        ),
        pytest.param(
            "pause.paused",
            {"until": date(2028, 3, 14)},
            "হয়ে গেছে। মঙ্গলবার ১৪ মার্চ পর্যন্ত খবর পাঠাব না। তবে আপনার অনুষ্ঠানের কথা মনে করিয়ে দেব।",
            id="until a day",
        ),
        pytest.param(
            "event.cancelled",
            TEA,
            "দুঃখিত, Tea and talk হচ্ছে না। হওয়ার কথা ছিল মঙ্গলবার ১৪ মার্চ সন্ধ্যা ৬:৩০। অন্য অনুষ্ঠান খুঁজতে 'অনুষ্ঠান' লিখুন।",
            id="a moment",
        ),
    ],
)
def test_a_value_reads_naturally_in_its_sentence(key: str, values: Mapping[str, Value], words: str) -> None:
    assert said(key, values) == in_one_letter(words)


def test_figures_are_bengali_but_for_phone_numbers() -> None:
    figures = {(key, figure) for key, text in texts() for figure in re.findall(r"[0-9]+", text)}

    assert {key for key, figure in figures if figure != "999"} == {"again.phone", "again.phone.2", "danger.who_to_ring"}


def test_a_letter_with_a_dot_is_one_letter_for_it_costs_less() -> None:
    assert [key for key, text in texts() if text != in_one_letter(text)] == []


def in_one_letter(text: str) -> str:
    for two, one in (("\u09af\u09bc", "\u09df"), ("\u09a1\u09bc", "\u09dc"), ("\u09a2\u09bc", "\u09dd")):
        text = text.replace(two, one)
    return text


def test_no_phrase_costs_more_than_four_fragments() -> None:
    costs = {key: fragments(said(key, ORDINARY)).fragments for key in phrases("bn")}

    assert {key: cost for key, cost in costs.items() if cost > MOST_FRAGMENTS} == {}
