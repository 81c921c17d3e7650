"""Acronyms that nobody explains: known ones, and any run of capitals we do not know.

The check of initials follows Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions", 2003.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.language.plain.entries import Entry, Kind
from bot.language.plain.finding import Finding
from bot.language.plain.terms import Hit, Terms
from bot.language.plain.text import Text

_CAPITALS: Final = r"(?=[A-Za-z]*[A-Z][a-z]?[A-Z])[A-Z][A-Za-z]{0,4}[A-Z]"
_UNKNOWN: Final = re.compile(rf"(?<![\w'&/@#.\-]){_CAPITALS}(?=s?\b)(?!\w*[.@/]\w)(?:s\b)?")
# "integrated care board (ICB)", and "ICB (integrated care board)" or "ICB means integrated care board".
_BEFORE: Final = re.compile(r"((?:[\w'&-]+[ ,]+){1,10})\(([A-Z][\w&]*?)s?\)")
_AFTER: Final = re.compile(r"\b([A-Z][\w&]*?)s?\s*(?:\(|\b(?:stands for|means|is short for)\s+(?:the\s+)?)([^().]+)")
_MEANS: Final = (" stands for ", " means ", " is short for ")
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b(?:E|EC|N|NW|SE|SW|W|WC)\d{1,2}[A-Z]?\b")
_ROMAN: Final = re.compile(r"[IVXLC]+$")
_SMALL_WORDS_WRITTEN: Final = "of and the for in to a an on at with by or &"
_SMALL_WORDS: Final = frozenset(_SMALL_WORDS_WRITTEN.split())
_NAMES: Final = ("Mc", "Mac", "O'")
_WHAT_TO_DO: Final = "Say what it stands for the first time, or use plain words instead."
_FEWEST: Final = 2  # letters; one capital by itself is no acronym


def acronym_finding(text: Text, hit: Hit) -> Finding | None:
    """What to say of a known acronym; None for one that everybody knows, or that the text itself explains."""
    entries = [entry for entry in hit.entries if entry.kind is Kind.ACRONYM]
    if any(entry.well_known for entry in entries) or _explained(text, hit.start, hit.end, entries):
        return None
    known = [entry for entry in entries if not entry.unsourced]
    term = entries[0].term
    words = text.text[hit.start : hit.end]
    if len(known) != 1:
        say = tuple(dict.fromkeys(f"{entry.expand} ({term})" for entry in known))
        return Finding(hit.start, hit.end, words, Kind.ACRONYM, term, say, _several(known))
    say = (f"{known[0].expand} ({term})", *known[0].say)
    return Finding(hit.start, hit.end, words, Kind.ACRONYM, term, tuple(dict.fromkeys(say)), explanation(known[0]))


def unknown_acronyms(text: Text, terms: Terms, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Runs of capitals that we do not know, and the text does not explain: no meaning is made up for them."""
    postcodes = [found.span() for found in _POSTCODE.finditer(text.text)]
    for found in _UNKNOWN.finditer(text.even):
        start, end = found.span()
        if any(start < e and s < end for s, e in (*taken, *postcodes)) or not _may_be_one(text, start, found[0], terms):
            continue
        if not _explained(text, start, end, []):
            yield Finding(start, end, text.text[start:end], Kind.ACRONYM, found[0].removesuffix("s"), (), _WHAT_TO_DO)


def explanation(entry: Entry) -> str:
    """What a term is; of an old one, also what there is now."""
    if not entry.now:
        return entry.explain
    return f"{entry.explain} It is no longer used. Now: {entry.now}."


def _several(entries: list[Entry]) -> str:
    if not entries:
        return _WHAT_TO_DO
    return f"It can mean: {'; '.join(entry.expand for entry in entries)}. Say which."


def _may_be_one(text: Text, start: int, written: str, terms: Terms) -> bool:
    bare = written.removesuffix("s")
    if len(bare) < _FEWEST or text.is_shouted(start) or bare.startswith(_NAMES) or _ROMAN.match(bare):
        return False
    return bare.lower() not in terms.ordinary and bare not in terms.acronyms


def _explained(text: Text, start: int, end: int, entries: list[Entry]) -> bool:
    """Whether its words stand before "(ABC)", after "ABC (" or "ABC means", or anywhere in the text."""
    if any(_plain(entry.expand) in _plain(text.low) for entry in entries):
        return True
    if "(" not in text.even and not any(words in text.low for words in _MEANS):
        return False
    acronym = text.even[start:end].removesuffix("s")
    before = (words for words, letters in _BEFORE.findall(text.even) if letters == acronym)
    after = (words for letters, words in _AFTER.findall(text.even) if letters == acronym)
    return any(_initials_fit(acronym, words.split(), at_end=True) for words in before) or any(
        _initials_fit(acronym, words.split(), at_end=False) for words in after
    )


def _plain(words: str) -> str:
    return words.lower().replace("-", " ")


def _initials_fit(acronym: str, words: list[str], *, at_end: bool) -> bool:
    """Whether its letters are the first letters of the last words, or of the first; with small words or without."""
    parts = [part.lower() for word in words for part in word.strip("(),'").split("-") if part]
    wanted = "".join(letter for letter in acronym if letter.isalpha()).lower()
    every = ("".join(part[0] for part in parts), "".join(part[0] for part in parts if part not in _SMALL_WORDS))
    return any(initials.endswith(wanted) if at_end else initials.startswith(wanted) for initials in every)
