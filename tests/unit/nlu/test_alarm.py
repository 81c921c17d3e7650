"""Phrases that are put before a person."""

import pytest

from nlu.alarm import Alarm


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I WANT TO DIE!!", id="case and marks"),
        pytest.param("she took my passport", id="a word between"),
        pytest.param("they took away all our passport", id="three between"),
        pytest.param("he beats me", id="the rest of a word"),
        pytest.param("我真的想死了", id="no spaces"),
        pytest.param("Je veux mourir", id="another language"),
    ],
)
def test_a_phrase_is_heard(text: str) -> None:
    assert Alarm(["want to die", "took * passport", "beat~ me", "想死", "je veux mourir"]).heard(text)


@pytest.mark.parametrize(
    "text", ["", "i want to diet", "took it and then i found his passport", "heartbeats mean a lot"]
)
def test_what_only_resembles_a_phrase_is_not(text: str) -> None:
    assert not Alarm(["want to die", "took * passport", "beat~ me"]).heard(text)


def test_the_phrases_we_ship_can_be_read() -> None:
    assert Alarm.load().heard("he said he will kill me if i tell")
