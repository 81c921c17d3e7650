"""Yes, no, and the yes that counts as consent."""

import pytest

from bot.model import reading
from bot.model.place import Asked
from bot.model.reply import Unclear
from tests.replies import YES_OR_NO, a_reply

READ = [
    ("yes", "en", True),
    ("Yes.", "en", True),
    ("YES!!!", "en", True),
    ("y", "en", True),
    ("yep!", "en", True),
    ("yes pls", "en", True),
    ("yes please thank you", "en", True),
    ("yesss", "en", True),
    ("yes yes yes", "en", True),
    ("yeah we do", "en", True),
    ("yes that would be great", "en", True),
    ("yes of course x", "en", True),
    ("ok", "en", True),
    ("Ok then", "en", None),
    ("sure", "en", True),
    ("👍", "en", True),
    ("👍🏽", "en", True),
    ("👍👍👍", "en", True),
    ("yes 👍", "en", True),
    ("✅", "bn", True),
    ("1", "en", True),
    ("১", "bn", True),
    ("1️⃣", "en", True),
    ("2", "en", False),
    ("٢", "ar", False),
    ("no", "en", False),
    ("Nope", "en", False),
    ("nooo", "en", False),
    ("no thank you", "en", False),
    ("no thanks", "en", False),
    ("no thanks im fine", "en", False),
    ("No, I can't", "en", False),
    ("no we don’t", "en", False),
    ("👎", "en", False),
    ("haan", "ur-Latn", True),
    ("ji haan", "ur-Latn", True),
    ("haan", "en", True),
    ("haan ji", "ur-Latn", True),
    ("ha", "bn", True),
    ("হ্যাঁ", "bn", True),
    ("হ্যাঁ।", "bn", True),
    ("জ্বি", "bn", True),
    ("না", "bn", False),
    ("না", "en", False),
    ("না ধন্যবাদ", "bn", False),
    ("অয়", "bn", True),
    ("oy", "bn", True),
    ("haa", "so", True),
    ("maya", "so", False),
    ("maya mahadsanid", "so", False),
    ("نعم", "ar", True),
    ("لا", "ar", False),
    ("لا شكرا", "ar", False),
    ("sí", "es", True),
    ("si", "es", True),
    ("SÍ", "en", True),
    ("no gracias", "es", False),
    ("oui", "fr", True),
    ("d’accord", "fr", True),
    ("não", "pt", False),
    ("nao", "pt", False),
    ("tak", "pl", True),
    ("nie", "pl", False),
    ("hayır", "tr", False),
    ("HAYIR", "tr", False),
    ("EVET", "tr", True),
    ("không", "vi", False),
    ("có", "vi", True),
    ("так", "uk", True),
    ("ні", "uk", False),
    ("是的", "zh-Hans", True),
    ("不要", "zh-Hant", False),
    ("no not really", "en", False),
    ("No thank you I am ok", "en", False),
    ("not at all", "en", False),
    ("yes and no", "en", None),
    ("no 1", "bn-Latn", None),
    ("yes but not on friday", "en", None),
    ("yes if it is near", "en", None),
    ("no problem", "en", None),
    ("no worries", "en", None),
    ("not sure", "en", None),
    ("maybe", "en", None),
    ("I know", "en", None),
    ("now", "en", None),
    ("may", "en", None),
    ("eh", "en", None),
    ("da da da da boom", "en", None),
    ("3", "en", None),
    ("1 or 2", "en", None),
    ("", "en", None),
    ("?", "en", None),
]


@pytest.mark.parametrize(("text", "language", "answer"), READ, ids=[f"{t}-{lang}" for t, lang, _ in READ])
def test_yes_and_no_are_read_as_people_write_them(text: str, language: str, answer: bool | None) -> None:
    found = reading.yes_or_no(a_reply(text, language), YES_OR_NO)

    assert found is (Unclear.YES_NO if answer is None else answer)


def test_numbers_mean_what_was_listed_and_not_always_yes_first() -> None:
    turned = Asked("anything", tuple(reversed(YES_OR_NO.options)))

    assert reading.yes_or_no(a_reply("1"), turned) is False


def test_a_number_means_nothing_where_nothing_was_listed() -> None:
    assert reading.yes_or_no(a_reply("1"), Asked("anything")) is Unclear.YES_NO


@pytest.mark.parametrize(("option", "answer"), [(0, True), (1, False), (7, Unclear.YES_NO)])
def test_a_pressed_button_needs_no_reading(option: int, answer: bool | Unclear) -> None:
    assert reading.yes_or_no(a_reply("anything at all", option=option), YES_OR_NO) is answer


CONSENT = [
    ("yes", "en", True),
    ("Yes please!", "en", True),
    ("I agree", "en", True),
    ("yes i agree", "en", True),
    ("1", "en", True),
    ("হ্যাঁ", "bn", True),
    ("haan ji", "ur-Latn", True),
    ("yes", "bn", True),
    ("no", "en", False),
    ("2", "en", False),
    ("no thank you", "en", False),
    ("না", "bn", False),
    ("nie", "en", False),
    ("ok", "en", None),
    ("okay thanks", "en", None),
    ("sure", "en", None),
    ("fine", "en", None),
    ("👍", "en", None),
    ("I suppose", "en", None),
    ("yes I suppose", "en", None),
    ("yes?", "en", None),
    ("✅", "en", None),
    ("no 1", "bn", None),
    ("yes maybe", "en", None),
    ("yes ok", "en", None),
    ("yes but only my first name", "en", None),
    ("thanks", "en", None),
    ("tak", "en", None),
    ("ঠিক আছে", "bn", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("text", "language", "answer"), CONSENT, ids=[f"{t}-{lang}" for t, lang, _ in CONSENT])
def test_only_an_unmistakable_yes_is_consent(text: str, language: str, answer: bool | None) -> None:
    found = reading.clear_yes_or_no(a_reply(text, language), YES_OR_NO)

    assert found is (Unclear.CONSENT if answer is None else answer)
