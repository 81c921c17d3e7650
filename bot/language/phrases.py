"""The words the bot speaks: a phrase by its key, said in a language from the catalogues in `data/phrases`."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.language.catalogue import (
    BrokenCatalogue,
    Catalogue,
    Piece,
    State,
    Wording,
    language_of,
    read_catalogue,
    state_of,
)
from bot.language.saying import ENGLISH, Saying
from bot.model.words import Label, Listing, Phrase, Value

# Words a person must be able to rely on: said in a language only once its speakers have approved them.
GUARDED = (
    "stop.",
    "stop_",
    "start.",
    "consent",
    "welcome.consent",
    "welcome.agree",
    "safety.",
    "help.",
)
# Languages that borrow another's words. Never across scripts: bn-Latn does not read bn.
BORROWS = {"syl": "bn"}
_SCRIPT_LENGTH = 4  # letters in a BCP 47 script, such as "Latn"
_WORDING_LENGTH = 12  # hexadecimal digits of a wording's version

log = logging.getLogger(__name__)


class UnknownPhrase(KeyError):
    """No English phrase has this key: add it to `en.po`."""


class MissingValue(KeyError):
    """A phrase was said without a value that its words ask for."""


@dataclass(frozen=True)
class _Spoken:
    """The words chosen for a key, the catalogue they are from, and how that language says values."""

    wording: Wording
    catalogue: Catalogue
    saying: Saying


class Phrasebook:
    """All phrases in all languages. A catalogue is read when its language is first spoken. Safe between threads."""

    def __init__(self, files: Mapping[str, Path], approved_only: bool, zone: ZoneInfo) -> None:
        self._files = MappingProxyType(dict(files))
        self._approved_only = approved_only
        self._zone = zone
        self._read: dict[str, tuple[Catalogue, Saying]] = {}
        self._spoken: dict[tuple[str, str], _Spoken] = {}
        self._whole: dict[tuple[str, str], str] = {}
        self._lock = Lock()

    @classmethod
    def load(cls, folder: Path, approved_only: bool = True, zone: ZoneInfo = ZoneInfo("Europe/London")) -> "Phrasebook":
        """The catalogues in `folder`; times are shown in `zone`.

        With `approved_only`, guarded phrases are English until their catalogue is approved; without it (the
        demo), drafts are said too. Raises BrokenCatalogue when there is no English catalogue.
        """
        files = {language_of(path): path for path in sorted(folder.glob("*.po"))}
        if ENGLISH not in files:
            raise BrokenCatalogue(f"no phrases in {folder}: it needs en.po at least")
        return cls(files, approved_only, zone)

    def say(self, phrase: Phrase, language: str) -> str:
        """The phrase in that language, in the next best one, or in English; never empty.

        Raises UnknownPhrase and MissingValue.
        """
        if phrase.values:
            return self._filled(phrase, language)
        whole = self._whole.get((phrase.key, language))
        if whole is None:  # most phrases have nothing to fill in, and are the same each time
            whole = self._whole[phrase.key, language] = self._filled(phrase, language)
        return whole

    def warm_up(self) -> None:
        """Read every catalogue now, so that the first person does not wait for it."""
        for language in self._files:
            self._opened(language)

    def figures(self, language: str) -> Callable[[int], str]:
        """What writes a number as that language does."""
        return self._opened(next(iter(self._chain(language)), ENGLISH))[1].number

    def has(self, key: str, language: str) -> bool:
        """Whether the phrase is there in the language the person is spoken to, not in English instead.

        People whose language has no catalogue, nor borrows one, are spoken to in English.
        """
        return any(self._sayable(key, name) for name in self._chain(language) or (ENGLISH,))

    def wording(self, key: str, language: str) -> str:
        """The version of the words said for `key`: changes when they change. Raises UnknownPhrase."""
        spoken = self._spoken.get((key, language)) or self._choose(key, language)
        return hashlib.sha256("\0".join(spoken.wording.texts).encode()).hexdigest()[:_WORDING_LENGTH]

    def languages(self) -> tuple[str, ...]:
        """The languages that have a catalogue, in order of their names."""
        return tuple(sorted(self._files))

    def state(self, language: str) -> State:
        """Whether the language's own catalogue is approved; `MISSING` when it has none."""
        path = self._files.get(language)
        return State.MISSING if path is None else state_of(path)

    def _filled(self, phrase: Phrase, language: str) -> str:
        spoken = self._spoken.get((phrase.key, language)) or self._choose(phrase.key, language)
        said = []
        for piece in _form(spoken, phrase):
            said.append(piece.words)
            if piece.value is not None:
                said.append(self._value(phrase, piece.value, spoken))
        return "".join(said)

    def _chain(self, language: str) -> tuple[str, ...]:
        """The catalogues to look in before English: the language's own, without its region, a lender's."""
        if language == ENGLISH:
            return (ENGLISH,)
        own, *rest = language.split("-")
        wider = own if rest and not any(len(part) == _SCRIPT_LENGTH for part in rest) else language
        names = (language, wider, BORROWS.get(wider, wider))
        return tuple(name for name in dict.fromkeys(names) if name in self._files)

    def _choose(self, key: str, language: str) -> _Spoken:
        chain = (*self._chain(language), ENGLISH)
        spoken = next((found for name in chain if (found := self._sayable(key, name))), None)
        if spoken is None:
            raise UnknownPhrase(f"no phrase {key!r}: add it to en.po")
        self._spoken[key, language] = spoken
        return spoken

    def _sayable(self, key: str, language: str) -> _Spoken | None:
        """The words for `key` in this very language; None when there are none or they may not be said yet."""
        catalogue, saying = self._opened(language)
        wording = catalogue.phrases.get(key)
        if wording is None:
            return None
        if language != ENGLISH and not (self._allowed(catalogue, wording) and self._fits(wording)):
            return None
        return _Spoken(wording, catalogue, saying)

    def _allowed(self, catalogue: Catalogue, wording: Wording) -> bool:
        if not (self._approved_only and wording.key.startswith(GUARDED)):
            return True
        return catalogue.state is State.APPROVED and not wording.fuzzy

    def _fits(self, wording: Wording) -> bool:
        """Whether English asks for every value too: a translator's slip must not lose a person their answer."""
        english = self._opened(ENGLISH)[0].phrases.get(wording.key)
        return english is not None and wording.values <= english.values

    def _opened(self, language: str) -> tuple[Catalogue, Saying]:
        found = self._read.get(language)
        if found is not None:
            return found
        with self._lock:
            if language not in self._read:
                self._read[language] = (self._readable(language), Saying(language, self._zone))
            return self._read[language]

    def _readable(self, language: str) -> Catalogue:
        """A broken catalogue reads as an empty one, so people get English; a broken English one raises."""
        try:
            return read_catalogue(self._files[language])
        except BrokenCatalogue:
            if language == ENGLISH:
                raise
            log.exception("catalogue is broken, its phrases are said in English", extra={"language": language})
            return Catalogue(language, State.DRAFT, {}, lambda n: 0)

    def _value(self, phrase: Phrase, name: str, spoken: _Spoken) -> str:
        try:
            value = phrase.values[name]
        except KeyError:
            raise MissingValue(f"{phrase.key!r} asks for {{{name}}}: give it when saying the phrase") from None
        return value if isinstance(value, str) else self._said(value, spoken)

    def _said(self, value: Value, spoken: _Spoken) -> str:
        if isinstance(value, int):
            return spoken.saying.number(value)
        if isinstance(value, datetime):  # before date: a datetime is one too
            return spoken.saying.moment(value)
        if isinstance(value, date):
            return spoken.saying.day(value)
        if isinstance(value, time):
            return spoken.saying.clock_time(value)
        if isinstance(value, Listing):
            return spoken.saying.listing([self._label(item, spoken) for item in value.items])
        return self._label(value, spoken)

    def _label(self, label: Label, spoken: _Spoken) -> str:
        """A phrase inside a phrase speaks the language of the whole."""
        return label if isinstance(label, str) else self.say(label, spoken.catalogue.language)


def _form(spoken: _Spoken, phrase: Phrase) -> tuple[Piece, ...]:
    """The form for the number `n`; the only one when the phrase has no plurals."""
    forms = spoken.wording.forms
    if len(forms) == 1:
        return forms[0]
    n = phrase.values.get("n")
    if not isinstance(n, int):
        raise MissingValue(f"{phrase.key!r} has plurals: give the number as n when saying it")
    return forms[min(spoken.catalogue.plural(n), len(forms) - 1)]
