"""Words that may mean danger, or may not: ask, for to miss it is worse than to ask once too often."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import AskForPerson, Begin
from bot.model.questions import Flow, do, say, yes_no
from bot.model.task import TaskKind


@dataclass(frozen=True)
class SafeFacts:
    """Nothing: everybody is asked the same."""


def are_you_safe(person: Contact, facts: SafeFacts) -> Flow:
    """Staff are told whatever the answer: silence is not a yes."""
    yield from do("tell_staff", AskForPerson(TaskKind.DANGER, "May be in danger. The bot asked: are you safe?"))
    yield from say("safety.danger")
    if (yield from yes_no("safe")):
        yield from say("glad")
        return []
    return [Begin("danger")]
