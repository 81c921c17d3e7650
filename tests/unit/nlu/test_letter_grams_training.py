"""Training the model of letters."""

import numpy as np
import pytest

from nlu import build_language, letter_grams_training
from nlu.byte_grams import ByteGrams
from nlu.language import LATIN_LANGUAGES
from nlu.letter_grams import LetterGrams

LINES = {
    "en": ["can i come on tuesday", "where is the hall", "thank you so much", "please call me back"],
    "bn-Latn": ["ami mongolbare aste pari", "hall ta kothay", "onek dhonnobad", "amake phone diyen"],
}


@pytest.fixture(scope="module")
def by_bytes() -> ByteGrams:
    return ByteGrams.read(build_language.cut(build_language.py3langid_model()))


def test_training_twice_gives_the_same_bytes(by_bytes: ByteGrams) -> None:
    first, second = (letter_grams_training.train(by_bytes, LINES) for _ in range(2))

    assert {name: array.tobytes() for name, array in first.items()} == {
        name: array.tobytes() for name, array in second.items()
    }


def test_words_of_a_language_speak_for_it(by_bytes: ByteGrams) -> None:
    model = LetterGrams.read(letter_grams_training.train(by_bytes, LINES))

    scores = dict(zip(model.languages, model.scores("ami aste pari").tolist(), strict=True))

    assert max(scores, key=scores.__getitem__) == "bn-Latn"


def test_a_text_without_letters_says_nothing(by_bytes: ByteGrams) -> None:
    model = LetterGrams.read(letter_grams_training.train(by_bytes, LINES))

    assert not np.any(model.scores("12 !"))


def test_the_lines_we_train_on_are_of_languages_we_tell_apart() -> None:
    lines = letter_grams_training.read_lines()

    assert len(lines["bn-Latn"]) > 1000
    assert len(lines["ur-Latn"]) > 600
    assert all(lines[language] for language in LATIN_LANGUAGES)
