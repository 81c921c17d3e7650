"""Builders for tests of the road itself: a street without web, sender or channels, with conversations of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache, partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.channels.rest import Rest
from bot.clock import Clock
from bot.conversation.desk import Desk
from bot.conversation.facts import Surroundings
from bot.conversation.flood import Flood
from bot.conversation.flows import FLOWS, Known
from bot.conversation.receive import Road
from bot.conversation.room import Room
from bot.conversation.talk import Hall
from bot.delivery.speaker import Speaker
from bot.language import languages, lexicon
from bot.language.phrases import Phrasebook
from bot.language.plain.advice import advice
from bot.language.plain.explaining import explained
from bot.model.contact import Contact
from bot.model.language import language_names
from bot.model.message import InboundMessage
from bot.model.place import Place
from bot.model.questions import Choice, Flow
from bot.model.quiet import QuietHours
from bot.store import places
from bot.store import tables as t
from bot.store.store import Store
from tests.conftest import SECRET
from tests.people import DATA, StoppedClock
from tests.words import the_terms

LONDON = ZoneInfo("Europe/London")
NIGHTS = QuietHours(time(20), time(9), LONDON)
SPOKEN = ("en", "bn")


@dataclass(frozen=True)
class AStreet:
    """One process of a Sayback: its road is open, nothing sends."""

    store: Store
    room: Room
    road: Road

    @property
    def clock(self) -> Clock:
        return self.room.clock

    @property
    def speaker(self) -> Speaker:
        return self.room.speaker

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.room.speaker, self.room.clock)


@contextmanager
def a_street(url: str, **room: Any) -> Iterator[AStreet]:  # Any: whatever `a_room` takes
    """On the store at `url`, whose tables are there. Several may stand on one PostgreSQL."""
    store, made = Store(url, SECRET), a_room(**room)
    street = AStreet(store, made, Road(store, made))
    street.road.start()
    try:
        yield street
    finally:
        street.road.stop()
        store.close()


def a_room(
    flows: Mapping[str, Known] | None = None,
    spoken: Sequence[str] = SPOKEN,
    clock: Clock | None = None,
    book: Phrasebook | None = None,
) -> Room:
    """Everything a batch needs; `flows` are laid over the real conversations."""
    known = [one for one in languages.load(DATA) if one.code in spoken and one.code in the_book().languages()]
    around = Surroundings(
        organisation="Hello Tower Hamlets",
        spoken=tuple(Choice(one.code, one.own_name) for one in known),
        drafts=frozenset(),
        interpreted=tuple(Choice(one.code, one.name) for one in languages.load(DATA) if "-Latn" not in one.code),
        link=lambda event_id: f"https://example.org/e/{event_id}.ics",
        explain=partial(explained, terms=the_terms()),
        advice=partial(advice, terms=the_terms()),
        zone=LONDON,
    )
    hall = Hall(
        book or the_book(), the_lexicon(), language_names(languages.load(DATA)), LONDON, {**FLOWS, **(flows or {})}
    )
    speaker = Speaker(hall.book, NIGHTS, lambda _, account: Rest().limits(account))
    return Room(hall, speaker, around, clock or StoppedClock(), Flood(10_000))


def a_flow(flow: Callable[[Contact, Any], Flow]) -> Known:  # Any: a flow of the test's own needs no facts
    """A conversation of the test's own, for the table of `a_room`."""
    return Known(flow, lambda facts, contact, place: None)


@cache
def the_book() -> Phrasebook:
    return Phrasebook.load(DATA / "phrases", approved_only=False, zone=LONDON)


@cache
def the_lexicon() -> Any:  # Any: a Lexicon, which `cache` forgets
    return lexicon.load(DATA)


class Waiting(NamedTuple):
    """One row of the outbox, as tests ask about it."""

    text: str
    due: datetime
    expires: datetime | None
    status: str
    purpose: str
    contact_id: int


def outbox_of(street: AStreet, address_id: int, *, answers: bool = False) -> list[Waiting]:
    """What was put in the outbox for that address, in order; answers only when asked for."""
    o = t.outbox.c
    rows = select(o.text, o.due, o.expires, o.status, o.purpose, o.contact_id).where(o.address_id == address_id)
    with street.store.read() as tx:
        found = [Waiting(*row) for row in tx.connection.execute(rows.order_by(o.due, o.id))]
    return [row for row in found if answers or row.purpose != "answer"]


def rows_of(street: AStreet, table: Any) -> list[Mapping[str, Any]]:  # Any: any table, columns of every type
    """Every row of a table, the oldest first."""
    with street.store.read() as tx:
        return [dict(row) for row in tx.connection.execute(select(table).order_by(table.c[0])).mappings()]


def place_of(street: AStreet, contact_id: int) -> Place | None:
    """Where a contact stands."""
    with street.store.read() as tx:
        return places.from_json(
            tx.connection.execute(select(t.place.c.body).where(t.place.c.contact_id == contact_id)).scalar()
        )


def put_place(street: AStreet, contact_id: int, body: str) -> None:
    """Write a place as some release, or some accident, may have left it."""
    with street.store.write() as tx:
        places.put(tx, {contact_id: body}, street.clock.now())


def open_tasks(street: AStreet, kind: str | None = None) -> list[Mapping[str, Any]]:  # Any: as above
    return [task for task in rows_of(street, t.task) if task["done"] is None and kind in (None, task["kind"])]


def same_message(message: InboundMessage, **changes: Any) -> InboundMessage:  # Any: any field
    return replace(message, **changes)
