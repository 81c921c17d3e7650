"""What a message names, and where."""

import pytest

from nlu.entities import entities
from nlu.gazetteer import Gazetteer, Name, words

NAMES = Gazetteer(
    (
        Name("Chai and chat for women", "event", "Chai and chat for women"),
        Name("Marigold Centre", "event", "Chai and chat for women"),
        Name("সিলেটি", "language", "syl"),
        Name("Sylheti", "language", "syl"),
        Name("tuesday", "day", "tuesday", "en"),
        Name("march", "month", "3", "en"),
        Name("মার্চ", "month", "3", "bn"),
        Name("two", "number", "2", "en"),
        Name("on", "number", "10", "tr"),
        Name("wheelchair", "need", "step_free"),
        Name("wheelchair space", "need", "wheelchair space"),
    )
)

NAMED = [
    ("see you Tuesday", "en", [("day", "tuesday", "Tuesday")]),
    ("the chai and chat FOR women one", "en", [("event", "Chai and chat for women", "chai and chat FOR women")]),
    ("at the Marigold Centre?", "en", [("event", "Chai and chat for women", "Marigold Centre")]),
    ("আমি সিলেটি বলি", "bn", [("language", "syl", "সিলেটি")]),
    ("14/3 at 3pm", "en", [("day", "--03-14", "14/3"), ("time", "15:00", "3pm")]),
    ("14.3.2026, 15:30", "en", [("day", "2026-03-14", "14.3.2026"), ("time", "15:30", "15:30")]),
    ("3/14", "en", [("number", "3", "3"), ("number", "14", "14")]),
    ("the 14th March", "en", [("day", "--03-14", "14th March")]),
    ("১৪ মার্চ", "bn", [("day", "--03-14", "১৪ মার্চ")]),
    ("we are ٣", "ar", [("number", "3", "٣")]),
    ("two of us on the bus", "en", [("number", "2", "two")]),
    ("a wheelchair space", "en", [("need", "wheelchair space", "wheelchair space")]),
    ("what does ICB mean?", "en", [("word", "ICB", "ICB")]),
    ("whats safeguarding", "en", [("word", "safeguarding", "safeguarding")]),
    ("WHAT TIME IS IT ON", "en", []),
    ("my number is 07700900123", "en", []),
    ("", "en", []),
]


@pytest.mark.parametrize(("text", "language", "found"), NAMED, ids=[text or "nothing" for text, _, _ in NAMED])
def test_what_is_named_is_found_in_its_place(text: str, language: str, found: list[tuple[str, str, str]]) -> None:
    named = entities(text, language, NAMES)

    assert [(one.entity, one.value, text[one.start : one.end]) for one in named] == found


def test_places_count_code_points() -> None:
    (one,) = entities("👍🏽 Sylheti", "en", NAMES)

    assert (one.start, one.end) == (3, 10)


def test_words_have_their_places() -> None:
    assert [(word.folded, word.start, word.end) for word in words("Don't, Łódź!")] == [("dont", 0, 5), ("lodz", 7, 11)]
