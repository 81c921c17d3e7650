"""Word meanings for English: the mean of wordllama's packaged vectors. The extra `static`, off by default."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from nlu.features import Floats
from nlu.meaning import UnderstandingError

STATIC: Final = "static"
_ENGLISH: Final = "en"  # in other languages the vectors mislead: romanised Bengali fell from 89 to 54% right
_TOKENS: Final = Path("tokenizers", "l2_supercat_tokenizer_config.json")
_VECTORS: Final = Path("weights", "l2_supercat_256.safetensors")


class ExtraMissing(UnderstandingError):
    """An extra is asked for that is not installed; the sentence says how to install it."""


class WordMeanings(Protocol):
    """Vectors of what words mean, learnt from much text elsewhere."""

    def vector(self, text: str) -> Floats:
        """The text as one vector of length 1, or all zeros for a text without words."""


class StaticMeanings:
    """wordllama's vectors, read without its package: importing that costs more than the vectors."""

    def __init__(self) -> None:
        """Raises ExtraMissing."""
        found = find_spec("wordllama")
        if found is None or found.origin is None:
            raise ExtraMissing("the extra `static` is not installed: pip install 'sayback[static]'")
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        folder = Path(found.origin).parent
        self._vectors = load_file(folder / _VECTORS)["embedding.weight"]
        self._tokens = Tokenizer.from_file(str(folder / _TOKENS))
        self._tokens.no_padding()
        self._tokens.no_truncation()

    def vector(self, text: str) -> Floats:
        """The text as one vector of length 1, or all zeros for a text without words."""
        tokens = self._tokens.encode(text, add_special_tokens=False).ids
        total: Floats = self._vectors[tokens].astype(np.float32).sum(axis=0)
        return total / max(float(np.linalg.norm(total)), 1e-9)


def meant_by(meanings: WordMeanings | None, text: str, language: str | None) -> Floats | None:
    """The vector of an English text; None for others, and without the extra."""
    return meanings.vector(text) if meanings and language == _ENGLISH else None


def word_meanings(extras: tuple[str, ...]) -> WordMeanings | None:
    """The vectors that `extras` ask for, if any. Raises ExtraMissing."""
    if unknown := set(extras) - {STATIC}:
        raise ExtraMissing(f"there is no extra {min(unknown)!r} of the understanding: there is {STATIC}")
    return StaticMeanings() if STATIC in extras else None
