"""A first guess at a stranger's language, from the letters they write."""

import pytest

from bot.conversation.strangers import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("আসসালামু আলাইকুম", "bn"),
        ("হ্যালো hello", "bn"),
        ("নাম", "bn"),
        ("hello", None),
        ("salam bhai", None),
        ("", None),
        ("🎉", None),
        ("مرحبا", None),
        ("১২", "bn"),
        ("I live near the ক sign on the street by the station", None),
    ],
    ids=["bengali", "mixed", "one word", "english", "romanised", "empty", "emoji", "arabic", "digits", "one letter"],
)
def test_a_script_of_its_own_shows_the_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
