"""Phrases that put a message before a person, whatever a model makes of it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml

from nlu.folding import fold, plain_letters

FILE: Final = Path(__file__).with_name("danger.yml")
_GAP: Final = r"(?:\S+ ){0,3}?"
_UNSPACED: Final = re.compile("[\u4e00-\u9fff]")  # Chinese writes its words without spaces


class Alarm:
    """Hears phrases in messages, by their first words: a message costs one look-up a word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._unspaced: list[str] = []
        self._first: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        self._beginnings: list[re.Pattern[str]] = []
        for phrase in phrases:
            self._add(phrase)

    @classmethod
    def load(cls, file: Path = FILE) -> "Alarm":
        """The phrases of `danger.yml`, of all its languages."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        written = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # a safe loader, if a fast one
        return cls(phrase for phrases in written.values() for phrase in phrases)

    def heard(self, text: str) -> bool:
        """Whether one of the phrases is in `text`."""
        said = plain_letters(fold(text))
        place = 0
        for word in said.split():
            if any(pattern.match(said, place) for pattern in self._first.get(word, ())):
                return True
            place += len(word) + 1
        return any(pattern.search(said) for pattern in self._beginnings) or any(part in said for part in self._unspaced)

    def _add(self, phrase: str) -> None:
        parts = [
            "*" if part == "*" else plain_letters(fold(part)) + "~" * part.endswith("~") for part in phrase.split()
        ]
        if _UNSPACED.search(phrase):
            self._unspaced.append(parts[0])
            return
        pattern = "".join(_GAP if part == "*" else _word(part) + " " for part in parts).removesuffix(" ") + r"(?: |$)"
        if parts[0].endswith("~"):
            self._beginnings.append(re.compile(rf"(?:^|(?<= )){pattern}"))
        else:
            self._first[parts[0]].append(re.compile(pattern))


def _word(part: str) -> str:
    return re.escape(part.removesuffix("~")) + r"\S*" * part.endswith("~")
