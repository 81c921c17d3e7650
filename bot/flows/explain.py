"""What does a word mean? From our data; where that does not know it, a person says (P2.1)."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import AskForPerson
from bot.model.explanation import Explanation
from bot.model.questions import Choice, Flow, choose, say
from bot.model.task import TaskKind

ENGLISH = "en"  # the only language our explanations are written in


@dataclass(frozen=True)
class ExplainFacts:
    """What is known of the word they asked about."""

    found: Explanation


def explain(person: Contact, facts: ExplainFacts) -> Flow:
    """Tell its meaning; of several, the one they want. What we do not know goes to staff, and is never made up."""
    found = facts.found
    if not found.meanings:
        yield from say("a_person_will", word=found.term)
        return [AskForPerson(TaskKind.EXPLAIN_WORD, found.term)]
    meaning = found.meanings[0]
    if len(found.meanings) > 1:
        meanings = {str(number): one for number, one in enumerate(found.meanings)}
        labels = [Choice(key, one.expansion or one.words) for key, one in meanings.items()]
        meaning = meanings[(yield from choose("which", labels, word=found.term)).key]
    yield from say("told", words=meaning.of(found.term))
    if person.language != ENGLISH:
        yield from say("in_english")
    return []
