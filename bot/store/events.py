"""The shelf of events: places, sign-ups, the waiting list and needs."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.event import Event, Need, NeedKind, OpenTo, SignUp, SignUpStatus
from bot.store.store import Tx
from bot.store.tables import event, need, sign_up

_FIELDS = [field.name for field in fields(Event)]
_EVENT = [event.c[name] for name in _FIELDS]  # in the record's own order: rows are read by place, not by name
_OPEN_TO = _FIELDS.index("open_to")
_SIGN_UP = [sign_up.c[name] for name in ("id", "contact_id", "status", "party", "offer_until")]
_OPEN = (
    select(*_EVENT)
    .where(event.c.starts > bindparam("now"), event.c.cancelled.is_(False))
    .order_by(event.c.starts)
    .limit(bindparam("at_most"))
)
_NAMES = (
    select(event.c.title, event.c.venue, event.c.area)
    .where(event.c.starts > bindparam("now"), event.c.cancelled.is_(False))
    .order_by(event.c.starts)
)
_ONE = select(*_EVENT).where(event.c.id == bindparam("event_id"))
_TAKE = (
    update(event)
    .where(event.c.id == bindparam("event_id"), event.c.taken + bindparam("party") <= event.c.places)
    .where(event.c.cancelled.is_(False))
    .values(taken=event.c.taken + bindparam("party"))
)
_GIVE_BACK = update(event).where(event.c.id == bindparam("event_id")).values(taken=event.c.taken - bindparam("party"))
_SIGN_UPS = select(*_SIGN_UP, *_EVENT).select_from(sign_up).join(event, event.c.id == sign_up.c.event_id)
_MINE = {  # an array on PostgreSQL: a list of each length would be a statement of its own, prepared anew
    on_sqlite: _SIGN_UPS.where(is_theirs, sign_up.c.status != SignUpStatus.CANCELLED)
    .where(event.c.starts > bindparam("now"))
    .order_by(event.c.starts)
    for on_sqlite, is_theirs in (
        (True, sign_up.c.contact_id.in_(bindparam("who", expanding=True))),
        (False, sign_up.c.contact_id == func.any(bindparam("who", type_=ARRAY(BigInteger)))),
    )
}
_AT = (
    select(*_SIGN_UP, *_EVENT)
    .select_from(event)
    .outerjoin(sign_up, (sign_up.c.event_id == event.c.id) & (sign_up.c.contact_id == bindparam("who")))
    .where(event.c.id == bindparam("event_id"))
)
_NO_NEEDS = delete(need).where(need.c.sign_up_id == bindparam("sign_up_id"))
_NEEDS = insert(need)
_ONE_SIGN_UP = _SIGN_UPS.where(sign_up.c.id == bindparam("sign_up_id"))
_NEXT = _SIGN_UPS.where(sign_up.c.event_id == bindparam("event_id"), sign_up.c.status == SignUpStatus.WAITING).order_by(
    sign_up.c.queued, sign_up.c.id
)
_EXPIRED = _SIGN_UPS.where(sign_up.c.status == SignUpStatus.OFFERED, sign_up.c.offer_until <= bindparam("now"))


def add(tx: Tx, fresh: Event) -> int:
    """The new event's id; the record's own id is not used."""
    row = {name: getattr(fresh, name) for name in _FIELDS if name != "id"}
    made: int = tx.connection.execute(insert(event).returning(event.c.id), row).scalar_one()
    return made


def open_events(tx: Tx, now: datetime, at_most: int = 50) -> tuple[Event, ...]:
    """Events still to come, the soonest first."""
    return tuple(_event(row) for row in tx.connection.execute(_OPEN, {"now": now, "at_most": at_most}))


def names(tx: Tx, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """Title, venue and area of every event still to come, the soonest first."""
    named = tx.connection.execute(_NAMES, {"now": now})
    return tuple((title, venue, area) for title, venue, area in named)


def one(tx: Tx, event_id: int) -> Event | None:
    row = tx.connection.execute(_ONE, {"event_id": event_id}).first()
    return None if row is None else _event(row)


def sequence(tx: Tx, event_id: int) -> int:
    """How often the event has changed: the calendar file's SEQUENCE."""
    return int(tx.connection.execute(select(event.c.sequence).where(event.c.id == event_id)).scalar_one())


def take_places(tx: Tx, event_id: int, party: int) -> bool:
    """Whether there were enough places left; they are taken when there were."""
    return tx.connection.execute(_TAKE, {"event_id": event_id, "party": party}).rowcount == 1


def give_places_back(tx: Tx, event_id: int, party: int) -> None:
    tx.connection.execute(_GIVE_BACK, {"event_id": event_id, "party": party})


def event_and_sign_up(tx: Tx, event_id: int, contact_id: int) -> tuple[Event | None, SignUp | None]:
    """The event, and this contact's sign-up for it, a cancelled one too."""
    row = tx.connection.execute(_AT, {"event_id": event_id, "who": contact_id}).first()
    if row is None:
        return None, None
    return _event(row[len(_SIGN_UP) :]), None if row[0] is None else _sign_up(row)


