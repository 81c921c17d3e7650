"""We did not understand: say so, and show what we can do."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin
from bot.model.questions import Flow, choose
from bot.model.wishes import wishes


@dataclass(frozen=True)
class FallbackFacts:
    """`signed_up` when they have a place, or wait for one."""

    signed_up: bool = False


def fallback(person: Contact, facts: FallbackFacts) -> Flow:
    """The fault is ours: offer what we can do, a person among it."""
    wish = yield from choose("wish", wishes(facts.signed_up))
    return [Begin(wish.key)]
