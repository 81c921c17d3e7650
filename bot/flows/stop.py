"""STOP: it is done, and how to come back."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import StopMessages
from bot.model.questions import Flow, say


@dataclass(frozen=True)
class StopFacts:
    """Who will write no more."""

    organisation: str


def stop(person: Contact, facts: StopFacts) -> Flow:
    """One confirmation; nothing is asked, nobody is held back."""
    yield from say("done", organisation=facts.organisation)
    return [StopMessages()]
