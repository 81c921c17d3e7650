"""Which option's label somebody means, typed with slips or in part."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.model.folding import fold, plain_letters
from bot.model.place import Option
from bot.model.reading.positions import pieces
from bot.model.reading.spoken import REMEMBERED, said, values
from bot.model.reply import Lexicon, Reply

SHORTEST_PART: Final = 3  # letters of a word that stand for the whole: "wed", "mos"
_SAME, _PART, _SLIP = 3, 2, 1  # how well one word fits


def named(reply: Reply, tokens: list[str], options: Sequence[Option]) -> list[int]:
    """The options, from 0, that fit best: none, the one meant, or several equally near.

    Every word that is not filler must fit a word of the label, so that "not the mosque" fits nothing. A bare
    figure is a place in the list and never the 4 of "4 December"; "the 4th" is.
    """
    filler = said(reply.lexicon, reply.language, "filler", "polite", "thanks")
    words = [token for token in tokens if token not in filler]
    if all(word.isdecimal() for word in words):
        return []
    alike = _alike(reply.lexicon, reply.language)
    fits = [_fit(words, pieces(fold(option.label)), alike) for option in options]
    best = max(fits, default=0)
    return [index for index, fit in enumerate(fits) if fit == best and best > 0]


def exactly(folded: str, options: Sequence[Option]) -> list[int]:
    """The options, from 0, whose whole label this is."""
    return [index for index, option in enumerate(options) if fold(option.label) == folded]


@lru_cache(maxsize=REMEMBERED)
def _alike(lexicon: Lexicon, language: str) -> Mapping[str, str]:
    """Names of days and months in any spelling or either language, to one name each."""
    days = {word: f"day {value}" for word, value in values(lexicon.weekdays, language).items()}
    months = {word: f"month {value}" for word, value in values(lexicon.months, language).items()}
    return months | days


def _fit(words: list[str], label: list[str], alike: Mapping[str, str]) -> int:
    """0 when a word does not fit, else more the better they all do."""
    if _run_together(words, label):
        return _SAME * len(words)
    each = [max((_word_fit(word, other, alike) for other in label), default=0) for word in words]
    return sum(each) if all(each) else 0


def _run_together(words: Iterable[str], label: Iterable[str]) -> bool:
    """ "white chapel" in "Whitechapel", and scripts written without spaces."""
    typed = "".join(words)
    enough = len(typed) > SHORTEST_PART or (len(typed) > 1 and typed[0] >= "\u2e80")
    return enough and typed in "".join(label) and not typed.isdecimal()


def _word_fit(word: str, other: str, alike: Mapping[str, str]) -> int:
    if word == other or alike.get(word, word) == alike.get(other, other) or _figure(word) == _figure(other):
        return _SAME
    if plain_letters(word) == plain_letters(other):
        return _SAME
    if (word in alike and other in alike) or word[0].isdecimal() or other[0].isdecimal():
        return 0  # Sunday is not a slip for Monday, nor 14 for 15
    if len(word) >= SHORTEST_PART and other.startswith(word):
        return _PART
    return _SLIP if _slips(plain_letters(word), plain_letters(other)) <= _allowed(word) else 0


def _figure(word: str) -> str:
    """ "14" for "14th"."""
    return word[:-2] if word[:-2].isdecimal() and word[-2:] in ("st", "nd", "rd", "th") else word


def _allowed(word: str) -> int:
    """How many slips a word this long may hold."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _slips(word: str, other: str) -> int:
    """Letters wrong, missing, too many, or two swapped (optimal string alignment); 9 when far apart."""
    if abs(len(word) - len(other)) > 2 or len(word) > 40:
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, above, row = row, before, [i]
        for j, opposite in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != opposite))
            swapped = above and j > 1 and letter == other[j - 2] and word[i - 2] == opposite
            row.append(min(cost, above[j - 2] + 1) if swapped else cost)
    return row[-1]
