"""Sign up for a listening event (P6.1, P6.5), and say what you need to take part (P1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.model.contact import Contact
from bot.model.effect import AskForPerson, Begin, Effect, JoinWaitingList, TakePlace
from bot.model.event import Event, OpenTo, SignUp, SignUpStatus
from bot.model.finding import MUST_HAVES, at_the_place, fitting
from bot.model.languages import spoken_name
from bot.model.needs import Situation, needs_asked, needs_listed
from bot.model.questions import (
    NOT_YET_HEARD,
    Asking,
    Choice,
    Flow,
    choose,
    many,
    number,
    say,
    skippable,
    text,
    yes_no,
)
from bot.model.task import TaskKind
from bot.model.words import Listing, Phrase, Value

MOST_LISTED = 6  # more do not fit a small screen, nor three SMS fragments
MOST_COMPANIONS = 5  # bigger groups talk to a person

FIND = Choice("find", Phrase("event_signup.find"))
SHOW_ALL = Choice("all", Phrase("event_signup.show_all"))
A_PERSON = Choice("person", Phrase("event_signup.ask_a_person"))
COMPANIONS = tuple(
    Choice(key, Phrase(f"companion.{key}")) for key in ("friend", "relative", "carer", "advocate", "child")
)
TIMES_OF_DAY = tuple(Choice(key, Phrase(f"time_of_day.{key}")) for key in ("morning", "afternoon", "evening", "any"))
LENGTHS = tuple(Choice(key, Phrase(f"meeting_length.{key}")) for key in ("long", "short", "any"))

Notes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SignupFacts:
    """`events` are the open ones, soonest first; `mine` what the person signed up to; `links` are to calendar files.

    `links` go by event id; `stopped` when they said STOP, so that no reminder goes to them.
    """

    events: tuple[Event, ...]
    today: date
    mine: tuple[SignUp, ...] = ()
    languages: tuple[Choice, ...] = ()
    links: Mapping[int, str] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True)
class _Party:
    """Who comes: the person and `others`."""

    others: int = 0
    with_relative: bool = False
    who: str = ""

    @property
    def size(self) -> int:
        return 1 + self.others


def event_signup(person: Contact, facts: SignupFacts) -> Flow:
    """Four messages for somebody who comes alone and needs nothing: which event, alone, nothing, yes."""
    event = yield from _event(person, facts)
    if event is None:
        return []
    if isinstance(event, AskForPerson):
        return [event]
    yield from _about(event, facts)
    if _has_place(event, facts):
        return [Begin("event_change")] if (yield from yes_no("change_it")) else []
    if event.left == 0 and not (yield from _waits("join_waiting_list", event)):
        return []
    return (yield from _place(event, person, facts))


def _place(event: Event, person: Contact, facts: SignupFacts) -> Asking[list[Effect]]:
    party = yield from _party()
    if 0 < event.left < party.size and not (yield from _waits("wait_together", event)):
        return []
    needs = yield from needs_asked(Situation(person.language, facts.languages, party.with_relative))
    notes = (("who_comes", party.who),) if party.who else ()
    if needs:
        notes = (*notes, *(yield from _how_it_suits()))
    waits = event.left < party.size
    if not (yield from _confirmed(event, party, needs_listed(needs, facts.languages), waits)):
        yield from say("not_booked")
        return []
    yield from _booked(event, facts, waits)
    take = JoinWaitingList if waits else TakePlace
    return [take(event.id, party.size, needs, notes)]


def _event(person: Contact, facts: SignupFacts) -> Asking[Event | AskForPerson | None]:
    """The chosen event; None when there is none to choose, a call for a person when none fits."""
    if not facts.events:
        yield from say("none_open")
        return None
    # Only six are shown, but one shown yesterday and since pushed down the list can still be chosen.
    listed = [_choice(event) for event in facts.events]
    if len(listed) > 1:
        listed.insert(MOST_LISTED, FIND)
    chosen = yield from choose("event", listed, shown=MOST_LISTED + 1)
    if chosen.key == FIND.key:
        return (yield from _find(person, facts))
    return _by_key(chosen.key, facts)


def _find(person: Contact, facts: SignupFacts) -> Asking[Event | AskForPerson | None]:
    where = yield from skippable(text("where", at_most=80))
    near = None if where == NOT_YET_HEARD else where
    must_have = yield from many("must_have", MUST_HAVES)
    found = fitting(facts.events, near, [fact.key for fact in must_have], person.language)
    if not found:
        way_out = yield from choose("none_fit", (SHOW_ALL, A_PERSON))
        if way_out.key == A_PERSON.key:
            yield from say("person_will_look")
            wish = ", ".join(fact.key for fact in must_have)
            return AskForPerson(TaskKind.ANSWER, f"Looks for an event. Near: {near or 'anywhere'}. With: {wish or '-'}")
        chosen = yield from choose("of_all", [_choice(event) for event in facts.events], shown=MOST_LISTED)
        return _by_key(chosen.key, facts)
    chosen = yield from choose("found", [_choice(event) for event in found], shown=MOST_LISTED)
    return _by_key(chosen.key, facts)


def _about(event: Event, facts: SignupFacts) -> Asking[None]:
    """When, where, who for, in which language, what is there, why, what you get, how long (P5.1, P6.5)."""
    yield from say("chosen", title=event.title, when=event.starts, where=_where(event))
    yield from say("held_in", language=spoken_name(event.language, facts.languages))
    if event.open_to is not OpenTo.EVERYONE:
        yield from say(f"for_{event.open_to.value}")
    there = at_the_place(event)
    if there:
        yield from say("there_is", facts=Listing(there))
    yield from _in_our_words(event)
    minutes = round((event.ends - event.starts) / timedelta(minutes=1))
    whole_hours = minutes % 60 == 0
    yield from say("takes_hours" if whole_hours else "takes_minutes", n=minutes // 60 if whole_hours else minutes)


def _in_our_words(event: Event) -> Asking[None]:
    said = {"food": event.food, "why": event.why, "what_you_get": event.what_you_get, "change": event.what_can_change}
    for key, words in said.items():
        if words:
            yield from say(key, words=words)


def _has_place(event: Event, facts: SignupFacts) -> bool:
    return any(mine.event.id == event.id and mine.status is not SignUpStatus.CANCELLED for mine in facts.mine)


def _waits(name: str, event: Event) -> Asking[bool]:
    """Asked only while the places are too few; whoever is asked and says no has nothing booked."""
    waits = yield from yes_no(name, n=event.left)
    if not waits:
        yield from say("not_waiting")
    return waits


def _party() -> Asking[_Party]:
    if not (yield from yes_no("someone_with_you")):
        return _Party()
    others = yield from number("how_many", at_least=1, at_most=MOST_COMPANIONS)
    who = yield from many("who_comes", COMPANIONS)
    keys = [companion.key for companion in who]
    return _Party(others, "relative" in keys, ", ".join(keys))


def _how_it_suits() -> Asking[Notes]:
    """Asked only of those who need something: for them we plan; for others each question is a message too many."""
    stay = yield from skippable(text("time_to_give", at_most=150))
    best_time = yield from skippable(choose("best_time", TIMES_OF_DAY))
    length = yield from skippable(choose("meeting_length", LENGTHS))
    told = {"best_time": best_time, "meeting_length": length}
    notes = (("time_to_give", stay or ""), *((name, choice.key if choice else "") for name, choice in told.items()))
    return tuple((name, words) for name, words in notes if words)


def _confirmed(event: Event, party: _Party, needs: Phrase | Listing, waits: bool) -> Asking[bool]:
    """What we understood, all of it, before anything is booked."""
    return (
        yield from yes_no(
            "confirm",
            title=event.title,
            when=event.starts,
            where=_where(event),
            who=Phrase("event_signup.people", {"n": party.size}),
            needs=needs,
            place=Phrase("event_signup.on_the_list" if waits else "event_signup.in_the_room"),
        )
    )


def _booked(event: Event, facts: SignupFacts, waits: bool) -> Asking[None]:
    if waits:
        yield from say("waiting", title=event.title)
        return
    yield from say("done", title=event.title, when=event.starts, where=_where(event))
    if event.directions:
        yield from say("way", directions=event.directions)
    if event.id in facts.links:
        yield from say("calendar", link=facts.links[event.id])
    yield from say("no_reminders" if facts.stopped else "reminders")


def _choice(event: Event) -> Choice:
    values: dict[str, Value] = {"title": event.title, "when": event.starts, "where": event.venue}
    return Choice(event.key, Phrase("event_signup.listed" if event.left else "event_signup.listed_full", values))


def _by_key(key: str, facts: SignupFacts) -> Event:
    return next(event for event in facts.events if event.key == key)


def _where(event: Event) -> str:
    return f"{event.venue}, {event.area}" if event.area and event.area not in event.venue else event.venue
