"""HELP: the safety line first, then who we are and what one can send."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.questions import Flow, say


@dataclass(frozen=True)
class HelpFacts:
    """Who we are."""

    organisation: str


def help(person: Contact, facts: HelpFacts) -> Flow:
    """Asks nothing, so an open question stays open. No word here may be one that a provider takes for STOP."""
    yield from say("safety.danger")
    yield from say("words", organisation=facts.organisation)
    return []
