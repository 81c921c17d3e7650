"""Reads `data/plain/*.yml`, the words that need plainer ones. One entry is one term with one meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import yaml

LONGEST_EXPLANATION: Final = 160  # characters: one SMS


class Kind(StrEnum):
    """What is wrong with a term, or with a sentence."""

    ACRONYM = "acronym"
    JARGON = "jargon"
    HARD = "hard"
    WORDY = "wordy"
    INCLUSIVE = "inclusive"
    PASSIVE = "passive"
    LONG_SENTENCE = "long_sentence"
    READING_AGE = "reading_age"
    DOUBLE_NEGATIVE = "double_negative"
    VAGUE_DATE = "vague_date"
    INVITATION = "invitation"


TERM_KINDS: Final = (Kind.ACRONYM, Kind.JARGON, Kind.HARD, Kind.WORDY, Kind.INCLUSIVE)


class BadTerms(ValueError):
    """An entry cannot be used as it stands; the sentence says file, line and what to change."""


@dataclass(frozen=True)
class Entry:
    """One term. `say` holds what to write instead, the best first; `swap` whether that fits in any sentence.

    `not_in` are wider phrases in which the term is fine. `status` is "old" where `now` has replaced it. An
    `unsourced` entry is flagged, and never explained; a `well_known` one is explained, and never flagged.
    """

    term: str
    kind: Kind
    say: tuple[str, ...]
    bad: str
    good: str
    expand: str = ""
    inflect: str = ""
    forms: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    swap: bool = False
    explain: str = ""
    status: str = ""
    now: str = ""
    unsourced: bool = False
    well_known: bool = False


_KEYS: Final = {field.name for field in fields(Entry)}
_NEEDED: Final = ("term", "kind", "say", "bad", "good")
_LISTS: Final = ("say", "forms", "not_in")
_INFLECTED: Final = ("", "none", "verb", "noun")
_FLAGS: Final = ("swap", "unsourced", "well_known")


def files(folder: Path) -> list[Path]:
    """The files of terms, in the order they are read."""
    return sorted(folder.glob("*.yml"))


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Every entry of every file. Raises BadTerms."""
    return tuple(entry for file in files(folder) for entry in _entries(file))


def _entries(file: Path) -> Iterator[Entry]:
    text = file.read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        written = yaml.load(text, Loader=loader)  # noqa: S506  # a safe loader, if a fast one
    except yaml.YAMLError as error:
        raise BadTerms(f"{file.name} is not YAML: {error}") from error
    if not isinstance(written, list):
        raise BadTerms(f"{file.name}: write a list of entries, each beginning with `- term:`")
    for number, one in enumerate(written):
        problem = _problem(one)
        if problem:
            raise BadTerms(f"{file.name}, line {_line(text, number)}: {problem}")
        yield _entry(one)


def _entry(one: Mapping[str, Any]) -> Entry:  # Any: YAML
    listed = {name: tuple(str(word) for word in one.get(name, ())) for name in _LISTS}
    flags = {name: bool(one.get(name)) for name in _FLAGS}
    rest = {name: str(value) for name, value in one.items() if name not in (*_LISTS, *_FLAGS, "kind")}
    return Entry(kind=Kind(one["kind"]), **listed, **flags, **rest)  # type: ignore[arg-type]  # checked key by key


def _problem(one: object) -> str:
    """What is wrong with an entry, or nothing."""
    if not isinstance(one, dict):
        return "an entry is a set of keys, beginning with `term:`"
    if unknown := sorted(set(one) - _KEYS):
        return f"no key is called {unknown[0]!r}"
    if missing := [name for name in _NEEDED if not one.get(name)]:
        return f"{one.get('term', 'the entry')!r} has no {missing[0]!r}"
    if one["kind"] not in TERM_KINDS:
        return f"no kind is called {one['kind']!r}: use {', '.join(TERM_KINDS)}"
    if not_list := [name for name in _LISTS if not isinstance(one.get(name, []), list)]:
        return f"{not_list[0]!r} of {one['term']!r} is a list: put it in [ ]"
    if one.get("inflect", "") not in _INFLECTED:
        return f"{one['term']!r} is inflected as a verb, a noun or none, not {one['inflect']!r}"
    return _problem_of_meaning(one)


def _problem_of_meaning(one: Mapping[str, Any]) -> str:  # Any: YAML
    term, explain = one["term"], one.get("explain", "")
    if one["kind"] == Kind.ACRONYM and not one.get("expand"):
        return f"the acronym {term!r} has no 'expand': say what its letters stand for"
    if one["kind"] in (Kind.ACRONYM, Kind.JARGON) and not explain and not one.get("unsourced"):
        return f"{term!r} has no 'explain': say what it is, in words a nine-year-old knows"
    if len(explain) > LONGEST_EXPLANATION:
        return f"'explain' of {term!r} has {len(explain)} characters: {LONGEST_EXPLANATION} fit in one SMS"
    return ""


def _line(text: str, number: int) -> int:
    """The line on which an entry begins: found only when there is something to say about it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.SequenceNode)
    return int(node.value[number].start_mark.line) + 1
