"""Whole numbers."""

import pytest

from bot.model import reading
from bot.model.reply import Unclear
from tests.replies import a_reply

NUMBERS = [
    ("3", "en", 3),
    (" 3. ", "en", 3),
    ("৩", "bn", 3),
    ("٣", "ar", 3),
    ("۳", "ur", 3),
    ("३", "hi", 3),
    ("３", "zh-Hans", 3),
    ("3️⃣", "en", 3),
    ("three", "en", 3),
    ("Three people", "en", 3),
    ("3 of us", "en", 3),
    ("nineteen", "en", 19),
    ("twenty", "en", 20),
    ("twenty one", "en", 21),
    ("twenty-one", "en", 21),
    ("about 5", "en", 5),
    ("about 5 please", "en", 5),
    ("just 2", "en", 2),
    ("a couple", "en", 2),
    ("zero", "en", 0),
    ("none", "en", 0),
    ("তিন", "bn", 3),
    ("তিনজন", "bn", 3),
    ("৩ জন", "bn", None),
    ("dui", "bn", 2),
    ("sair", "syl-Latn", 4),
    ("laba", "so", 2),
    ("trzy", "pl", 3),
    ("iki", "tr", 2),
    ("hai", "vi", 2),
    ("п'ять", "uk", 5),
    ("five", "pl", 5),
    ("1,00", "en", None),
    ("2 or 3", "en", None),
    ("2-3", "en", None),
    ("5+", "en", None),
    ("2.5", "en", None),
    ("½", "en", None),
    ("10:30", "en", None),
    ("me and 2 kids", "en", None),
    ("just me", "en", None),
    ("not 3", "en", None),
    ("3 or more", "en", None),
    ("lots", "en", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("text", "language", "meant"), NUMBERS, ids=[f"{t}-{lang}" for t, lang, _ in NUMBERS])
def test_a_number_is_read_in_any_script_and_in_words(text: str, language: str, meant: int | None) -> None:
    assert reading.number(a_reply(text, language), 0, 100) == (Unclear.NUMBER if meant is None else meant)


@pytest.mark.parametrize("text", ["11", "eleven", "-2", "9" * 200], ids=["11", "eleven", "-2", "200 digits"])
def test_a_number_outside_the_limits_says_so(text: str) -> None:
    assert reading.number(a_reply(text), 0, 10) is Unclear.RANGE


def test_a_story_is_no_number() -> None:
    assert reading.number(a_reply("3" + " " * 500), 0, 10) is Unclear.NUMBER


@pytest.mark.parametrize("text", ["0", "10"])
def test_both_limits_are_included(text: str) -> None:
    assert reading.number(a_reply(text), 0, 10) == int(text)


def test_commas_between_thousands_are_no_second_number() -> None:
    assert reading.number(a_reply("1,250"), 0, 10_000) == 1250
