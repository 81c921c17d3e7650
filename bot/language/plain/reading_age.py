"""How old a reader has to be: the Flesch-Kincaid grade, told as a band of ages.

Source: Kincaid and others, "Derivation of new readability formulas", 1975. A grade and five years is an age.
"""

from collections.abc import Collection
from typing import Final

from bot.language.plain.finding import ReadingAge
from bot.language.plain.syllables import syllables
from bot.language.plain.text import Sentence

_BANDS: Final = (
    (5.0, ReadingAge("about 9 or under", 5, 9)),
    (7.0, ReadingAge("10 to 11", 10, 11)),
    (10.0, ReadingAge("12 to 14", 12, 14)),
)
_ADULT: Final = ReadingAge("adult", 15, None)


def grade(sentences: tuple[Sentence, ...], ordinary: Collection[str] = ()) -> float | None:
    """The school grade of a text; None without a word. `ordinary` words are spoken, not spelt, in capitals too."""
    words = [word.text for sentence in sentences for word in sentence.words]
    if not words:
        return None
    spoken = sum(syllables(low if (low := word.lower()) in ordinary else word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def band(found: float | None) -> ReadingAge | None:
    """The ages that a grade is for."""
    if found is None:
        return None
    return next((age for limit, age in _BANDS if found < limit), _ADULT)


def hardest(sentences: tuple[Sentence, ...], most: int = 3) -> tuple[str, ...]:
    """The longest words, by their syllables: with the longest sentence, what makes a text hard."""
    words = {word.text.lower() for sentence in sentences for word in sentence.words if word.kind == "word"}
    return tuple(
        sorted((word for word in words if syllables(word) >= 3), key=lambda word: (-syllables(word), word))[:most]
    )
