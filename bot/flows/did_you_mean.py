"""We half understood: did you mean this, or that?"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin
from bot.model.questions import Choice, Flow, choose
from bot.model.words import Phrase

OTHER = Choice("other", Phrase("did_you_mean.other"))


@dataclass(frozen=True)
class GuessFacts:
    """The names of the conversations they may have meant, likeliest first."""

    flows: Sequence[str]


def did_you_mean(person: Contact, facts: GuessFacts) -> Flow:
    """Neither of them: a person, not another guess."""
    guesses = [Choice(name, Phrase(f"wish.{name}")) for name in facts.flows]
    meant = yield from choose("meant", [*guesses, OTHER])
    return [Begin("person" if meant.key == OTHER.key else meant.key)]
