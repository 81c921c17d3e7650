"""The trained model: one small file, the same bytes for the same training."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from nlu.features import Floats, Vocabulary
from nlu.meaning import UnderstandingError
from nlu.thresholds import Thresholds

Whole: TypeAlias = npt.NDArray[np.int8]
FORM: Final = 1  # of the file; a model of another form is trained again
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
class Model:
    """What training leaves behind. `bias` has shape (intents,); `sharpness` makes confidences of scores."""

    intents: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Quantised
    bias: Floats
    sharpness: float
    thresholds: Thresholds

    def scores(self, text: str) -> Floats:
        """How much speaks for each intent: shape (intents,), in the order of `intents`."""
        vector = self.vocabulary.vector(text)
        return self.weights.sum(vector.rows, vector.values) + self.bias

    def probabilities(self, text: str) -> Floats:
        """How likely each intent is: shape (intents,), sums to 1, in the order of `intents`."""
        return softmax(self.scores(text) * np.float32(self.sharpness))

    @cached_property
    def version(self) -> str:
        """A short name for these very weights."""
        return hashlib.sha256(self.weights.steps.tobytes() + self.vocabulary.keys.tobytes()).hexdigest()[:12]


def softmax(scores: Floats) -> Floats:
    """Probabilities in the order of `scores`."""
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()


def quantised(weights: Floats) -> Quantised:
    """`weights` rounded to 127 steps either way, a class at a time."""
    worth = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _STEPS
    return Quantised(np.rint(weights / worth).astype(np.int8), worth.astype(np.float32))


def save(model: Model, file: Path) -> None:
    """Write `model` to `file`, whole or not at all."""
    about = {
        "form": FORM,
        "intents": model.intents,
        "unseen": model.vocabulary.unseen,
        "blocks": model.vocabulary.weights,
        "sharpness": model.sharpness,
        "thresholds": asdict(model.thresholds),
    }
    arrays = {
        "about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8),
        "keys": model.vocabulary.keys,
        "idf": model.vocabulary.idf.astype(np.float16),
        "steps": model.weights.steps,
        "worth": model.weights.worth,
        "bias": model.bias,
    }
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
    except (ValueError, KeyError, OSError) as error:
        raise BadModel(f"{file} is no model this version can read: run `sayback train`") from error


def _model(about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Model:  # Any: what the file holds
    if about["form"] != FORM:
        raise ValueError(about["form"])
    idf = arrays["idf"].astype(np.float32)
    return Model(
        tuple(about["intents"]),
        Vocabulary(arrays["keys"], idf, about["unseen"], tuple(about["blocks"])),
        Quantised(arrays["steps"], arrays["worth"]),
        arrays["bias"],
        about["sharpness"],
        Thresholds(**about["thresholds"]),
    )
