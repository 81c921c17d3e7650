"""A whole number, in figures of any script or in words."""

import re
from collections.abc import Mapping
from typing import Final

from bot.model.folding import fold, fold_keeping_marks
from bot.model.reading.positions import pieces
from bot.model.reading.spoken import LONGEST_ANSWER, leftover, phrases, said, values
from bot.model.reply import Reply, Unclear

MOST_DIGITS: Final = 12  # longer is never an amount of anything we ask about
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_BROKEN: Final = re.compile(r"\d\s*[.,:/–—-]\s*\d|\d\s*[%+]|[⁄£$€]")
_BELOW_ZERO: Final = re.compile(r"(?:^|\s)[-–−]\s*\d")
_TENS: Final = range(20, 100, 10)
_AMOUNTS: Final = {"couple": 2, "dozen": 12}


def number(reply: Reply, at_least: int, at_most: int) -> int | Unclear:
    """The one number meant: "3", "৩", "about 5", "twenty one", "a couple". Both limits are included.

    NUMBER when there is none, or more than one ("2 or 3"), or words that could change it ("me and 2 kids").
    """
    if len(reply.text) > LONGEST_ANSWER:
        return Unclear.NUMBER
    marked = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), fold_keeping_marks(reply.text))
    if _BROKEN.search(marked):
        return Unclear.NUMBER
    found = _only(reply, pieces(fold(marked)))
    if found is None:
        return Unclear.NUMBER
    below = _BELOW_ZERO.search(marked) is not None and found > 0
    return found if at_least <= found <= at_most and not below else Unclear.RANGE


def _only(reply: Reply, tokens: list[str]) -> int | None:
    # Narrower than `filler`: "me" and "and" before "2 kids" change how many there are.
    filler = said(reply.lexicon, reply.language, "around", "counted", "saying_how_many", "polite", "thanks")
    known = values(reply.lexicon.numbers, reply.language)
    amounts, rest = _amounts(reply, tokens, known)
    return amounts[0] if len(amounts) == 1 and not leftover(rest, filler) else None


def _amounts(reply: Reply, tokens: list[str], known: Mapping[str, int]) -> tuple[list[int], list[str]]:
    """The amounts in `tokens`, tens and units put together, and the words that are none."""
    named = dict(known)
    for meaning, worth in _AMOUNTS.items():
        named |= dict.fromkeys(said(reply.lexicon, reply.language, meaning), worth)
    amounts: list[int] = []
    rest: list[str] = []
    start, after_tens = 0, False
    while start < len(tokens):
        amount, end = _amount(tokens, start, named)
        in_words = not tokens[start].isdecimal()
        if amount is None:
            rest.append(tokens[start])
        elif after_tens and in_words and 0 < amount < 10:
            amounts[-1] += amount
        else:
            amounts.append(amount)
        after_tens = in_words and amount in _TENS
        start = end
    return amounts, rest


def _amount(tokens: list[str], start: int, named: Mapping[str, int]) -> tuple[int | None, int]:
    if tokens[start].isdecimal():
        return int(tokens[start][: MOST_DIGITS + 1]), start + 1
    for phrase, end in phrases(tokens, start):
        if phrase in named:
            return named[phrase], end
    return None, start + 1
