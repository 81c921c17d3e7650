"""Words that may mean danger: the safety line at once, who can be rung day or night, and a task for staff."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import AskForPerson
from bot.model.questions import Flow, say
from bot.model.task import TaskKind


@dataclass(frozen=True)
class DangerFacts:
    """Nothing: everybody is told the same."""


def danger(person: Contact, facts: DangerFacts) -> Flow:
    """Asks nothing and promises no hour: nobody watches this number all the time."""
    yield from say("safety.danger")
    yield from say("who_to_ring")
    return [AskForPerson(TaskKind.DANGER, "May be in danger, or want to die. Read what they wrote now.")]
