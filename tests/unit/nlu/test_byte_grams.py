"""The cut model says what py3langid says."""

import numpy as np
import pytest
from py3langid.langid import LanguageIdentifier

from nlu import build_language
from nlu.byte_grams import ByteGrams

CLOSE = 0.5  # of log scores that differ by tens: the cut model's weights are rounded
TEXTS = (
    "Everyone is welcome at the community centre",
    "Tutti sono i benvenuti al centro",
    "Todos são bem-vindos ao centro comunitário",
    "Wszyscy są mile widziani w naszym domu",
    "TOATĂ LUMEA ESTE BINEVENITĂ",
    "Mọi người đều được chào đón",
)


@pytest.fixture(scope="module")
def cut() -> ByteGrams:
    return ByteGrams.read(build_language.cut(build_language.py3langid_model()))


@pytest.mark.parametrize("text", TEXTS)
def test_scores_differ_as_in_the_whole_model(cut: ByteGrams, text: str, whole: LanguageIdentifier) -> None:
    languages = build_language.SCRIPTS[0]

    ours, theirs = cut.scores(text), dict(whole.rank(text))

    gaps = [(ours[language] - ours["en"]) - (theirs[language] - theirs["en"]) for language in languages]
    assert np.abs(gaps).max() < CLOSE


@pytest.fixture(scope="module")
def whole() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file("data/model.npz.xz")


def test_a_text_without_known_strings_has_scores(cut: ByteGrams) -> None:
    assert set(cut.scores("")) == set(cut.languages)
