"""Every engine understands clear sentences: ours, and the Rasa server at SAYBACK_TEST_RASA."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.understanding import embedded_engine
from bot.settings import read_settings
from nlu.examples import Example, read_examples
from nlu.meaning import DANGER, Engine
from nlu.rasa import RasaEngine
from nlu.rasa_server import RasaServer

SENTENCES = read_examples(Path(__file__).parents[1] / "nlu" / "understood.yml")
MISSES = 0.1  # of the sentences, at most: they were written once and nothing is tuned to them
BENGALI = range(0x0980, 0x0A00)


@pytest.fixture(scope="module", params=["embedded", "rasa"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    own = embedded_engine(read_settings(demo=True))
    if request.param == "embedded":
        yield own
        return
    url = os.environ.get("SAYBACK_TEST_RASA")
    if not url:
        pytest.skip("a running Rasa is tested by `make test-rasa`")
    with closing(RasaEngine(RasaServer(url), own, own.intents)) as rasa:
        yield rasa


def test_clear_sentences_are_understood(engine: Engine) -> None:
    missed = [one.text for one in SENTENCES if engine.understand(one.text).intent != one.intent]

    assert len(missed) <= MISSES * len(SENTENCES), missed


def test_their_language_is_told(engine: Engine) -> None:
    assert {engine.understand(one.text).language for one in SENTENCES if ord(one.text[0]) in BENGALI} == {"bn"}


@pytest.mark.parametrize("said", [one for one in SENTENCES if one.intent == DANGER], ids=lambda said: said.text)
def test_danger_is_heard(engine: Engine, said: Example) -> None:
    assert engine.understand(said.text).danger
