"""What a message names: what the gazetteer knows, and by rule days, times, numbers and the word asked about."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from nlu.gazetteer import Gazetteer, Word, words
from nlu.meaning import Entity

_FIGURES: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"(?<![\d/.:])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/:]|[.-]\d)")
_CLOCK: Final = re.compile(r"(?<![\d/.:])([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\s?(?:([ap])\.?m\b\.?)?", re.IGNORECASE)
_ORDINAL_ENDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
# What people put around a word they ask about; the word is what is left, or stands in capitals.
_ASKED: Final = re.compile(
    r"(?:what(?:'s|s| is| are| does)|wot(?:s| is| does)?|explain|define|meaning of)\s+(?:an?\s+|the\s+)?"
    r"(?P<word>[\w'-]+(?:\s[\w'-]+){0,2}?)(?:\s+(?:mean|stand|means|stands)\b|\s*\?|\s*$)",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
MONTH, DAY, TIME, NUMBER, WORD = "month", "day", "time", "number", "word"
_A_LEAP_YEAR: Final = 2024
_LARGEST_PARTY: Final = 200  # a longer number is a house, a year or a telephone


def entities(text: str, language: str, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities of `text` in the order of their places, none over another; the longest of those that overlap.

    Days come out as `--MM-DD` or `YYYY-MM-DD`, read day first, times as `HH:MM`; else a value is the gazetteer's.
    The gazetteer gives months as an entity `month` with the values 1 to 12.
    """
    said = words(text)
    named = list(gazetteer.find(said, language))
    found = [*_dated(text, said, named), *_clocks(text), *_numbers(said), *_asked(text)]
    return _apart([one for one in (*found, *named) if one.entity != MONTH])


def _apart(found: Iterable[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for one in sorted(found, key=lambda entity: (entity.start - entity.end, entity.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _dated(text: str, said: list[Word], named: list[Entity]) -> Iterator[Entity]:
    for found in _DATE.finditer(text):
        if day := _day(int(found[1]), int(found[2]), found[3]):
            yield Entity(DAY, day, *found.span())
    months = {(one.start, one.end): int(one.value) for one in named if one.entity == MONTH}
    for before, after in pairwise(said):
        for figure, month in ((before, after), (after, before)):
            spelt = _ORDINAL_ENDS.fullmatch(figure.folded)
            number = months.get((month.start, month.end))
            if spelt and number and (written := _day(int(spelt[1]), number)):
                yield Entity(DAY, written, before.start, after.end)


def _day(day: int, month: int, year: str | None = None) -> str | None:
    """Day first, as people here write; None where the calendar has no such day."""
    written_out = 2000 + int(year) % 100 if year else _A_LEAP_YEAR
    try:
        found = date(written_out, month, day)
    except ValueError:
        return None
    return found.isoformat() if year else f"--{found:%m-%d}"


def _clocks(text: str) -> Iterator[Entity]:
    for found in _CLOCK.finditer(text):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if not (found[2] or half) or (half and not 1 <= hour <= 12):
            continue
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        yield Entity(TIME, f"{hour:02}:{minute:02}", found.start(), found.start() + len(found[0].rstrip()))


def _numbers(said: list[Word]) -> Iterator[Entity]:
    for word in said:
        if _FIGURES.fullmatch(word.folded) and int(word.folded) <= _LARGEST_PARTY:
            yield Entity(NUMBER, str(int(word.folded)), word.start, word.end)


def _asked(text: str) -> Iterator[Entity]:
    found = _ASKED.search(text)
    if found:
        yield Entity(WORD, found["word"], *found.span("word"))
    elif not text.isupper():  # somebody who writes everything in capitals asks about none of it
        for acronym in _ACRONYM.finditer(text):
            yield Entity(WORD, acronym[0], *acronym.span())
