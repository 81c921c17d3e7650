"""Stop the news, keep the rest: answers and reminders still come."""

from dataclasses import dataclass

from bot.model.contact import Contact, OptOut
from bot.model.effect import StopMessages
from bot.model.questions import Flow, say


@dataclass(frozen=True)
class StopUpdatesFacts:
    """Who will send no more news."""

    organisation: str


def stop_updates(person: Contact, facts: StopUpdatesFacts) -> Flow:
    """One confirmation, and how to stop everything."""
    yield from say("done", organisation=facts.organisation)
    return [StopMessages(OptOut.UPDATES)]
