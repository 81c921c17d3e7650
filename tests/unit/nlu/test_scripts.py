"""Scripts, and what they say of a language."""

import pytest

from nlu import scripts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        pytest.param("Hello", "Latn", id="Latin"),
        pytest.param("না", "Beng", id="Bengali"),
        pytest.param("ꠍꠤꠟꠐꠤ", "Sylo", id="Syloti Nagri"),
        pytest.param("আমার GP appointment নাই", "Latn", id="the script of most letters"),
        pytest.param("我 ok", "Hani", id="a Han character is more than a letter"),
        pytest.param("日本のこと", "Kana", id="Japanese"),
        pytest.param("12 👍 ?", None, id="no letters"),
    ],
)
def test_the_script_of_a_text_is_that_of_most_letters(text: str, script: str | None) -> None:
    assert scripts.script(text) == script


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("我們個個都有權", "zh-Hant", id="traditional"),
        pytest.param("我们每个人都有权", "zh-Hans", id="simplified"),
        pytest.param("你喺邊度", "zh-Hant", id="Cantonese"),
        pytest.param("你好", None, id="either"),
    ],
)
def test_chinese_is_told_apart_by_its_characters(text: str, code: str | None) -> None:
    assert scripts.chinese(text) == code


def test_tigrinya_is_told_from_amharic() -> None:
    assert (scripts.ethiopic("ኣበይ ኣሎ"), scripts.ethiopic("እንዴት ነህ")) == ("ti", "am")


@pytest.mark.parametrize(("language", "script"), [("bn", "Beng"), ("syl", "Beng"), ("bn-Latn", "Latn"), ("ur", "Arab")])
def test_a_language_has_its_usual_script(language: str, script: str) -> None:
    assert scripts.of(language) == script


def test_digits_are_no_letters() -> None:
    assert (scripts.letters("2 ২"), scripts.letters("ok"), scripts.letters("না")) == (0, 2, 2)
