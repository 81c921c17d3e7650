"""Words that may mean danger."""

from bot.flows.danger import DangerFacts, danger
from bot.model.effect import AskForPerson
from bot.model.task import CLOCK, TaskKind
from tests.talk import Talk


def test_the_safety_line_comes_first_and_then_who_can_be_rung_at_any_hour() -> None:
    talk = Talk(danger, DangerFacts())

    assert talk.words.startswith("In danger now? Call 999.")
    assert "Samaritans: 116 123" in talk.words
    assert "0808 2000 247" in talk.words


def test_nothing_is_asked_and_staff_are_told_without_the_words_themselves() -> None:
    talk = Talk(danger, DangerFacts())

    assert talk.run.ended
    (told,) = talk.effects
    assert isinstance(told, AskForPerson)
    assert told.about == TaskKind.DANGER


def test_danger_is_before_everything_else_staff_have_to_do() -> None:
    assert min(CLOCK, key=lambda kind: CLOCK[kind]) is TaskKind.DANGER
