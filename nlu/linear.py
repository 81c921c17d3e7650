"""Linear models over sparse vectors, trained one example after another by coordinate ascent on the dual."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from nlu.features import Floats, Vector

Labels: TypeAlias = npt.NDArray[np.int64]
_NEWTON_STEPS: Final = 3
_ONE: Final = np.ones(1, np.float32)


def logistic(vectors: Sequence[Vector], labels: Labels, shape: tuple[int, int], cost: float, epochs: int) -> Floats:
    """Weights of a multinomial logistic regression: shape (rows + 1, classes); the last row is the bias.

    `shape` is (rows, classes), `cost` the weight of the errors against the length of the weights (C of LIBLINEAR).
    Source of the dual: Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression", 2011.
    """
    rows, classes = shape
    weights = np.zeros((rows + 1, classes), np.float32)
    blame = np.zeros((len(vectors), classes), np.float32)  # what each example's dual says its probabilities are
    blame[np.arange(len(vectors)), labels] = 1
    biased = [_with_bias(vector, rows) for vector in vectors]
    for order in _orders(len(vectors), epochs):
        for number in order:
            _logistic_step(weights, blame[number], biased[number], cost)
    return weights


def _logistic_step(weights: Floats, blame: Floats, vector: Vector, cost: float) -> None:
    rows, values = vector.rows, vector.values
    scores = values @ weights[rows]
    stiffness = cost * float(values @ values)
    probable = scores - scores.max()
    probable -= np.log(np.exp(probable).sum())
    target = probable + stiffness * blame
    log_p, level = np.maximum(probable, np.log(np.maximum(blame, 1e-30))), 0.0
    # Newton on log p + stiffness * p + level = target with p summing to 1: the exact best of this example's dual
    for _ in range(_NEWTON_STEPS):
        p = np.exp(log_p)
        bend = 1 + stiffness * p
        missing = target - level - log_p - stiffness * p
        rise = float((p.sum() - 1 + (p * missing / bend).sum()) / (p / bend).sum())
        log_p, level = np.minimum(log_p + (missing - rise) / bend, 0), level + rise
    p = np.exp(log_p)
    p /= p.sum()
    weights[rows] += (cost * values)[:, None] * (blame - p)
    blame[:] = p


class Machines:
    """One-against-rest machines with squared hinge loss, in the shape of `logistic`, that can learn on.

    Source: Hsieh and others, "A dual coordinate descent method for large-scale linear SVM", 2008; all classes at once.
    """

    def __init__(self, vectors: Sequence[Vector], labels: Labels, shape: tuple[int, int], cost: float) -> None:
        rows, classes = shape
        self.weights = np.zeros((rows + 1, classes), np.float32)
        self._duals = np.zeros((len(vectors), classes), np.float32)
        self._sides = np.full((len(vectors), classes), -1, np.float32)
        self._sides[np.arange(len(vectors)), labels] = 1
        self._damping = np.float32(1 / (2 * cost))
        self._vectors = [_with_bias(vector, rows) for vector in vectors]
        self._stiffness = [float(vector.values @ vector.values) + 1 / (2 * cost) for vector in self._vectors]

    def learn(self, numbers: npt.NDArray[np.int64], epochs: int) -> Floats:
        """The weights, after so many passes over the examples of these numbers; what was learnt before stays."""
        for order in _orders(len(numbers), epochs):
            for number in numbers[order].tolist():
                self._step(self._vectors[number], self._sides[number], self._duals[number], self._stiffness[number])
        return self.weights

    def _step(self, vector: Vector, side: Floats, dual: Floats, stiffness: float) -> None:
        at, values = vector.rows, vector.values
        near = self.weights.take(at, axis=0)
        slope = side * (values @ near) - 1 + dual * self._damping
        moved = np.maximum(dual - slope / stiffness, 0)
        near += np.multiply.outer(values, (moved - dual) * side)
        self.weights[at] = near
        dual[:] = moved


def _with_bias(vector: Vector, row: int) -> Vector:
    return Vector(np.concatenate((vector.rows, (row,))), np.concatenate((vector.values, _ONE)))


def _orders(count: int, epochs: int) -> list[npt.NDArray[np.int64]]:
    random = np.random.default_rng(13)
    return [random.permutation(count) for _ in range(epochs)]
