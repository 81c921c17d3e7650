"""Any number of several: "1 and 3", "1,3", "13", names, "none", "all"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.model.folding import fold, fold_keeping_marks
from bot.model.place import Option
from bot.model.reading.choosing import places
from bot.model.reading.labels import exactly
from bot.model.reading.positions import pieces, position, positions
from bot.model.reading.spoken import LONGEST_ANSWER, leftover, said
from bot.model.reply import Reply, Unclear

_BETWEEN: Final = re.compile(r"[,;/&+|،、，\n]|(?<!\d)\.|\.(?!\d)")
_RANGE: Final = re.compile(r"\d\s*(?:[-–—~]|to)\s*\d")
_RUN: Final = re.compile(r"[1-9]{2,9}")


def choices(reply: Reply, options: Sequence[Option]) -> tuple[str, ...] | Unclear:
    """The keys meant, in the order listed; () for "none". MANY when any part of the answer is unread."""
    if reply.option is not None:
        return (options[reply.option].key,) if 0 <= reply.option < len(options) else Unclear.MANY
    found = _indices(reply, options) if len(reply.text) <= LONGEST_ANSWER else None
    return Unclear.MANY if found is None else tuple(options[index].key for index in sorted(found))


def _indices(reply: Reply, options: Sequence[Option]) -> set[int] | None:
    folded = fold(reply.text)
    tokens = pieces(folded)
    if not folded or _RANGE.search(fold_keeping_marks(reply.text)):
        return None  # "1-3" may be two of them or three
    if same := exactly(folded, options):
        return set(same) if len(same) == 1 else None
    if _means(reply, tokens, "none") or tokens == ["0"]:
        return set()
    if _all(reply, tokens, len(options)):
        return set(range(len(options)))
    return _run(folded, len(options)) or _listed(reply, options)


def _means(reply: Reply, tokens: list[str], meaning: str) -> bool:
    """Whether the whole message is words of this meaning and courtesy, with at least one of them."""
    words = said(reply.lexicon, reply.language, meaning)
    polite = said(reply.lexicon, reply.language, "polite", "thanks")
    return not leftover(tokens, words | polite) and leftover(tokens, words) != tokens


def _all(reply: Reply, tokens: list[str], length: int) -> bool:
    """ "all", "all of them", "all 3" of three, "both" of two."""
    if _means(reply, tokens, "all") or (length == 2 and _means(reply, tokens, "both")):
        return True
    return len(tokens) == 2 and tokens[0] == "all" and position(reply, tokens[1:], length) == length - 1


def _run(folded: str, length: int) -> set[int] | None:
    """ "13" is 1 and 3 where no list is longer than nine and nothing is named twice."""
    indices = [int(digit) - 1 for digit in folded] if _RUN.fullmatch(folded) else []
    clear = length <= 9 and len(set(indices)) == len(indices) and all(index < length for index in indices)
    return set(indices) if indices and clear else None


def _listed(reply: Reply, options: Sequence[Option]) -> set[int] | None:
    whole = _piece(reply, reply.text, options)
    if whole:
        return whole
    found: set[int] = set()
    for part in _parts(reply):
        indices = _piece(reply, part, options)
        if indices is None:
            return None
        found |= indices
    return found or None


def _parts(reply: Reply) -> Iterator[str]:
    """The answer cut at commas and the like, then at every "and"."""
    joining = said(reply.lexicon, reply.language, "and")
    for line in _BETWEEN.split(reply.text):
        part: list[str] = []
        for token in pieces(fold(line)):
            if token in joining and part:
                yield " ".join(part)
            part = [] if token in joining else [*part, token]
        if part:
            yield " ".join(part)


def _piece(reply: Reply, text: str, options: Sequence[Option]) -> set[int] | None:
    """What one piece names: numbers side by side, or one option; None when any of it is unread."""
    tokens = pieces(fold(text))
    filler = said(reply.lexicon, reply.language, "filler", "polite", "thanks", "and")
    if not leftover(tokens, filler):
        return set()
    numbers, rest = positions(reply, tokens, len(options))
    if numbers and not leftover(rest, filler):
        one = position(reply, tokens, len(options))
        return set(numbers) if one is None else {one}
    found = places(reply, text, options)
    return {found[0]} if len(found) == 1 else None
