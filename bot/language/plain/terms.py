"""The terms, ready to be found in texts: compiled once from `data/plain/*.yml` and kept beside them."""

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick

from bot.language.plain.entries import Entry, Kind, files, read_entries
from bot.language.plain.inflections import Form, forms
from bot.language.plain.text import Text, spread

COMPILED: Final = "terms.json"
ORDINARY: Final = "ordinary.txt"  # short words that in capitals are words all the same

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hit:
    """A term found at `start` to `end`, in this form; an acronym with several meanings has several entries."""

    start: int
    end: int
    form: Form
    entries: tuple[Entry, ...]


class Terms:
    """Every term, findable. `ordinary` are short words that in capitals are words all the same."""

    def __init__(self, entries: Sequence[Entry], ordinary: frozenset[str] = frozenset()) -> None:
        self.entries, self.ordinary = tuple(entries), ordinary
        found: dict[str, list[tuple[Entry, Form]]] = defaultdict(list)
        for entry in entries:
            for written, form in _written(entry):
                if all(entry is not other for other, _ in found[written.lower()]):
                    found[written.lower()].append((entry, form))
        self._patterns = list(found)
        self._meant = list(found.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([f" {spread(pattern).strip()} " for pattern in self._patterns])

    @cached_property
    def acronyms(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each acronym, as it is written."""
        meanings: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            if entry.kind is Kind.ACRONYM:
                meanings[entry.term] = (*meanings.get(entry.term, ()), entry)
        return meanings

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by every form of theirs, in lower case."""
        return {
            pattern: tuple(entry for entry, _ in meant)
            for pattern, meant in zip(self._patterns, self._meant, strict=True)
        }

    def hits(self, text: Text) -> list[Hit]:
        """Every term in `text`, the longest first where they overlap; in the order of the text."""
        found = sorted(self._candidates(text), key=lambda hit: (hit.start - hit.end, hit.start))
        taken: list[Hit] = []
        covered = bytearray(len(text.low))
        for hit in found:
            if not any(covered[hit.start : hit.end]):
                taken.append(hit)
                covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        return sorted(taken, key=lambda hit: hit.start)

    def _candidates(self, text: Text) -> Iterator[Hit]:
        links = [(token.start, token.end) for token in text.tokens if token.kind == "link"]
        for number, start, after in self._automaton.find_matches_as_indexes(spread(text.low), overlapping=True):
            end = after - 2  # it begins and ends with a space, and so does the text that is searched
            if links and any(s < end and start < e for s, e in links):
                continue
            meant = [(entry, form) for entry, form in self._meant[number] if _means(text, start, end, entry)]
            if meant:
                yield Hit(start, end, meant[0][1], tuple(entry for entry, _ in meant))


def load(folder: Path) -> Terms:
    """The terms of a folder: as compiled when that was of these very files, else compiled now. Raises BadTerms."""
    return _loaded(folder, _digest(folder))


@lru_cache(maxsize=4)
def _loaded(folder: Path, digest: str) -> Terms:
    kept = folder / COMPILED
    ordinary = frozenset((folder / ORDINARY).read_text(encoding="utf-8").split())
    try:
        written = json.loads(kept.read_text(encoding="utf-8"))
        if written["of"] == digest:
            return Terms([_entry(one) for one in written["entries"]], ordinary)
    except (OSError, ValueError, KeyError, TypeError):
        log.info("the terms of plain language are read anew", extra={"file": str(kept)})
    return Terms(read_entries(folder), ordinary)


def compile_terms(folder: Path) -> Path:
    """Checks every entry, writes them in the form that loads at once, and says where. Raises BadTerms."""
    entries = [{name: value for name, value in asdict(entry).items() if value} for entry in read_entries(folder)]
    kept = folder / COMPILED
    kept.write_text(json.dumps({"of": _digest(folder), "entries": entries}, ensure_ascii=False), encoding="utf-8")
    return kept


def _digest(folder: Path) -> str:
    written = (file.read_bytes() for file in (*files(folder), folder / ORDINARY))
    return hashlib.sha256(b"\0".join(written)).hexdigest()


def _entry(one: dict[str, str]) -> Entry:
    lists = {name: tuple(one.get(name, ())) for name in ("say", "forms", "not_in")}
    return Entry(**{**one, **lists, "kind": Kind(one["kind"])})  # type: ignore[arg-type]  # as asdict wrote it


def _written(entry: Entry) -> Iterator[tuple[str, Form]]:
    if entry.kind is Kind.ACRONYM:
        yield entry.term, Form.BASE
        yield f"{entry.term}s", Form.PLURAL
    else:
        yield from forms(entry.term, entry.inflect)
    for form in entry.forms:
        yield form, Form.OTHER


def _means(text: Text, start: int, end: int, entry: Entry) -> bool:
    """Whether the words there are this term, not a word like it, a name, or part of a phrase where it is fine."""
    if entry.kind is Kind.ACRONYM:
        if text.is_shouted(start) or not _is_written(entry, text.even[start:end]):
            return False
    elif _is_name(text, start, end):
        return False
    return not any(_covers(text.low, phrase, start, end) for phrase in entry.not_in)


def _is_written(acronym: Entry, written: str) -> bool:
    """Acronyms keep their capitals: "AMP" is one, "amp" is not."""
    return written in (acronym.term, f"{acronym.term}s", *acronym.forms)


def _covers(low: str, phrase: str, start: int, end: int) -> bool:
    """Whether the place is inside that wider phrase, whole words of it."""
    wider = phrase.lower()
    at = low.find(wider, max(0, end - len(wider)), start + len(wider))
    after = at + len(wider)
    whole = not low[after : after + 1].isalnum() and not (at > 0 and low[at - 1].isalnum())
    return at != -1 and at <= start and end <= after and whole


def _is_name(text: Text, start: int, end: int) -> bool:
    """A capital inside a sentence, beside another capitalised word: "Commissioning Street"."""
    if not text.even[start].isupper() or " " in text.even[start:end] or text.is_shouted(start):
        return False
    following = text.even[end : end + 2]
    capital_after = following[:1] == " " and following[1:].isupper()
    return capital_after and not text.starts_sentence(start)
