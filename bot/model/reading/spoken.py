"""Which of the lexicon's words count for a contact: those of their language, then English."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from bot.model.folding import unstretched
from bot.model.reply import Lexicon

T = TypeVar("T")

ENGLISH: Final = "en"
LONGEST_ANSWER: Final = 300  # characters; longer is a story, and reading it as an answer would only cost time
REMEMBERED: Final = 1024  # sets of words kept worked out: a few for each language
LONGEST_PHRASE: Final = 4  # words in the longest of the lexicon's phrases that may stand inside a message


def language_in(table: Mapping[str, T], language: str) -> str:
    """The language's name in `table`: "en-GB" is under "en"; English where nothing is known of it."""
    if language in table:
        return language
    return language.partition("-")[0] if language.partition("-")[0] in table else ENGLISH


@lru_cache(maxsize=REMEMBERED)
def said(lexicon: Lexicon, language: str, *meanings: str) -> frozenset[str]:
    """The words with one of these meanings in the language and in English."""
    own = lexicon.words.get(language_in(lexicon.words, language), {})
    english = lexicon.words.get(ENGLISH, {})
    none: frozenset[str] = frozenset()
    return none.union(*(words.get(meaning, none) for words in (own, english) for meaning in meanings))


def values(table: Mapping[str, Mapping[str, T]], language: str) -> Mapping[str, T]:
    """Word to value in the language; English where the language has no such word."""
    return {**table.get(ENGLISH, {}), **table.get(language_in(table, language), {})}


def without_repeats(folded: str) -> str:
    """ "yes" for "yes yes yesss"."""
    tokens = unstretched(folded).split()
    return tokens[0] if tokens and len(set(tokens)) == 1 else " ".join(tokens)


def phrases(tokens: list[str], start: int) -> Iterator[tuple[str, int]]:
    """The phrases that begin at `start`, longest first, each with the place after it."""
    for end in range(min(len(tokens), start + LONGEST_PHRASE), start, -1):
        yield " ".join(tokens[start:end]), end


def leftover(tokens: list[str], known: frozenset[str]) -> list[str]:
    """What remains of `tokens` when every phrase in `known` is taken out."""
    rest: list[str] = []
    start = 0
    while start < len(tokens):
        end = next((end for phrase, end in phrases(tokens, start) if phrase in known), None)
        if end is None:
            rest.append(tokens[start])
        start = end or start + 1
    return rest
