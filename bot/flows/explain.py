"""What does a word mean? For now a person says."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import AskForPerson
from bot.model.questions import Flow, say
from bot.model.task import TaskKind


@dataclass(frozen=True)
class ExplainFacts:
    """The word they asked about, as they wrote it."""

    word: str


def explain(person: Contact, facts: ExplainFacts) -> Flow:
    """We cannot explain words ourselves yet, and say so."""
    yield from say("a_person_will", word=facts.word)
    return [AskForPerson(TaskKind.EXPLAIN_WORD, facts.word)]
