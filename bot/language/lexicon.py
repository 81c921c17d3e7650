"""Loads `data/keywords.yml`, the words people answer with, into a `Lexicon`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import yaml

from bot.model.folding import fold, plain_letters
from bot.model.reading.keywords import COURTESY, keyword_table
from bot.model.reading.spoken import ENGLISH
from bot.model.reply import ANY_LANGUAGE, Lexicon

T = TypeVar("T")
Written: TypeAlias = Mapping[str, list[str]]  # words by meaning, or by value
Folded: TypeAlias = dict[str, frozenset[str]]

EVERYWHERE: Final = "everywhere"
_TABLES: Final = ("words", "numbers", "ordinals", "weekdays", "months", "days", "hours")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COURTEOUS: Final = ("polite", "thanks")
_SIDES: Final = ("yes", "agree", "no")


class BadKeywords(ValueError):
    """`keywords.yml` cannot be used as it stands; the message says where and why."""


@dataclass(frozen=True)
class _Part:
    """One language's part of the file. `kin` are the codes whose words count for its people, its own first."""

    tables: Mapping[str, Written]
    kin: tuple[str, ...]
    only_here: tuple[str, ...]

    def table(self, name: str) -> Written:
        return self.tables.get(name, {})


Parts: TypeAlias = Mapping[str, _Part]


def load(data: Path) -> Lexicon:
    """The lexicon of the data folder. Raises BadKeywords."""
    return lexicon((data / "keywords.yml").read_text(encoding="utf-8"))


def lexicon(text: str) -> Lexicon:
    """The lexicon written down in `text`, the YAML of `keywords.yml`. Raises BadKeywords."""
    everywhere, parts = _parts(text)
    words = _with_courtesy({language: _words(part, parts, everywhere) for language, part in parts.items()})
    return Lexicon(
        words=words | {ANY_LANGUAGE: _anywhere(parts, words)},
        numbers=_values(parts, "numbers", int),
        ordinals=_values(parts, "ordinals", int),
        weekdays=_values(parts, "weekdays", _WEEKDAYS.index),
        months=_values(parts, "months", int),
        days=_values(parts, "days", int),
        hours=_values(parts, "hours", _hour),
        keywords=keyword_table(words),
    )


def _parts(text: str) -> tuple[Written, Parts]:
    """The words that stand for every language, and each language's part."""
    # BaseLoader reads everything as text, so `no` and `on` are words and not booleans.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        written = yaml.load(text, Loader=loader)  # noqa: S506  # it makes nothing but texts, lists and tables
    except yaml.YAMLError as error:
        raise BadKeywords(f"keywords.yml is not YAML: {error}") from error
    if not isinstance(written, dict) or "en" not in written:
        raise BadKeywords("keywords.yml has no 'en': English words are the ones everybody may use")
    parts = {code: _part(code, section) for code, section in written.items()}
    everywhere = parts.pop(EVERYWHERE, None)
    for code, part in parts.items():
        if unknown := set(part.kin) - set(parts):
            raise BadKeywords(f"keywords.yml: 'also' of {code!r} names {unknown.pop()!r}, which has no part")
    return everywhere.table("words") if everywhere else {}, parts


def _part(code: str, section: object) -> _Part:
    if not isinstance(section, dict):
        raise BadKeywords(f"keywords.yml: {code!r} holds no tables")
    for name in section:
        if name not in (*_TABLES, "also", "only_here", "checked"):
            raise BadKeywords(f"keywords.yml: {code!r} has {name!r}; it may have {', '.join(_TABLES)}")
    tables = {name: _table(code, name, section[name]) for name in _TABLES if name in section}
    kin = (code, *_list(code, "also", section.get("also", [])))
    return _Part(tables, kin, tuple(_list(code, "only_here", section.get("only_here", []))))


def _table(code: str, name: str, written: object) -> Written:
    if not isinstance(written, dict):
        raise BadKeywords(f"keywords.yml: {name!r} of {code!r} is not a table")
    return {key: _list(code, f"{name}.{key}", words) for key, words in written.items()}


def _list(code: str, name: str, written: object) -> list[str]:
    if not isinstance(written, list) or not all(isinstance(word, str) and fold(word) for word in written):
        raise BadKeywords(f"keywords.yml: {name!r} of {code!r} is not a list of words")
    return written


def _words(part: _Part, parts: Parts, everywhere: Written) -> Folded:
    """Own words and those of kin; a spelling without accents gives way to a word that is written so."""
    together: dict[str, list[str]] = {}
    for table in (everywhere, *(parts[code].table("words") for code in part.kin)):
        for meaning, words in table.items():
            together.setdefault(meaning, []).extend(words)
    exact = {meaning: {fold(word) for word in words} for meaning, words in together.items()}
    taken = frozenset().union(*exact.values())
    return {
        meaning: frozenset(words | ({plain_letters(word) for word in words} - taken))
        for meaning, words in exact.items()
    }


def _with_courtesy(words: Mapping[str, Folded]) -> dict[str, Folded]:
    english = words[ENGLISH]
    return {
        language: own | {COURTESY: frozenset().union(*(part.get(m, ()) for part in (own, english) for m in _COURTEOUS))}
        for language, own in words.items()
    }


def _anywhere(parts: Parts, words: Mapping[str, Folded]) -> Folded:
    """Yes and no words, but for those some language uses for the opposite or for something else."""
    local = {spelling for part in parts.values() for spelling in _spellings(part.only_here)}
    said = {side: frozenset().union(*(folded.get(side, ()) for folded in words.values())) for side in _SIDES}
    yes = said["yes"] | said["agree"]
    return {
        "yes": said["yes"] - local - said["no"],
        "agree": said["agree"] - local - said["no"],
        "no": said["no"] - local - yes,
    }


def _values(parts: Parts, table: str, value: Callable[[str], T]) -> dict[str, dict[str, T]]:
    """Word to value, by language; a language's own words come before those of its kin."""
    by_language: dict[str, dict[str, T]] = {}
    for language, part in parts.items():
        known: dict[str, T] = {}
        for code in part.kin:
            for written, words in parts[code].table(table).items():
                worth = _value(code, table, written, value)
                known |= {word: worth for word in _spellings(words) if word not in known}
        by_language[language] = known
    return by_language


def _spellings(words: Iterable[str]) -> Iterator[str]:
    """Each word folded, and once more as typed on a keyboard without accents."""
    for word in words:
        yield fold(word)
        yield plain_letters(fold(word))


def _value(code: str, table: str, written: str, value: Callable[[str], T]) -> T:
    try:
        return value(written)
    except ValueError as error:
        raise BadKeywords(f"keywords.yml: {table!r} of {code!r} has no place for {written!r}") from error


def _hour(written: str) -> tuple[int, int]:
    hour, minute = written.split(":")
    return int(hour), int(minute)
