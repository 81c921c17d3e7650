"""What language a bubble is marked as, and which way it runs."""

import pytest

from bot.staff.spoken import Spoken, language_name, spoken


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        pytest.param("আমি আসব", "bn", Spoken("bn", "ltr"), id="Bengali"),
        pytest.param("ok thank you", "bn", Spoken("en", "ltr"), id="a Bengali reader writing Latin letters"),
        pytest.param("ami ashbo", "bn-Latn", Spoken("bn-Latn", "ltr"), id="romanised Bengali"),
        pytest.param("أريد", "ar", Spoken("ar", "rtl"), id="Arabic"),
        pytest.param("2 أريد", "ar", Spoken("ar", "rtl"), id="digits do not decide"),
        pytest.param("Dzień dobry", "pl", Spoken("pl", "ltr"), id="Polish"),
        pytest.param("", "ur", Spoken("en", "ltr"), id="nothing written"),
    ],
)
def test_a_text_is_marked_by_its_own_letters(text: str, language: str, marked: Spoken) -> None:
    assert spoken(text, language) == marked


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("bn", "Bengali"),
        ("bn-Latn", "Bengali in English letters"),
        ("syl", "Sylheti"),
        ("ar", "Arabic"),
        ("und", "a language we could not tell"),
        ("xx-nonsense-!", "xx-nonsense-!"),
    ],
)
def test_a_language_is_named_as_people_here_name_it(language: str, name: str) -> None:
    assert language_name(language) == name
