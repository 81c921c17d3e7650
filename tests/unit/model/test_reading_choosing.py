"""One of several, and any number of several."""

import pytest

from bot.model import reading
from bot.model.reply import Unclear
from tests.replies import YES_OR_NO, a_reply, some_options

EVENTS = some_options(
    "Coffee and talk, East London Mosque, Wednesday 2 December",
    "Women's health morning, Whitechapel Library, Friday 4 December",
    "Listening evening, Poplar Town Hall, Wednesday 9 December",
)
ONE = [
    ("2", "en", "b"),
    ("2.", "en", "b"),
    ("(2)", "en", "b"),
    ("#2", "en", "b"),
    ("2 please", "en", "b"),
    ("option 2", "en", "b"),
    ("number 3 please", "en", "c"),
    ("2nd", "en", "b"),
    ("the second one", "en", "b"),
    ("the first one pls", "en", "a"),
    ("Id like the third one", "en", "c"),
    ("last one", "en", "c"),
    ("the last", "en", "c"),
    ("two", "en", "b"),
    ("one", "en", "a"),
    ("২", "bn", "b"),
    ("২ নম্বর", "bn", "b"),
    ("২টা", "bn", "b"),
    ("দুই", "bn", "b"),
    ("দ্বিতীয়টা", "bn", "b"),
    ("2 ta", "bn-Latn", "b"),
    ("dui", "bn", "b"),
    ("٢", "ar", "b"),
    ("۳", "ur", "c"),
    ("2️⃣", "en", "b"),
    ("２", "zh-Hans", "b"),
    ("二", "zh-Hans", "b"),
    ("laba", "so", "b"),
    ("trzeci", "pl", "c"),
    ("two", "bn", "b"),
    ("the mosque", "en", "a"),
    ("mosque", "en", "a"),
    ("mosqe", "en", "a"),
    ("the friday one", "en", "b"),
    ("fri", "en", "b"),
    ("শুক্রবার", "bn", "b"),
    ("white chapel", "en", "b"),
    ("whitchapel libary", "en", "b"),
    ("womens health", "en", "b"),
    ("poplar", "en", "c"),
    ("pop", "en", "c"),
    ("the 9th", "en", "c"),
    ("town hall", "en", "c"),
    ("wednesday 9", "en", "c"),
    ("wednesday one", "en", Unclear.WHICH),
    ("wednesday", "en", Unclear.WHICH),
    ("december", "en", Unclear.WHICH),
    ("1 or 2", "en", Unclear.WHICH),
    ("4", "en", Unclear.CHOICE),
    ("0", "en", Unclear.CHOICE),
    ("-", "en", Unclear.CHOICE),
    ("sunday", "en", Unclear.CHOICE),
    ("not the mosque", "en", Unclear.CHOICE),
    ("what time is it?", "en", Unclear.CHOICE),
    ("99999999999999999999", "en", Unclear.CHOICE),
    ("", "en", Unclear.CHOICE),
]


@pytest.mark.parametrize(("text", "language", "meant"), ONE, ids=[f"{t}-{lang}" for t, lang, _ in ONE])
def test_an_option_is_chosen_by_number_place_or_name(text: str, language: str, meant: str) -> None:
    assert reading.choice(a_reply(text, language), EVENTS) == meant


def test_a_pressed_button_is_its_option() -> None:
    assert reading.choice(a_reply("Whatever the title was", option=2), EVENTS) == "c"


def test_a_button_from_a_longer_list_is_unclear() -> None:
    assert reading.choice(a_reply("", option=3), EVENTS) is Unclear.CHOICE


def test_a_list_of_figures_asks_when_the_number_may_be_place_or_label() -> None:
    figures = some_options("2", "3", "more")

    assert reading.choice(a_reply("2"), figures) is Unclear.WHICH
    assert reading.choice(a_reply("1"), figures) == "a"
    assert reading.choice(a_reply("more"), figures) == "c"


@pytest.mark.parametrize(("text", "key"), [("yes", "yes"), ("haan", "yes"), ("nope", "no"), ("2", "no")])
def test_a_choice_of_yes_and_no_takes_the_words_for_them(text: str, key: str) -> None:
    assert reading.choice(a_reply(text), YES_OR_NO.options) == key


NEEDS = some_options("An interpreter", "Travel and childcare", "A quiet place", "Large print")
MANY = [
    ("1 and 3", "en", "ac"),
    ("1,3", "en", "ac"),
    ("1, 3.", "en", "ac"),
    ("1 3", "en", "ac"),
    ("1.3", "en", "ac"),
    ("1+3", "en", "ac"),
    ("1 & 3 please", "en", "ac"),
    ("13", "en", "ac"),
    ("31", "en", "ac"),
    ("3 and 1", "en", "ac"),
    ("2", "en", "b"),
    ("the second one", "en", "b"),
    ("first and last", "en", "ad"),
    ("১ ও ৩", "bn", "ac"),
    ("১, ৩", "bn", "ac"),
    ("1 ar 3", "bn-Latn", "ac"),
    ("interpreter", "en", "a"),
    ("interpreter, quiet place", "en", "ac"),
    ("interpreter and large print", "en", "ad"),
    ("travel and childcare", "en", "b"),
    ("childcare and interpretor", "en", "ab"),
    ("1 and large print", "en", "ad"),
    ("1\n4", "en", "ad"),
    ("none", "en", ""),
    ("Nothing", "en", ""),
    ("no thanks", "en", ""),
    ("no", "en", ""),
    ("none of these thank you", "en", ""),
    ("0", "en", ""),
    ("কিছু না", "bn", ""),
    ("all", "en", "abcd"),
    ("all of them please", "en", "abcd"),
    ("all 4", "en", "abcd"),
    ("সব", "bn", "abcd"),
    ("1 and 7", "en", None),
    ("17", "en", None),
    ("11", "en", None),
    ("1-3", "en", None),
    ("1 to 3", "en", None),
    ("1 and 3 but not 2", "en", None),
    ("1 and a wheelchair", "en", None),
    ("interpreter and a lift", "en", None),
    ("none, 2", "en", None),
    ("no to 1", "en", None),
    ("all except 2", "en", None),
    ("and", "en", None),
    ("please", "en", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("text", "language", "meant"), MANY, ids=[f"{t}-{lang}" for t, lang, _ in MANY])
def test_several_are_read_whole_or_not_at_all(text: str, language: str, meant: str | None) -> None:
    found = reading.choices(a_reply(text, language), NEEDS)

    assert found == (Unclear.MANY if meant is None else tuple(meant))


def test_an_option_called_none_of_these_is_that_option() -> None:
    assert reading.choices(a_reply("none"), some_options("Food", "None")) == ("b",)


def test_both_is_all_of_two() -> None:
    assert reading.choices(a_reply("both please"), some_options("Food", "Travel")) == ("a", "b")


def test_thirteen_is_one_option_in_a_long_list() -> None:
    long = tuple(some_options(*(f"Place {chr(ord('A') + index)}" for index in range(14))))

    assert reading.choices(a_reply("13"), long) == (long[12].key,)
