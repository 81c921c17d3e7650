"""The key in which Bengali and Latin letters meet."""

import pytest

from nlu.folding import fold
from nlu.phonetic import skeleton, sound


@pytest.mark.parametrize(
    ("bengali", "latin"),
    [
        ("আমি আসতে পারব না", "ami aste parbo na"),
        ("বাংলাদেশ খবর চাই", "Bangladesh khobor chai"),
        ("স্বাস্থ্য সেবা", "shastho sheba"),
        ("ঘর ভাড়া", "ghor vara"),
        ("পরিবর্তন", "poriborton"),
        ("যোগ", "yog"),
    ],
)
def test_a_word_sounds_alike_in_both_scripts(bengali: str, latin: str) -> None:
    assert sound(fold(bengali)) == sound(fold(latin))


@pytest.mark.parametrize(("one", "other"), [("Łódź", "lodz"), ("bhalo", "valo"), ("kharap", "karap"), ("book", "buk")])
def test_spellings_of_a_sound_are_one(one: str, other: str) -> None:
    assert skeleton(sound(fold(one))) == skeleton(sound(fold(other)))


def test_a_skeleton_keeps_that_a_word_begins_with_a_vowel() -> None:
    assert skeleton(sound("ami korte")) == "am krt"


def test_other_scripts_stay_as_they_are() -> None:
    assert sound(fold("مرحبا")) == "مرحبا"
