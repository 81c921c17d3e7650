"""Letters that only some languages write: a message with one of them is seldom in another language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from nlu.byte_grams import FloatArray

MOST: Final = 3  # strange letters that count: a name or a borrowed word has one or two

# Beyond a to z. A language that writes none has an empty text; one that is not here may write every letter.
_LATIN: Final[Mapping[str, str]] = {
    "en": "éï",
    "so": "",
    "it": "àèéìíîòóùú",
    "es": "áéíñóúü¿¡",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "pt": "àáâãçéêíóôõúü",
    "pl": "ąćęłńóśźż",
    "tr": "âçğıîöşûü",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư",
    "ro": "âăîșşțţ",
    "lt": "ąčęėįšųūž",
    "sq": "çë",
    "bn-Latn": "",
    "ur-Latn": "āīū",
}
_CYRILLIC: Final[Mapping[str, str]] = {"uk": "їієґ", "ru": "ыэёъ", "bg": "ъ"}
# Beyond the letters they all share. Arabic is also typed on Persian and Urdu keyboards, and the other way round, so
# the two forms of kaf and ya are nobody's alone.
_ARABIC: Final[Mapping[str, str]] = {
    "ar": "ةىإأؤئكيهڤ",
    "ur": "ٹڈڑںےۓہھۃگپچژکیئؤ",
    "fa": "گپچژکیهئأؤة",
    "ps": "ټډړڼښږځڅېۍگپچژکكیيهئ",
}
_VIETNAMESE: Final = range(0x1EA0, 0x1EFA)  # letters with two signs


@lru_cache(maxsize=4096)
def _strange(letter: str, languages: tuple[str, ...]) -> tuple[bool, ...] | None:
    """Whether each language never writes the letter; None where that tells nothing."""
    for table in (_LATIN, _CYRILLIC, _ARABIC):
        if ord(letter) in _VIETNAMESE:
            return tuple(language != "vi" for language in languages)
        if any(letter in own for own in table.values()):
            return tuple(letter not in table.get(language, letter) for language in languages)
    return None


def strangers(text: str, languages: Sequence[str]) -> FloatArray:
    """How many letters of `text` each language does not write, at most 3: shape (languages,)."""
    counted = np.zeros(len(languages), dtype=np.float32)
    for letter, times in Counter(text.lower()).items():
        if letter > "\x7f" and (strange := _strange(letter, tuple(languages))):
            counted += np.array(strange, dtype=np.float32) * times
    return np.minimum(counted, np.float32(MOST))
