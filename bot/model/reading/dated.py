"""What the words of a date are: weekday, day, month, year, or how far away."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.model.folding import fold
from bot.model.reading.positions import pieces
from bot.model.reading.spoken import REMEMBERED, phrases, said, values
from bot.model.reply import Lexicon, Reply


class Sign(StrEnum):
    """One letter a kind of word, so that a date's shape is a short text: "wdm" is "Fri 14th March"."""

    WEEKDAY = "w"
    DAY = "d"
    NUMBER = "n"
    MONTH = "m"
    YEAR = "y"
    AWAY = "a"
    NEXT = "x"
    THIS = "t"
    IN = "i"
    DAYS = "u"
    WEEKS = "k"
    FROM_NOW = "p"
    OF_MONTH = "f"


@dataclass(frozen=True)
class Mark:
    """One word of a date and its value: Monday is 0, January 1, tomorrow 1."""

    sign: Sign
    value: int = 0


_NUMERIC: Final = re.compile(r"(?<!\S)(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?[.,]?(?!\S)")
_ISO: Final = re.compile(r"(?<!\S)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})[.,]?(?!\S)")
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


def signs(reply: Reply, marked: str) -> tuple[list[Mark], list[str]]:
    """The marks in `marked` (folded with its marks) in order, and the words that are none."""
    for pattern, order in ((_ISO, (3, 2, 1)), (_NUMERIC, (1, 2, 3))):
        if found := pattern.search(marked):
            marks = _figures([found[group] for group in order])
            return _with_words(reply, marked[: found.start()], marks, marked[found.end() :])
    return _words(reply, pieces(fold(marked)))


def _figures(parts: list[str | None]) -> list[Mark]:
    year = [int(parts[2])] if parts[2] else []
    whole = [Mark(Sign.YEAR, value + 2000 if value < 100 else value) for value in year]
    return [Mark(Sign.NUMBER, int(parts[0] or 0)), Mark(Sign.MONTH, int(parts[1] or 0)), *whole]


def _with_words(reply: Reply, before: str, marks: list[Mark], after: str) -> tuple[list[Mark], list[str]]:
    first, rest = _words(reply, pieces(fold(before)))
    last, more = _words(reply, pieces(fold(after)))
    return first + marks + last, rest + more


def _words(reply: Reply, tokens: list[str]) -> tuple[list[Mark], list[str]]:
    known = _known(reply.lexicon, reply.language)
    marks: list[Mark] = []
    rest: list[str] = []
    start = 0
    while start < len(tokens):
        mark, end = _mark(tokens, start, known)
        if mark is None:
            rest.append(tokens[start])
        else:
            marks.append(mark)
        start = end
    return marks, rest


def _mark(tokens: list[str], start: int, known: Mapping[str, Mark]) -> tuple[Mark | None, int]:
    if ordinal := _ORDINAL.fullmatch(tokens[start]):
        return Mark(Sign.DAY, int(ordinal[1])), start + 1
    if tokens[start].isdecimal():
        return _number(tokens[start]), start + 1
    return next(((known[phrase], end) for phrase, end in phrases(tokens, start) if phrase in known), (None, start + 1))


def _number(digits: str) -> Mark | None:
    if len(digits) == 4:
        return Mark(Sign.YEAR, int(digits))
    return Mark(Sign.NUMBER, int(digits)) if len(digits) < 4 else None


@lru_cache(maxsize=REMEMBERED)
def _known(lexicon: Lexicon, language: str) -> Mapping[str, Mark]:
    """Words with a meaning in a date. A number word gives way to a day's name: Vietnamese "hai" to "thứ hai"."""
    known: dict[str, Mark] = {}
    for sign, table in (
        (Sign.NUMBER, lexicon.numbers),
        (Sign.MONTH, lexicon.months),
        (Sign.WEEKDAY, lexicon.weekdays),
        (Sign.AWAY, lexicon.days),
    ):
        known |= {word: Mark(sign, value) for word, value in values(table, language).items()}
    for meaning, sign in _MEANINGS.items():
        known |= dict.fromkeys(said(lexicon, language, meaning), Mark(sign))
    return known


_MEANINGS: Final = {
    "next_one": Sign.NEXT,
    "this_one": Sign.THIS,
    "from_now": Sign.IN,
    "in_time": Sign.FROM_NOW,
    "day_units": Sign.DAYS,
    "week_units": Sign.WEEKS,
    "day_of_month": Sign.OF_MONTH,
}
