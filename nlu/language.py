"""Which language a message is in: by its script, by models of its bytes and letters, and by what the person writes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import numpy as np

from nlu import names, scripts
from nlu.alphabets import strangers
from nlu.byte_grams import ByteGrams, FloatArray
from nlu.letter_grams import LetterGrams

FILE: Final = "language.npz"
UNKNOWN: Final = "und"  # BCP 47 for a language nobody could tell
FEWEST_LETTERS: Final = 5  # with fewer, the language somebody is known to write stands
MOST: Final = 600  # characters that are looked at: more change no answer, and cost
KNOWN_IS_RIGHT: Final = 0.9  # how often people write what they are known to write; the prior is tuned to it
SURE: Final = 0.8  # of the likeliest language; at it, 99 in 100 of our development sets are right

# Added to the log scores: with it messages of 5 to 20 characters go from 89 to 97% right, and those in another
# language than usual are found as before.
_KNOWN, _ENGLISH, _RELATED = 4.0, 2.0, 2.0
_SELDOM: Final[Mapping[str, float]] = {
    "sq": -3.0,
    "lt": -1.0,
    "bg": -3.0,
    "ps": -3.0,
    "fa": -2.0,
    "ru": -2.0,
    "bn-Latn": -4.0,
    "ur-Latn": -3.0,
}
_STRANGE_LETTER: Final = -3.0
# Chosen on our development sets: how much surer than py3langid's own confidence, and what the letters lend.
_SHARPER, _LENT = 1.5, 0.4
_RELATIVES: Final[Mapping[str, str]] = {  # who writes this may also write that
    "bn": "bn-Latn",
    "syl": "bn-Latn",
    "ur": "ur-Latn",
    "hi": "ur-Latn",
    "pa": "ur-Latn",
}
ROMANISED: Final = ("bn-Latn", "ur-Latn")  # what py3langid does not know
LATIN_LANGUAGES: Final = ("en", "so", "it", "es", "fr", "pt", "pl", "tr", "vi", "ro", "lt", "sq", *ROMANISED)
_LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {  # of the scripts that several are written in
    scripts.LATIN: LATIN_LANGUAGES,
    scripts.ARABIC: ("ar", "ur", "fa", "ps"),
    scripts.CYRILLIC: ("uk", "ru", "bg"),
}
_ARABIC_IN_FIGURES: Final = re.compile("(?:[a-z][37]|\\b[37][a-z])[a-z]", re.IGNORECASE)  # "a7gez": no model knows it
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+")


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 code, and how likely it is, from 0 to 1. Not `sure`: ask once, do not switch."""

    code: str
    confidence: float
    sure: bool


class Detector:
    """Tells languages apart. Nothing in it changes, so threads may share it."""

    def __init__(self, byte_grams: ByteGrams, letter_grams: LetterGrams) -> None:
        self._bytes = byte_grams
        self._letters = letter_grams

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """The detector the build made. Raises OSError where it made none."""
        with np.load(file or Path(__file__).with_name(FILE), allow_pickle=False) as arrays:
            return cls(ByteGrams.read(arrays), LetterGrams.read(arrays))

    def detect(self, text: str, known: str | None = None) -> Language:
        """The language of `text`. `known` is the one the person is known to write: it tips the scales, and stands
        where there are fewer than five letters, or only numbers, emoji and names."""
        words = names.without(_ADDRESS.sub(" ", text[:MOST]))
        script = scripts.script(words)
        if script is None:
            return _kept(known) if known else Language(UNKNOWN, 0.0, False)
        short = scripts.letters(words) < FEWEST_LETTERS
        if short and known and (script == scripts.LATIN or script == scripts.of(known)):
            return _kept(known)
        if script not in _LANGUAGES:
            return _of_one_script(script, words, known)
        return self._likeliest(words, script, known, short)

    def _likeliest(self, words: str, script: str, known: str | None, short: bool) -> Language:
        languages = _LANGUAGES[script]
        logits = logits_of_bytes(self._bytes, words, languages) + _prior(languages, known) * _weight(words)
        likely = self._with_letters(words, logits) if script == scripts.LATIN else _shares(logits)
        best = int(likely.argmax())
        confidence = float(likely[best])
        sure = confidence >= SURE and not short and not _ARABIC_IN_FIGURES.search(words)
        return Language(languages[best], confidence, sure)

    def _with_letters(self, words: str, by_bytes: FloatArray) -> FloatArray:
        """How likely each language in Latin letters is. Whether it is a romanised one, the letters say in full; which
        of the others, py3langid has learned from more text than ours, and they only lend a hand."""
        by_letters = self._letters.scores(words)
        in_full = _shares(by_bytes + by_letters)
        romanised = float(in_full[-len(ROMANISED) :].sum())
        likely = _shares(by_bytes + _LENT * by_letters)
        likely[: -len(ROMANISED)] *= (1 - romanised) / likely[: -len(ROMANISED)].sum()
        likely[-len(ROMANISED) :] = in_full[-len(ROMANISED) :]
        if romanised > 0.5:
            likely[: -len(ROMANISED)] = 0
        return likely


def logits_of_bytes(model: ByteGrams, words: str, languages: tuple[str, ...]) -> FloatArray:
    """What the bytes say: shape (languages,).

    A language the bytes do not know gets what their third best gets: where one stands out, it is that one.
    """
    known = model.scores(words)
    third = sorted(known[language] for language in languages if language in known)[-3]
    scores = np.array([known.get(language, third) for language in languages], dtype=np.float32)
    logits: FloatArray = (scores + _STRANGE_LETTER * strangers(words, languages)) * _weight(words)
    return logits


def _kept(known: str) -> Language:
    return Language(known, KNOWN_IS_RIGHT, True)


def _of_one_script(script: str, words: str, known: str | None) -> Language:
    if script == scripts.HAN:
        code = scripts.chinese(words)
        kept = known if known in ("zh-Hans", "zh-Hant") else None
        return Language(code or kept or "zh-Hans", 1.0 if code or kept else 0.5, bool(code or kept))
    if script == "Ethi":
        return Language(scripts.ethiopic(words), 0.8, True)
    if script == scripts.of(known or UNKNOWN):  # Sylheti in Bengali letters, Marathi in those of Hindi
        return _kept(known or UNKNOWN)
    return Language(scripts.OF_ONE_LANGUAGE[script], 1.0, True)


def _weight(words: str) -> np.float32:
    """py3langid too divides log scores by the root of the number of bytes, which do not come independently."""
    return np.float32(_SHARPER * max(len(words.encode("utf-8", "surrogatepass")), 1) ** -0.5)


def _shares(logits: FloatArray) -> FloatArray:
    likely = np.exp(logits - logits.max())
    shares: FloatArray = likely / likely.sum()
    return shares


@lru_cache(maxsize=256)
def _prior(languages: tuple[str, ...], known: str | None) -> FloatArray:
    """What is added to the log scores before a word is read."""
    return np.array([_before(language, known) for language in languages], dtype=np.float32)


def _before(language: str, known: str | None) -> float:
    if language == known:
        return _KNOWN
    if language == "en":
        return _ENGLISH if known else 0.0
    return _SELDOM.get(language, 0.0) + (_RELATED if known and _RELATIVES.get(known) == language else 0.0)
