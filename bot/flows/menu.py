"""The menu: what would you like to do?"""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin
from bot.model.questions import Flow, choose
from bot.model.wishes import wishes


@dataclass(frozen=True)
class MenuFacts:
    """`signed_up` when they have a place, or wait for one."""

    signed_up: bool = False


def menu(person: Contact, facts: MenuFacts) -> Flow:
    """Choose what to do, and go on with it."""
    wish = yield from choose("wish", wishes(facts.signed_up))
    return [Begin(wish.key)]