def sign_ups_of(tx: Tx, contact_id: int, now: datetime) -> tuple[SignUp, ...]:
    """This contact's sign-ups for events still to come, waiting ones too, cancelled ones not; soonest first."""
    return sign_ups_of_all(tx, [contact_id], now).get(contact_id, ())


def sign_ups_of_all(tx: Tx, contact_ids: Collection[int], now: datetime) -> dict[int, tuple[SignUp, ...]]:
    """The same for several contacts; whoever has none is missing."""
    rows = tx.connection.execute(_MINE[tx.sqlite], {"who": list(contact_ids), "now": now})
    found: dict[int, tuple[SignUp, ...]] = {}
    for one in map(_sign_up, rows):
        found[one.contact_id] = (*found.get(one.contact_id, ()), one)
    return found


def sign_up_by_id(tx: Tx, sign_up_id: int) -> SignUp | None:
    row = tx.connection.execute(_ONE_SIGN_UP, {"sign_up_id": sign_up_id}).first()
    return None if row is None else _sign_up(row)


def put_sign_up(
    tx: Tx,
    event_id: int,
    who: tuple[int, int],
    now: datetime,
    **columns: Any,  # Any: columns differ in type
) -> int:
    """The id of this contact's one sign-up for the event, made or changed; `who` is contact and address id."""
    contact_id, address_id = who
    row = {"event_id": event_id, "contact_id": contact_id, "address_id": address_id, "made": now, **columns}
    return int(tx.connection.execute(_put(tx.sqlite, frozenset(columns)), row).scalar_one())


def change_sign_up(tx: Tx, sign_up_id: int, **columns: Any) -> None:  # Any: columns differ
    tx.connection.execute(update(sign_up).where(sign_up.c.id == sign_up_id).values(**columns))


def move_sign_up(tx: Tx, read: SignUp, **columns: Any) -> bool:  # Any: columns differ
    """Change it, but only where it still stands as it was read: another process may just have offered or ended it."""
    as_read = (sign_up.c.id == read.id) & (sign_up.c.status == read.status)
    return tx.connection.execute(update(sign_up).where(as_read).values(**columns)).rowcount == 1


def address_of(tx: Tx, sign_up_id: int) -> int:
    """The address the person signed up from: where reminders and offers go."""
    return int(tx.connection.execute(select(sign_up.c.address_id).where(sign_up.c.id == sign_up_id)).scalar_one())


def waiting(tx: Tx, event_id: int) -> tuple[SignUp, ...]:
    """The waiting list, whoever came first first."""
    return tuple(_sign_up(row) for row in tx.connection.execute(_NEXT, {"event_id": event_id}))


def expired_offers(tx: Tx, now: datetime) -> tuple[SignUp, ...]:
    """Offered places nobody took in time."""
    return tuple(_sign_up(row) for row in tx.connection.execute(_EXPIRED, {"now": now}))


def put_needs(tx: Tx, sign_up_id: int, needs: Sequence[Need], *, instead: bool = True) -> None:
    """What somebody needs there; `instead` of what was kept before, else besides it."""
    if instead:
        tx.connection.execute(_NO_NEEDS, {"sign_up_id": sign_up_id})
    rows = [
        {"sign_up_id": sign_up_id, "kind": n.kind, "language": n.language, "details": n.details or None} for n in needs
    ]
    if rows:
        tx.connection.execute(_NEEDS, rows)


def needs_of(tx: Tx, sign_up_id: int) -> tuple[Need, ...]:
    rows = tx.connection.execute(select(need).where(need.c.sign_up_id == sign_up_id).order_by(need.c.id))
    return tuple(Need(NeedKind(row.kind), row.language, row.details or "") for row in rows)


def notes_as_text(notes: Sequence[tuple[str, str]]) -> str | None:
    """How a sign-up's notes are kept (sealed)."""
    return json.dumps(dict(notes), ensure_ascii=False) if notes else None


def count_of(tx: Tx, event_id: int, status: SignUpStatus) -> int:
    """How many sign-ups stand so, for one event."""
    chosen = select(func.count()).where(sign_up.c.event_id == event_id, sign_up.c.status == status)
    return tx.connection.execute(chosen).scalar_one()


@cache
def _put(on_sqlite: bool, columns: frozenset[str]) -> Any:  # Any: the two dialects' inserts share no type
    adding: Any = sqlite.insert(sign_up) if on_sqlite else postgresql.insert(sign_up)  # Any: as above
    changed = {name: adding.excluded[name] for name in sorted({"address_id", *columns})}
    put = adding.on_conflict_do_update(index_elements=["event_id", "contact_id"], set_=changed)
    return put.returning(sign_up.c.id)


def _event(row: Sequence[Any]) -> Event:  # Any: columns of every type, in the order of _EVENT
    values = list(row)
    values[_OPEN_TO] = OpenTo(values[_OPEN_TO])
    return Event(*values)


def _sign_up(row: Sequence[Any]) -> SignUp:  # Any: as above, those of _SIGN_UP first
    sign_up_id, contact_id, status, party, offer_until, *of_event = row
    return SignUp(sign_up_id, _event(of_event), contact_id, SignUpStatus(status), party, offer_until)
