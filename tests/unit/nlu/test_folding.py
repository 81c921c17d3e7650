"""How messages look to the models."""

import pytest

from nlu.folding import fold, plain_letters


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("  Hello,  WORLD!! ", "hello world", id="case, marks and spaces"),
        pytest.param("don’t", "dont", id="apostrophe"),
        pytest.param("১৪ ٣ 5", "14 3 5", id="digits"),
        pytest.param("ok👍🏽", "ok 👍", id="emoji"),
        pytest.param("\u200eকথা\u200d", "কথা", id="invisible marks"),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_accents_go_from_latin_letters_only() -> None:
    assert plain_letters(fold("Łódź čaj হ্যাঁ")) == f"lodz caj {fold('হ্যাঁ')}"
