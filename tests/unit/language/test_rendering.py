"""Bubbles: buttons that fit, lists that are numbered, long texts cut where people would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.rendering import bubbles, split, units
from bot.model.channel import Limits
from bot.model.message import Button
from bot.model.place import Option

WHATSAPP = Limits(4096, buttons=3, button_title=20, text_with_buttons=1024)
SMS = Limits(1600, sms=True)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(f"k{place}", label) for place, label in enumerate(labels))


def payloads(count: int) -> tuple[str, ...]:
    return tuple(f"p{place}" for place in range(count))


def test_options_that_fit_are_buttons() -> None:
    (bubble,) = bubbles("Will you come?", options("Yes", "No"), payloads(2), WHATSAPP)

    assert (bubble.text, bubble.buttons) == ("Will you come?", (Button("Yes", "p0"), Button("No", "p1")))


@pytest.mark.parametrize(
    ("labels", "limits"),
    [
        pytest.param(("Yes", "No"), SMS, id="a channel without buttons"),
        pytest.param(("One", "Two", "Three", "Four"), WHATSAPP, id="too many"),
        pytest.param(("Yes", "A title of over twenty letters"), WHATSAPP, id="too long a title"),
        pytest.param(("Yes", "\U0001f44b" * 11), WHATSAPP, id="too long in UTF-16"),
        pytest.param(("Tea", "Tea"), WHATSAPP, id="two alike"),
    ],
)
def test_options_that_do_not_fit_are_a_numbered_list(labels: tuple[str, ...], limits: Limits) -> None:
    (bubble,) = bubbles("Which?", options(*labels), payloads(len(labels)), limits)

    listed = "\n".join(f"{place}. {label}" for place, label in enumerate(labels, start=1))
    assert (bubble.text, bubble.buttons) == (f"Which?\n\n{listed}", ())


def test_no_words_make_no_bubble() -> None:
    assert bubbles(" \n", (), (), SMS) == ()


def test_options_without_words_are_a_list_for_a_bubble_needs_words() -> None:
    (bubble,) = bubbles("", options("Yes"), payloads(1), WHATSAPP)

    assert (bubble.text, bubble.buttons) == ("1. Yes", ())


def test_a_long_text_has_its_buttons_on_the_last_bubble() -> None:
    text = "A sentence that says something. " * 60

    parts = bubbles(text, options("Yes"), payloads(1), WHATSAPP)

    assert [bool(part.buttons) for part in parts] == [False, True]
    assert units(parts[-1].text) <= 1024


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("One two. Three four.", ["One two.", "Three four."], id="at a sentence"),
        pytest.param("One two\n\nthree four", ["One two", "three four"], id="at a paragraph"),
        pytest.param("One two three four", ["One two", "three four"], id="at a word"),
        pytest.param("একটি দুই। তিন চার।", ["একটি দুই।", "তিন চার।"], id="at a Bengali sentence"),
        pytest.param("abcdefghijklmno", ["abcdefghijkl", "mno"], id="inside a word when it must be"),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert split(text, 12) == parts


@pytest.mark.parametrize(
    "letter",
    ["\U0001f600", FAMILY, "\U0001f44b\U0001f3fd", "\U0001f1ec\U0001f1e7", "e\u0301", "ক্ষ", "한", "1\ufe0f\u20e3",
     "\u1112\u1161\u11ab", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"],
    ids=["emoji", "family", "skin tone", "flag", "accent", "conjunct", "hangul", "keycap", "jamo", "England"],
)  # fmt: skip
@pytest.mark.parametrize("most", [16, 17, 18, 19, 23])
def test_what_people_see_as_one_letter_is_never_cut(letter: str, most: int) -> None:
    parts = split(letter * 20, most)

    assert "".join(parts) == letter * 20
    assert all(not part.replace(letter, "") for part in parts)


@given(st.text(max_size=300), st.integers(2, 40))
def test_parts_fit_and_lose_nothing_but_space(text: str, most: int) -> None:
    parts = split(text, most)

    assert all(0 < units(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(alphabet="a \n.\u0301\u200d\U0001f600\U0001f1ec", max_size=200), st.integers(2, 20))
def test_marks_and_emoji_change_nothing_of_that(text: str, most: int) -> None:
    assert all(0 < units(part) <= most for part in split(text, most))
