"""Who is this, and can it be trusted?"""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.questions import Flow, say


@dataclass(frozen=True)
class AboutFacts:
    """Who we are."""

    organisation: str


def about_us(person: Contact, facts: AboutFacts) -> Flow:
    """Asks nothing, so an open question stays open; whoever doubts us is told the way out."""
    yield from say("who", organisation=facts.organisation)
    yield from say("promise")
    return []
