"""Text as a database can keep it."""

import pytest

from bot.model.clean import clean, is_clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a\0b", "ab", id="a NUL"),
        pytest.param("a\ud83db\ude00c", "abc", id="lone surrogates"),
        pytest.param("হ্যাঁ \U0001f44b\u200d\n", "হ্যাঁ \U0001f44b\u200d\n", id="everything else"),
    ],
)
def test_only_what_no_database_keeps_is_dropped(text: str, kept: str) -> None:
    assert clean(text) == kept
    assert is_clean(text) == (text == kept)
