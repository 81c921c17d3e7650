"""A word to be explained, and another language."""

import pytest

from bot.language import languages
from bot.model.language import language_names
from bot.model.reading.wishes import language_asked_for, word_asked_about
from tests.replies import DATA

NAMES = language_names(languages.load(DATA))

ASKED = [
    ("what does ICB mean?", "ICB"),
    ("What does ICB stand for", "ICB"),
    ("what is ICB", "ICB"),
    ("what is an ICB?", "ICB"),
    ("whats ICB", "ICB"),
    ("What's a care pathway?", "care pathway"),
    ("ICB meaning?", "ICB"),
    ("what is the meaning of safeguarding", "safeguarding"),
    ('what does "co-production" mean', "co-production"),
    ("what do you mean by listening event?", "listening event"),
    ("explain integrated care board please", "integrated care board"),
    ("sorry, what is BSL", "BSL"),
    ("ICB mane ki", "ICB"),
    ("ICB er mane ki?", "ICB"),
    ("ICB মানে কী", "ICB"),
    ("ICB মানে কি?", "ICB"),
    ("ICB এর মানে কী", "ICB"),
    ("what's on?", None),
    ("what is it", None),
    ("what is your name", None),
    ("what time is it?", None),
    ("what does that mean", None),
    ("I know what ICB means to people like me", None),
    ("hello", None),
    ("what is the best way to get to the mosque from here on foot", None),
    ("?", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "word"), ASKED, ids=[text for text, _ in ASKED])
def test_a_question_about_a_word_gives_the_word(text: str, word: str | None) -> None:
    assert word_asked_about(text) == word


WANTED = [
    ("bangla please", "bn"),
    ("Bengali", "bn"),
    ("বাংলা", "bn"),
    ("বাংলায় লিখুন", "bn"),
    ("in somali", "so"),
    ("speak polish", "pl"),
    ("can we speak Polish please?", "pl"),
    ("I would like Arabic", "ar"),
    ("العربية", "ar"),
    ("اردو", "ur"),
    ("Türkçe", "tr"),
    ("turkce", "tr"),
    ("TURKCE", "tr"),
    ("tieng viet", "vi"),
    ("change language to english", "en"),
    ("sylheti", "syl"),
    ("中文", "zh-Hans"),
    ("cantonese", "zh-Hant"),
    ("po polsku", "pl"),
    ("I live with my Polish neighbour", None),
    ("no bangla", None),
    ("I dont speak english", None),
    ("english or bangla", None),
    ("is the event in bengali", None),
    ("hello", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "code"), WANTED, ids=[text for text, _ in WANTED])
def test_a_language_is_asked_for_by_any_of_its_names(text: str, code: str | None) -> None:
    assert language_asked_for(text, NAMES) == code
