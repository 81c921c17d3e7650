"""Change a place at an event, or give it up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.contact import Contact
from bot.model.effect import AddNeeds, Begin, ChangeParty, Effect, LeaveEvent
from bot.model.event import SignUp, SignUpStatus
from bot.model.needs import Situation, needs_asked
from bot.model.questions import Asking, Choice, Flow, choose, number, say
from bot.model.words import Phrase, Value

LARGEST_PARTY = 6  # the person and five more, as when signing up


@dataclass(frozen=True)
class ChangeFacts:
    """`sign_ups` are the person's own, soonest event first; `languages` those we have interpreters for."""

    sign_ups: tuple[SignUp, ...]
    today: date
    languages: tuple[Choice, ...] = ()


def event_change(person: Contact, facts: ChangeFacts) -> Flow:
    """Which place, then what about it. Leaving asks nothing more: it is kind, and the next person is waiting."""
    mine = tuple(item for item in facts.sign_ups if item.status is not SignUpStatus.CANCELLED)
    if not mine:
        yield from say("none")
        return []
    sign_up = yield from _which(mine)
    if sign_up.status is SignUpStatus.OFFERED:
        return [Begin("offer")]
    situation = Situation(person.language, facts.languages)
    title, when = sign_up.event.title, sign_up.event.starts
    what = yield from choose("what", _changes_of(sign_up), title=title, when=when)
    return (yield from _CHANGES[what.key.partition(".")[0]](sign_up, situation))


def _which(mine: tuple[SignUp, ...]) -> Asking[SignUp]:
    if len(mine) == 1:
        return mine[0]
    which = yield from choose("which", [_choice(sign_up) for sign_up in mine])
    return next(item for item in mine if item.key == which.key)


def _changes_of(sign_up: SignUp) -> tuple[Choice, ...]:
    """Each names its sign-up, so that an answer about one is never taken for another that came in its stead."""
    waits = sign_up.status is SignUpStatus.WAITING
    labels = {"leave": "leave_list"} if waits else {}
    return tuple(Choice(f"{key}.{sign_up.id}", Phrase(f"event_change.{labels.get(key, key)}")) for key in _CHANGES)


def _leave(sign_up: SignUp, situation: Situation) -> Asking[list[Effect]]:
    left = "left_list" if sign_up.status is SignUpStatus.WAITING else "left"
    yield from say(left, title=sign_up.event.title)
    return [LeaveEvent(sign_up.id), Begin("another_event")]


def _party(sign_up: SignUp, situation: Situation) -> Asking[list[Effect]]:
    party = yield from number("how_many", at_least=1, at_most=LARGEST_PARTY)
    free = sign_up.event.left + sign_up.party
    if sign_up.status is SignUpStatus.GOING and party > max(free, sign_up.party):
        yield from say("too_few_places", n=free)
        return []
    yield from say("party_changed", title=sign_up.event.title, n=party)
    return [ChangeParty(sign_up.id, party)]


def _needs(sign_up: SignUp, situation: Situation) -> Asking[list[Effect]]:
    """Who comes along is not known here, so family is spoken of, and never asked to interpret."""
    if sign_up.party > 1:
        yield from say("family")
    needs = yield from needs_asked(situation)
    yield from say("needs_added" if needs else "kept")
    return [AddNeeds(sign_up.id, needs)] if needs else []


def _directions(sign_up: SignUp, situation: Situation) -> Asking[list[Effect]]:
    event = sign_up.event
    yield from say("place", title=event.title, when=event.starts, where=f"{event.venue}, {event.area}")
    if event.directions:
        yield from say("way", directions=event.directions)
    return []


def _keep(sign_up: SignUp, situation: Situation) -> Asking[list[Effect]]:
    yield from say("kept")
    return []


_CHANGES: Mapping[str, Callable[[SignUp, Situation], Asking[list[Effect]]]] = {
    "leave": _leave,
    "party": _party,
    "needs": _needs,
    "directions": _directions,
    "keep": _keep,
}


def _choice(sign_up: SignUp) -> Choice:
    values: dict[str, Value] = {"title": sign_up.event.title, "when": sign_up.event.starts}
    return Choice(sign_up.key, Phrase("event_change.listed", values))
