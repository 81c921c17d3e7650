"""Which language a bubble is in, and which way it runs."""

import pytest

from bot.public.spoken import direction_of, language_of

TEXTS = [
    pytest.param("হ্যাঁ", "en", "bn", "ltr", id="Bengali to a reader of English"),
    pytest.param("Reply YES", "bn", "en", "ltr", id="English to a reader of Bengali"),
    pytest.param("Reply YES", "bn-Latn", "en", "ltr", id="English to a reader of romanised Bengali"),
    pytest.param("Waad salaaman tahay", "so", "so", "ltr", id="Somali"),
    pytest.param("مرحبا", "ar", "ar", "rtl", id="Arabic"),
    pytest.param("مرحبا", "ur", "ur", "rtl", id="Urdu keeps its name"),
    pytest.param("مرحبا", "en", "ar", "rtl", id="Arabic letters from somebody else"),
    pytest.param("Добрий день", "uk", "uk", "ltr", id="Ukrainian"),
    pytest.param("২", "en", "bn", "ltr", id="a Bengali digit"),
    pytest.param("", "en", "en", "ltr", id="nothing"),
    pytest.param("👍", "en", "en", "ltr", id="an emoji"),
    pytest.param("1. مرحبا", "ar", "ar", "rtl", id="a number before Arabic"),
]


@pytest.mark.parametrize(("text", "reads", "language", "direction"), TEXTS)
def test_a_text_is_marked_for_screen_readers(text: str, reads: str, language: str, direction: str) -> None:
    assert language_of(text, reads) == language
    assert direction_of(text) == direction
