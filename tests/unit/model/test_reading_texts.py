"""Free words, and the word that ends a story."""

import pytest

from bot.model import reading
from bot.model.reply import Unclear
from tests.replies import a_reply


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Amina Begum", "Amina Begum"),
        ("  আমিনা\n", "আমিনা"),
        ("two\nlines", "two\nlines"),
        ("a\x00b\ud800c", "abc"),
        ("", Unclear.TEXT),
        (" \n\t", Unclear.TEXT),
        ("\x00", Unclear.TEXT),
        ("x" * 20, "x" * 20),
        ("x" * 21, Unclear.LONG),
    ],
    ids=ascii,
)
def test_free_words_are_kept_as_written(text: str, kept: str) -> None:
    assert reading.words(a_reply(text), at_most=20) == kept


@pytest.mark.parametrize(
    ("text", "language", "done"),
    [
        ("done", "en", True),
        ("DONE!", "en", True),
        ("that's all", "en", True),
        ("thats it thanks", "en", True),
        ("finished thank you", "en", True),
        ("শেষ", "bn", True),
        ("shesh", "bn", True),
        ("done", "so", True),
        ("to wszystko", "pl", True),
        ("koniec", "pl", False),
        ("I have done a lot", "en", False),
        ("done that before", "en", False),
        ("thanks", "en", False),
        ("", "en", False),
    ],
)
def test_a_story_ends_with_a_whole_word_for_it(text: str, language: str, done: bool) -> None:
    assert reading.is_done(a_reply(text, language)) is done
