"""Answers "what does ICB mean?" from the terms alone: what is not in them is not known (P2.1)."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language.plain.acronyms import explanation
from bot.language.plain.entries import Entry
from bot.language.plain.terms import Terms
from bot.language.plain.text import Text
from bot.model.explanation import Explanation, Meaning
from bot.model.reading.wishes import word_asked_about

FEWEST_LETTERS: Final = 2
_ARTICLE: Final = re.compile(r"^(?:an?|the|this|that|word|letters|acronym)\s+", re.IGNORECASE)
_DOTTED: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Za-z&]{0,6}[A-Z]s?\b|\b[A-Z]\d{1,3}\b")


def explained(word: str, terms: Terms) -> Explanation:
    """What `word` means: exact first, then without an article, dots, a plural or a hyphen."""
    for spelling in _spellings(word):
        entries = _in_capitals_first(spelling, terms)
        meanings = tuple(Meaning(entry.expand, explanation(entry)) for entry in entries if _may_be_told(entry))
        if meanings:
            return Explanation(entries[0].term, meanings)
    return Explanation(_ARTICLE.sub("", word.strip()).strip())


def asked_and_explained(question: str, terms: Terms) -> Explanation:
    """The same for a whole question; one that names no word is asked about the longest term or acronym in it."""
    question = _DOTTED.sub(lambda found: found[0].replace(".", ""), question)
    word = word_asked_about(question)
    if word is not None:
        found = explained(word, terms)
        if found.meanings or _CAPITALS.fullmatch(found.term):
            return found
    in_capitals = [found[0] for found in _CAPITALS.finditer(question)]
    hits = [hit for hit in terms.hits(Text(question)) if any(map(_may_be_told, hit.entries))]
    harder = [hit for hit in hits if not hit.entries[0].well_known] or hits
    named = in_capitals or [question[hit.start : hit.end] for hit in harder]
    return explained(max(named, key=len), terms) if named else Explanation(word or "")


def _in_capitals_first(spelling: str, terms: Terms) -> tuple[Entry, ...]:
    """People type "icb" and mean ICB; "send" is a word, and only SEND is an acronym."""
    exact = terms.acronyms.get(spelling, ())
    return exact or terms.by_word.get(spelling.lower(), ())


def _may_be_told(entry: Entry) -> bool:
    return bool(entry.explain) and not entry.unsourced


def _spellings(word: str) -> Iterator[str]:
    bare = _ARTICLE.sub("", word.strip().strip("\"'.,?!()")).strip()
    yield bare
    undotted = bare.replace(".", "")
    if undotted != bare:
        yield undotted
    if len(bare) > FEWEST_LETTERS + 1:
        yield bare.removesuffix("'s").removesuffix("s")
        yield bare.replace("-", " ")
        yield bare.replace(" ", "-")
