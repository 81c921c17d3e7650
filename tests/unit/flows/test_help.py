"""HELP."""

import pytest

from bot.flows.help import HelpFacts, help
from tests.talk import Talk


def test_the_safety_line_comes_first() -> None:
    assert Talk(help, HelpFacts("Bow Together")).words.startswith("In danger now? Call 999.")


@pytest.mark.parametrize("word", ["EVENTS", "CHANGE", "PAUSE", "LANGUAGE", "PERSON", "STOP"])
def test_help_names_a_word_to_send(word: str) -> None:
    assert f"\n{word} " in Talk(help, HelpFacts("Bow Together")).words


def test_help_asks_nothing_and_changes_nothing() -> None:
    talk = Talk(help, HelpFacts("Bow Together"))

    assert talk.run.ended
    assert talk.effects == []
