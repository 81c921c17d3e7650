"""The trained model: one small file, the same bytes for the same training."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from nlu.confidence import Confidence
from nlu.features import Counted, Floats, Vector, Vocabulary, ngrams
from nlu.gazetteer import Name
from nlu.meaning import UnderstandingError
from nlu.thresholds import Thresholds

Whole: TypeAlias = npt.NDArray[np.int8]
FORM: Final = 2  # of the file; a model of another form is trained again
_STEPS: Final = 127


class BadModel(UnderstandingError):
    """A file is no model of ours, or of another version; the sentence says to train again."""


@dataclass(frozen=True)
class Quantised:
    """Weights as whole numbers: shape (rows, classes), and how much one step is worth for each class."""

    steps: Whole
    worth: Floats

    def sum(self, rows: npt.NDArray[np.int64], values: Floats) -> Floats:
        """The scores of one sparse vector: shape (classes,)."""
        return (values @ self.steps[rows].astype(np.float32)) * self.worth


@dataclass(frozen=True)
class Scorer:
    """A linear model. `head` scores vectors of word meanings, shape (dimensions + 1, intents); None without them."""

    vocabulary: Vocabulary
    weights: Quantised
    bias: Floats
    head: Floats | None = None

    def scores(self, counted: Counted, meant: Floats | None = None) -> Floats:
        """How much speaks for each intent: shape (intents,). `meant` is the text's vector of word meanings, if any."""
        return self.of(self.vocabulary.vector(counted), meant)

    def of(self, vector: Vector, meant: Floats | None = None) -> Floats:
        """The same of a text that is a vector of this vocabulary already."""
        scores: Floats = self.weights.sum(vector.rows, vector.values) + self.bias
        return scores if meant is None or self.head is None else scores + meant @ self.head[:-1] + self.head[-1]


@dataclass(frozen=True)
class Model:
    """What training leaves behind: scores, what they are worth, and the names that examples marked."""

    intents: tuple[str, ...]
    scorer: Scorer
    confidence: Confidence
    thresholds: Thresholds
    names: tuple[Name, ...] = ()

    def probabilities(self, text: str, meant: Floats | None = None) -> Floats:
        """How likely each intent is: shape (intents,), in the order of `intents`; sums to less than 1."""
        return self.confidence.of(self.scorer.scores(ngrams(text), meant))

    @cached_property
    def version(self) -> str:
        """A short name for these very weights."""
        return hashlib.sha256(b"".join(array.tobytes() for array in _arrays(self).values())).hexdigest()[:12]

    @property
    def megabytes(self) -> float:
        """What its arrays take in memory."""
        return sum(array.nbytes for array in _arrays(self).values()) / 1e6


def quantised(weights: Floats) -> Quantised:
    """`weights` rounded to 127 steps either way, a class at a time."""
    worth = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _STEPS
    return Quantised(np.rint(weights / worth).astype(np.int8), worth.astype(np.float32))


def save(model: Model, file: Path) -> None:
    """Write `model` to `file`, whole or not at all."""
    about = {
        "form": FORM,
        "intents": model.intents,
        "unseen": model.scorer.vocabulary.unseen,
        "blocks": model.scorer.vocabulary.weights,
        "familiar": model.scorer.vocabulary.familiar,
        "confidence": asdict(model.confidence),
        "thresholds": asdict(model.thresholds),
        "names": [(name.name, name.entity, name.value) for name in model.names],
    }
    arrays = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8), **_arrays(model)}
    half_written = file.with_name(f"{file.name}.new")
    with half_written.open("wb") as written:
        np.savez(written, allow_pickle=False, **arrays)
    half_written.replace(file)


def load(file: Path) -> Model:
    """The model in `file`. Raises BadModel."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            return _model(about, {name: arrays[name] for name in arrays.files})
    except FileNotFoundError as error:
        raise BadModel(f"there is no model at {file}: run `sayback train`") from error
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise BadModel(f"{file} is no model this version can read: run `sayback train`") from error


def _arrays(model: Model) -> dict[str, npt.NDArray[Any]]:  # Any: arrays of every type
    scorer = model.scorer
    arrays: dict[str, npt.NDArray[Any]] = {  # Any: as above
        "keys": scorer.vocabulary.keys,
        "idf": scorer.vocabulary.idf.astype(np.float16),
        "steps": scorer.weights.steps,
        "worth": scorer.weights.worth,
        "bias": scorer.bias,
    }
    return arrays if scorer.head is None else {**arrays, "head": scorer.head}


def _model(about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Model:  # Any: what the file holds
    if about["form"] != FORM:
        raise ValueError(about["form"])
    idf = arrays["idf"].astype(np.float32)
    words = Vocabulary(arrays["keys"], idf, about["unseen"], tuple(about["blocks"]), tuple(about["familiar"]))
    return Model(
        tuple(about["intents"]),
        Scorer(words, Quantised(arrays["steps"], arrays["worth"]), arrays["bias"], arrays.get("head")),
        Confidence(**about["confidence"]),
        Thresholds(**about["thresholds"]),
        tuple(Name(*name) for name in about["names"]),
    )
