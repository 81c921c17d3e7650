"""Several people share this phone: who is here now?"""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import SwitchContact
from bot.model.questions import NOT_YET_HEARD, Choice, Flow, choose, say, text
from bot.model.words import Phrase

SOMEBODY_NEW = Choice("new", Phrase("whose_phone.new"))


@dataclass(frozen=True)
class WhoseFacts:
    """`names` are the people known at this address: contact id and name."""

    names: tuple[Choice, ...] = ()


def whose_phone(person: Contact, facts: WhoseFacts) -> Flow:
    """One of the people known here, or somebody new by name."""
    who = SOMEBODY_NEW
    if facts.names:
        who = yield from choose("who", (*facts.names, SOMEBODY_NEW))
    if who.key != SOMEBODY_NEW.key:
        yield from say("turn.greeting", name=who.label)
        return [SwitchContact(int(who.key))]
    name = yield from text("name", at_most=60)
    if name == NOT_YET_HEARD:
        yield from say("new_here")
        return [SwitchContact(None)]
    yield from say("turn.greeting", name=name)
    return [SwitchContact(None, name)]
