"""Which place in a list somebody means: "2", "2nd", "the second one", "last"."""

import re
from collections.abc import Mapping
from typing import Final

from bot.model.reading.spoken import leftover, phrases, said, values
from bot.model.reply import Reply

LAST: Final = -1  # what the lexicon calls the place of the last one
LONGEST_PLACE: Final = 3  # digits: no list is longer than 999
_PIECES: Final = re.compile(r"\d+(?:st|nd|rd|th)(?!\w)|\d+(?=[^\s\d]*[^\W\d_])|\S+")


def pieces(folded: str) -> list[str]:
    """The words of `folded`, a figure parted from what is written on to it: "2টা" is "2" and "টা"."""
    return _PIECES.findall(folded)


def positions(reply: Reply, tokens: list[str], length: int) -> tuple[list[int], list[str]]:
    """The places from 0 that `tokens` name, in that order, and the words that name none.

    A place that is not in a list of this `length` counts as a word that names none.
    """
    ordinals = values(reply.lexicon.ordinals, reply.language)
    numbers = values(reply.lexicon.numbers, reply.language)
    found: list[int] = []
    rest: list[str] = []
    start = 0
    while start < len(tokens):
        place, end = _place(tokens, start, ordinals, numbers)
        index = length - 1 if place == LAST else (place or 0) - 1
        if place is not None and 0 <= index < length:
            found.append(index)
        else:
            rest.extend(tokens[start:end])
        start = end
    return found, rest


def position(reply: Reply, tokens: list[str], length: int) -> int | None:
    """The one place the whole of `tokens` names; None when it is none, several, or there is more in it."""
    filler = said(reply.lexicon, reply.language, "filler", "polite", "thanks")
    places, rest = positions(reply, tokens, length)
    if len(places) > 1 and "one" in tokens and tokens[0] != "one":  # "the second one"
        places, rest = positions(reply, [word for word in tokens if word != "one"], length)
    return places[0] if len(set(places)) == 1 and not leftover(rest, filler) else None


def _place(
    tokens: list[str], start: int, ordinals: Mapping[str, int], numbers: Mapping[str, int]
) -> tuple[int | None, int]:
    digits = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", tokens[start])
    if digits.isdecimal():
        return (int(digits) if len(digits) <= LONGEST_PLACE else None), start + 1
    for phrase, end in phrases(tokens, start):
        place = ordinals.get(phrase, numbers.get(phrase))
        if place is not None:
            return place, end
    return None, start + 1
