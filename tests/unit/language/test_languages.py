"""The languages people name, and those the bot speaks."""

import pytest

from bot.language import languages
from bot.language.languages import BadLanguages
from bot.model.folding import fold
from bot.model.language import Direction, language_names
from tests.replies import DATA, the_lexicon

ONE = "- {code: ar, name: Arabic, own_name: العربية, direction: rtl, digits: latn, catalogue: false}\n"


def test_the_bot_speaks_english_and_bengali() -> None:
    assert [language.code for language in languages.load(DATA) if language.catalogue] == ["en", "bn"]


def test_every_language_we_know_words_of_has_a_name() -> None:
    codes = {language.code for language in languages.load(DATA)}

    assert {code for code in the_lexicon().keywords if not code.endswith("-Latn")} <= codes


def test_no_two_languages_share_a_name() -> None:
    known = languages.load(DATA)
    names = language_names(known)

    wrong = [
        (language.code, name)
        for language in known
        for name in (language.name, language.own_name, *language.also_called)
        if names[fold(name)] != language.code
    ]

    assert wrong == []


def test_arabic_is_written_from_right_to_left() -> None:
    (arabic,) = languages.languages(ONE)

    assert arabic.direction is Direction.RIGHT_TO_LEFT
    assert not arabic.catalogue


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("en: {}", "not a list"),
        ("- [", "not YAML"),
        ("- {code: ar}", "needs each of"),
        (ONE.replace("rtl", "up"), "'up'"),
        (ONE.replace("false", "maybe"), "catalogue"),
        (ONE + ONE, "'ar' twice"),
    ],
)
def test_a_slip_in_the_file_is_named(text: str, says: str) -> None:
    with pytest.raises(BadLanguages, match=says):
        languages.languages(text)
