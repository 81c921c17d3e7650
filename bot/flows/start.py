"""START: messages come again."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin, Effect, StartMessages
from bot.model.questions import Flow, say


@dataclass(frozen=True)
class StartFacts:
    """Who writes again."""

    organisation: str


def start(person: Contact, facts: StartFacts) -> Flow:
    """Welcome back; somebody who never agreed to talk with us is asked now."""
    effects: list[Effect] = [StartMessages()]
    if person.welcomed is None:
        return [*effects, Begin("welcome")]
    yield from say("done", organisation=facts.organisation)
    return effects
