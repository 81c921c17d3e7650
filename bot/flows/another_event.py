"""Somebody gave a place back: would they like to look for another event?"""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin
from bot.model.questions import Flow, say, yes_no


@dataclass(frozen=True)
class AnotherEventFacts:
    """`any_open` when there is an event to look at."""

    any_open: bool = True


def another_event(person: Contact, facts: AnotherEventFacts) -> Flow:
    """Its own conversation, because the place is given back whether or not they answer."""
    if not facts.any_open:
        return []
    if (yield from yes_no("look")):
        return [Begin("event_signup")]
    yield from say("not_now")
    return []
