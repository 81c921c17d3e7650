"""Names to look for in messages: events, languages, days, needs; given by whoever knows them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from nlu.folding import fold, plain_letters
from nlu.meaning import Entity

ENGLISH: Final = "en"  # its names are used by everybody
# Letters and figures with their marks: accents, Arabic vowels, Indic vowel signs but no danda, Thai vowels.
_LETTER: Final = "(?:[^\\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e])"
_WORD: Final = re.compile(f"{_LETTER}+(?:['’\u200c\u200d]{_LETTER}+)*")
_LONGEST: Final = 8  # words of a name
_LEARNT: Final = ("need", "theme", "day", "time", "language")
_LONGEST_LEARNT: Final = 4  # words; what is longer was somebody's turn of phrase, not a name


@dataclass(frozen=True)
class Name:
    """A name people use, the entity it names, and the value it stands for.

    A name of one `language` is not looked for in another: "on" is ten in Turkish. None: it counts in all.
    """

    name: str
    entity: str
    value: str
    language: str | None = None


@dataclass(frozen=True)
class Word:
    """A word of a message: `text[start:end]`, and how it looks folded and without accents."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Gazetteer:
    """Names by their folded first word, so that a message costs one look-up a word."""

    names: tuple[Name, ...] = ()
    _by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
        for name in self.names:
            spelt = tuple(word.folded for word in words(name.name))[:_LONGEST]
            if spelt:
                by_first[spelt[0]].append((spelt, name))
        for spellings in by_first.values():
            spellings.sort(key=lambda one: -len(one[0]))
        object.__setattr__(self, "_by_first", dict(by_first))

    def find(self, said: list[Word], language: str) -> Iterator[Entity]:
        """The names in the words of a message in `language`; the longest where several begin together."""
        spelt = tuple(word.folded for word in said)
        for at, word in enumerate(spelt):
            for name, meant in self._by_first.get(word, ()):
                if spelt[at : at + len(name)] == name and meant.language in (None, ENGLISH, language):
                    yield Entity(meant.entity, meant.value, said[at].start, said[at + len(name) - 1].end)
                    break


def words(text: str) -> list[Word]:
    """The words of a text, with their places in code points, end exclusive."""
    return [Word(plain_letters(fold(found[0])), *found.span()) for found in _WORD.finditer(text)]


def learnt(marked: Iterable[tuple[str, Entity]]) -> tuple[Name, ...]:
    """Names from marked examples, each a text and an entity in it: what people call their needs, themes and days."""
    found = {
        Name(text[one.start : one.end], one.entity, one.value)
        for text, one in marked
        if one.entity in _LEARNT and len(words(text[one.start : one.end])) <= _LONGEST_LEARNT
    }
    return tuple(sorted(found, key=lambda name: (name.name, name.entity, name.value)))
