"""Training and the model it leaves behind."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlu.features import Floats, Vector, ngrams, vocabulary
from nlu.folds import grouped_folds
from nlu.linear import Machines, logistic
from nlu.model import BadModel, load, save
from nlu.training import TooFewIntents, train
from tests.lessons import a_model, an_example, some_examples


def best(text: str) -> str:
    model = a_model()
    return model.intents[int(model.probabilities(text).argmax())]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        pytest.param("hello good morning", "greet", id="known words"),
        pytest.param("pls sign me upp", "sign_up", id="misspelt"),
        pytest.param("STOP SENDING TEXTS", "stop_politely", id="capitals"),
        pytest.param("danger", "danger", id="the name of the intent"),
    ],
)
def test_what_resembles_an_example_means_the_same(text: str, intent: str) -> None:
    assert best(text) == intent


def test_examples_in_bengali_letters_are_found_by_their_sound() -> None:
    said = {"sign_up": ("আমি আসতে চাই", "আমার নাম লিখুন"), "thank": ("অনেক ধন্যবাদ ভাই", "আপনাকে ধন্যবাদ")}
    model = train([an_example(text, intent, "bn") for intent, texts in said.items() for text in texts])

    read = [model.intents[int(model.probabilities(text).argmax())] for text in ("onek dhonnobad", "amar nam likhun")]

    assert read == ["thank", "sign_up"]


def test_strange_words_are_less_sure_than_known_ones() -> None:
    model = a_model()

    assert model.probabilities("xqj zzkw vvyq").max() < model.probabilities("i want to die").max()


@pytest.mark.parametrize(
    "text", ["", "?!", "🙂", "\ud800", "a" * 5000], ids=["none", "marks", "emoji", "broken", "long"]
)
def test_any_text_has_probabilities(text: str) -> None:
    probabilities = a_model().probabilities(text)

    assert np.isfinite(probabilities).all()
    assert probabilities.sum() <= 1


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.npz", "other.npz"):
        save(train(some_examples(tmp_path)), tmp_path / name)

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_a_model_that_was_kept_says_the_same(tmp_path: Path) -> None:
    save(a_model(), tmp_path / "model.npz")

    kept = load(tmp_path / "model.npz")

    assert np.allclose(kept.probabilities("save me a place"), a_model().probabilities("save me a place"), atol=1e-3)
    assert (kept.intents, kept.thresholds, kept.names) == (a_model().intents, a_model().thresholds, a_model().names)


@pytest.mark.parametrize("held", [None, b"", b"PK nonsense"], ids=["no file", "empty", "something else"])
def test_what_is_no_model_says_to_train(tmp_path: Path, held: bytes | None) -> None:
    file = tmp_path / "model.npz"
    if held is not None:
        file.write_bytes(held)

    with pytest.raises(BadModel, match="sayback train"):
        load(file)


def test_one_intent_is_too_few() -> None:
    with pytest.raises(TooFewIntents, match="greet"):
        train([an_example("hello"), an_example("hi")])


def test_marked_examples_teach_names(tmp_path: Path) -> None:
    assert [(name.name, name.entity) for name in train(some_examples(tmp_path)).names] == [("tuesday", "day")]


def test_near_duplicates_stay_in_one_fold() -> None:
    texts = ["can i bring my mum", "can i bring my mum please", "is there parking", "what time", "how far", "who"]

    folds = grouped_folds([an_example(text) for text in texts], 3)

    assert folds[0] == folds[1]
    assert set(folds) == {0, 1, 2}


def test_an_intent_is_spread_over_the_folds_whatever_its_language() -> None:
    examples = [an_example(f"word{number}", "greet") for number in range(9)]

    folds = grouped_folds([replace(one, language=code) for code in ("en", "bn") for one in examples], 3)

    assert [folds.count(fold) for fold in range(3)] == [6, 6, 6]


APPLES_AND_CARS = [ngrams(text) for text in ("red apple", "green apple", "red car", "blue car")]


def _taken_for(weights: Floats, vectors: list[Vector]) -> list[int]:
    return [int(np.argmax(vector.values @ weights[vector.rows] + weights[-1])) for vector in vectors]


def test_a_regression_learns_what_can_be_learnt() -> None:
    words = vocabulary(APPLES_AND_CARS, (1, 1, 0, 0, 0))
    vectors = [words.vector(text) for text in APPLES_AND_CARS]

    weights = logistic(vectors, np.array([0, 0, 1, 1]), (len(words.keys), 2), 10.0, 10)

    assert _taken_for(weights, vectors) == [0, 0, 1, 1]


def test_machines_learn_on_from_what_they_have_learnt() -> None:
    words = vocabulary(APPLES_AND_CARS, (1, 1, 0, 0, 0))
    vectors = [words.vector(text) for text in APPLES_AND_CARS]
    machines = Machines(vectors, np.array([0, 0, 1, 1]), (len(words.keys), 2), 10.0)

    assert _taken_for(machines.learn(np.array([0, 1]), 10), vectors) == [0, 0, 0, 0]
    assert _taken_for(machines.learn(np.arange(4), 10), vectors) == [0, 0, 1, 1]
