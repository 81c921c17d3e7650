"""`check: ...`: a draft is read as a plain-English editor would, for whoever writes to a group (P2.1)."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.questions import Flow, say

MOST_LINES = 8  # more than anybody reads on a phone


@dataclass(frozen=True)
class CheckFacts:
    """What to change in the draft, a line each; `ages` are those it can be read from."""

    changes: tuple[str, ...]
    ages: str


def check(person: Contact, facts: CheckFacts) -> Flow:
    """Say what to change, the first things first, and who can read it."""
    if not facts.changes:
        yield from say("plain", ages=facts.ages)
        return []
    yield from say("changes", lines="\n".join(f"- {line}" for line in facts.changes[:MOST_LINES]))
    if len(facts.changes) > MOST_LINES:
        yield from say("more", number=len(facts.changes) - MOST_LINES)
    yield from say("ages", ages=facts.ages)
    return []
