"""Trains the model of letters on the examples and chat lines of `nlu/data`, beside what the bytes already say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu import letter_grams, names, romaniser
from nlu.byte_grams import ByteGrams, FloatArray
from nlu.examples import files, read_examples
from nlu.language import LATIN_LANGUAGES, logits_of_bytes
from nlu.scripts import LATIN, script

DATA: Final = Path(__file__).parent / "data"
EPOCHS: Final = 4
BATCH: Final = 64
RATE: Final = 0.25
SHRINK: Final = 3e-5  # of the squared weights: what the bytes know well is left to them
PIECES: Final = 4  # of each line, cut short, so that short messages are learned too
MOST_LINES: Final = 3000  # a language

Lines = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Batch:
    """Examples one after another: the buckets of all, where each one's begin, what each bucket weighs."""

    rows: letter_grams.Rows
    starts: NDArray[np.intp]
    weights: FloatArray
    offsets: FloatArray
    labels: NDArray[np.intp]


def train(by_bytes: ByteGrams, lines: Lines | None = None, seed: int = 13) -> dict[str, NDArray[Any]]:
    """The arrays that `LetterGrams.read` takes. Any: arrays of each field's own type."""
    random = Random(seed)
    pieces = list(_pieces(lines or read_lines(), random))
    random.shuffle(pieces)
    batches = [_batch(pieces[start : start + BATCH], by_bytes) for start in range(0, len(pieces), BATCH)]
    weights, bias = _descend(batches)
    scale = float(np.abs(weights).max()) / 127
    return {
        "letters_languages": np.array(LATIN_LANGUAGES),
        "letters_weights": np.round(weights / scale).astype(np.int8),
        "letters_scale": np.array(scale, dtype=np.float32),
        "letters_bias": bias,
    }


def read_lines(folder: Path = DATA) -> dict[str, list[str]]:
    """The texts of each language in Latin letters: examples of intents, and the chat lines of `languages/`."""
    lines: dict[str, list[str]] = {language: [] for language in LATIN_LANGUAGES}
    for file in files(folder):
        language = f"{file.stem}-Latn" if f"{file.stem}-Latn" in lines else file.stem
        if language in lines:
            lines[language] += [example.text for example in read_examples(file) if script(example.text) == LATIN]
    for file in sorted((folder / "languages").glob("*.txt")):
        if file.stem in lines:
            lines[file.stem] += read_text(file)
    lines["bn-Latn"] += list(romanised_bengali(folder, Random(7)))
    return lines


def read_text(file: Path) -> list[str]:
    """The lines of a text file but for its notes, which begin with #."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def romanised_bengali(folder: Path, random: Random) -> Iterator[str]:
    """Our Bengali texts, each spelt two ways in Latin letters."""
    texts = read_text(folder / "languages" / "bn.txt")
    if (folder / "bn.yml").exists():
        texts += [example.text for example in read_examples(folder / "bn.yml")]
    for text in texts:
        for _ in range(2):
            yield romaniser.romanise(text, random)


def _pieces(lines: Lines, random: Random) -> Iterator[tuple[str, int]]:
    """Whole lines and shorter runs of their words, each with the number of its language."""
    for number, language in enumerate(LATIN_LANGUAGES):
        chosen = sorted(set(lines.get(language, ())))
        random.shuffle(chosen)
        for line in chosen[:MOST_LINES]:
            words = names.without(line).split()
            yield " ".join(words), number
            for _ in range(PIECES if len(words) > 3 else 0):
                length = random.randint(2, min(len(words), 8))
                start = random.randrange(len(words) - length + 1)
                yield " ".join(words[start : start + length]), number


def _batch(pieces: Sequence[tuple[str, int]], by_bytes: ByteGrams) -> Batch:
    rows = [letter_grams.rows(text) for text, _ in pieces]
    kept = [number for number, found in enumerate(rows) if len(found)]
    sizes = np.array([len(rows[number]) for number in kept])
    weights = np.repeat([letter_grams.weight(size) for size in sizes], sizes).astype(np.float32)
    return Batch(
        np.concatenate([rows[number] for number in kept]),
        np.concatenate([[0], sizes.cumsum()[:-1]]),
        weights,
        np.stack([logits_of_bytes(by_bytes, pieces[number][0], LATIN_LANGUAGES) for number in kept]),
        np.array([pieces[number][1] for number in kept]),
    )


def _descend(batches: Sequence[Batch]) -> tuple[FloatArray, FloatArray]:
    """Weights and biases of a multinomial logistic regression over the bytes' logits, by AdaGrad.

    A language without lines keeps weights of zero, and its place in the sum.
    """
    shape = (1 << letter_grams.BUCKETS_LOG2, len(LATIN_LANGUAGES))
    weights, bias = np.zeros(shape, np.float32), np.zeros(shape[1], np.float32)
    squares, bias_squares = np.full(shape, 1e-3, np.float32), np.full(shape[1], 1e-3, np.float32)
    taught = np.isin(np.arange(shape[1]), np.concatenate([batch.labels for batch in batches]))
    for _ in range(EPOCHS):
        for batch in batches:
            slope = _slope(batch, weights, bias) * taught
            rows, steps = _summed(batch, slope)
            steps += SHRINK * weights[rows]
            squares[rows] += steps**2
            weights[rows] -= RATE * steps / np.sqrt(squares[rows])
            step = slope.mean(axis=0)
            bias_squares += step**2
            bias -= 0.1 * RATE * step / np.sqrt(bias_squares)
    return weights, bias


def _slope(batch: Batch, weights: FloatArray, bias: FloatArray) -> FloatArray:
    """By how much each example's probability of each language is too high: shape (examples, languages)."""
    scores = np.add.reduceat(weights[batch.rows] * batch.weights[:, None], batch.starts) + batch.offsets + bias
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    slope: FloatArray = likely / likely.sum(axis=1, keepdims=True)
    slope[np.arange(len(slope)), batch.labels] -= 1
    return slope


def _summed(batch: Batch, slope: FloatArray) -> tuple[letter_grams.Rows, FloatArray]:
    """The distinct buckets of the batch, and the slope of each one's weights."""
    order = np.argsort(batch.rows, kind="stable")
    rows, starts = np.unique(batch.rows[order], return_index=True)
    example = np.repeat(np.arange(len(batch.starts)), np.diff(batch.starts, append=len(batch.rows)))
    each = slope[example[order]] * batch.weights[order, None]
    return rows, np.add.reduceat(each, starts)
