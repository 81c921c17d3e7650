"""A place came free: take it, or leave it to the next person."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import AnswerOffer
from bot.model.event import SignUp, SignUpStatus
from bot.model.questions import Flow, say, yes_no


@dataclass(frozen=True)
class OfferFacts:
    """`sign_up` is the one with an offer; None when there is none, or it has run out."""

    sign_up: SignUp | None


def offer(person: Contact, facts: OfferFacts) -> Flow:
    """Yes or no; an offer that has gone is said to be gone."""
    mine = facts.sign_up
    if mine is None or mine.status is not SignUpStatus.OFFERED:
        yield from say("gone")
        return []
    event = mine.event
    if (yield from yes_no("take", title=event.title, when=event.starts, where=event.venue, n=mine.party)):
        yield from say("taken", title=event.title, when=event.starts, where=event.venue)
        return [AnswerOffer(mine.id, True)]
    yield from say("left")
    return [AnswerOffer(mine.id, False)]
