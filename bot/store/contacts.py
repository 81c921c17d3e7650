"""The shelf of contacts and their addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    Column,
    String,
    Table,
    Update,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.contact import Address, Contact, OptOut
from bot.model.message import ChannelName
from bot.store.store import Tx
from bot.store.tables import address, contact, phone_share, place

_SHARE = {
    True: sqlite.insert(phone_share).on_conflict_do_nothing(),
    False: postgresql.insert(phone_share).on_conflict_do_nothing(),
}
# On PostgreSQL an array: a list in the words of a statement makes a new statement of each length, prepared anew.
_ANY_BLIND = address.c.blind == func.any(bindparam("blinds", type_=ARRAY(String)))
_KEYS = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).table_valued(column("key", BigInteger)).render_derived()
_ADVISORY = select(func.pg_advisory_xact_lock(select(_KEYS.c.key).order_by(_KEYS.c.key).subquery().c.key))
_WHO = select(address.c.blind, address.c.id, address.c.contact_id).where(_ANY_BLIND)
_HEARD = (
    select(address.c.blind, contact.c.language, place.c.body)
    .join(contact, contact.c.id == address.c.contact_id)
    .outerjoin(place, place.c.contact_id == contact.c.id)
)
_HEARD_AT = {
    True: _HEARD.where(address.c.blind.in_(bindparam("blinds", expanding=True))),
    False: _HEARD.where(_ANY_BLIND),
}
_STANDING = (
    select(
        address.c.id.label("address_id"),
        address.c.blind,
        address.c.channel,
        address.c.account,
        address.c.value,
        address.c.opted_out,
        address.c.held,
        address.c.window_until,
        contact.c.id.label("contact_id"),
        contact.c.language,
        contact.c.name,
        contact.c.welcomed,
        contact.c.paused_until,
        contact.c.handled_by,
        place.c.body,
    )
    .select_from(address.join(contact, contact.c.id == address.c.contact_id))
    .outerjoin(place, place.c.contact_id == contact.c.id)
)
_BY_BLIND = {
    True: _STANDING.where(address.c.blind.in_(bindparam("blinds", expanding=True))),
    False: _STANDING.where(_ANY_BLIND),
}
_BY_CONTACT = _STANDING.where(contact.c.id == bindparam("contact_id")).order_by(address.c.id)
_BY_ADDRESS = _STANDING.where(address.c.id == bindparam("address_id"))
_LOCK = (
    select(contact.c.id)
    .where(contact.c.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))))
    .order_by(contact.c.id)
    .with_for_update()
)
_NEW_CONTACT = insert(contact).returning(contact.c.id)
# In whatever order they come back: asked for in order, SQLite would take them one by one.
_NEW_CONTACTS = insert(contact).returning(contact.c.id, contact.c.language)
_NEW_ADDRESSES = insert(address).returning(address.c.id, address.c.contact_id)
_SEEN = (
    update(address)
    .where(address.c.id == bindparam("address_id"))
    .values(account=bindparam("seen_account"), window_until=bindparam("seen_until"))
)


@dataclass(frozen=True)
class Standing:
    """Who wrote, from where, and where they stand. `place` is JSON as it is kept, None when nothing is open."""

    contact: Contact
    address: Address
    place: str | None


@dataclass(frozen=True)
class Stranger:
    """An address nobody has written from before."""

    channel: ChannelName
    account: str
    value: str
    language: str


def standing(tx: Tx, blinds: Sequence[str]) -> dict[str, Standing]:
    """Where the people behind these addresses stand, by blind key; unknown ones are missing."""
    return {row.blind: _record(row) for row in tx.connection.execute(_BY_BLIND[tx.sqlite], {"blinds": list(blinds)})}


def standing_of(tx: Tx, contact_id: int) -> tuple[Standing, ...]:
    """The same for every address where this contact is the current one."""
    return tuple(_record(row) for row in tx.connection.execute(_BY_CONTACT, {"contact_id": contact_id}))


def standing_at(tx: Tx, address_id: int) -> Standing:
    return _record(tx.connection.execute(_BY_ADDRESS, {"address_id": address_id}).one())


def lock(tx: Tx, blinds: Sequence[str]) -> None:
    """Lock the contacts behind these addresses, in id order, alone in its statement.

    In one joined statement PostgreSQL lost 15% of turns, without any lock 6%, and locked as met it deadlocked:
    so read the places in the next statement. SQLite has one writer and needs none of it.
    """
    if tx.sqlite:
        return
    ids = {row.contact_id for row in tx.connection.execute(_WHO, {"blinds": list(blinds)})}
    lock_contacts(tx, ids)


def lock_contacts(tx: Tx, contact_ids: Iterable[int]) -> None:
    ids = sorted(set(contact_ids))
    if ids and not tx.sqlite:
        tx.connection.execute(_LOCK, {"ids": ids})


def meet(tx: Tx, strangers: Mapping[str, Stranger], now: datetime) -> None:
    """Make a contact and an address for each stranger, by blind key, unless another process just did."""
    if not tx.sqlite:
        strangers = _still_unknown(tx, strangers)
    if not strangers:
        return
    # Contacts just made differ in nothing but their language: sorted by it, any of them will do for anybody.
    met = sorted(strangers.items(), key=lambda item: item[1].language)
    people = [{"language": stranger.language, "made": now} for _, stranger in met]
    made = tx.connection.execute(_NEW_CONTACTS, people).all()
    ids = [contact_id for _, contact_id in sorted((row.language, row.id) for row in made)]
    rows: list[dict[str, Any]] = [  # Any: a row of columns
        {
            "blind": blind,
            "channel": stranger.channel,
            "account": stranger.account,
            "value": stranger.value,
            "contact_id": contact_id,
            "made": now,
        }
        for (blind, stranger), contact_id in zip(met, ids, strict=True)
    ]
    addresses = tx.connection.execute(_NEW_ADDRESSES, rows).all()
    shares = [{"address_id": row.id, "contact_id": row.contact_id} for row in addresses]
    tx.connection.execute(_SHARE[tx.sqlite], shares)


def note_seen(tx: Tx, seen: Sequence[tuple[int, str, datetime | None]]) -> None:
    """The account each address (by id) last wrote to, and until when its service window is open."""
    rows = [{"address_id": a, "seen_account": account, "seen_until": until} for a, account, until in seen]
    if rows:
        tx.connection.execute(_SEEN, rows)


def set_contact(tx: Tx, contact_id: int, **columns: object) -> None:
    """Change columns of a contact: `language`, `name`, `welcomed`, `paused_until`, `handled_by`."""
    set_contacts(tx, {contact_id: columns})


def set_contacts(tx: Tx, changes: Mapping[int, Mapping[str, object]]) -> None:
    """The same for several, by their id: a statement for each set of columns."""
    alike: dict[frozenset[str], list[dict[str, object]]] = {}
    for contact_id in sorted(changes):
        columns = changes[contact_id]
        alike.setdefault(frozenset(columns), []).append({"row_id": contact_id, **columns})
    for names, rows in alike.items():
        tx.connection.execute(_change(contact, names), rows)


def set_address(tx: Tx, address_id: int, **columns: object) -> None:
    """Change columns of an address: `opted_out`, `held`."""
    tx.connection.execute(_change(address, frozenset(columns)), {"row_id": address_id, **columns})


def sharing(tx: Tx, address_id: int) -> tuple[Contact, ...]:
    """Everybody who has used this phone, the first to do so first."""
    rows = tx.connection.execute(
        select(contact)
        .join(phone_share, phone_share.c.contact_id == contact.c.id)
        .where(phone_share.c.address_id == address_id)
        .order_by(contact.c.id)
    ).mappings()
    return tuple(
        Contact(row["id"], row["language"], row["name"], row["welcomed"], row["paused_until"], row["handled_by"])
        for row in rows
    )


def new_contact_at(tx: Tx, address_id: int, name: str, language: str, now: datetime) -> int:
    """Somebody new on a shared phone: their id."""
    person = {"language": language, "name": name or None, "made": now}
    contact_id: int = tx.connection.execute(_NEW_CONTACT, [person]).scalar_one()
    tx.connection.execute(_SHARE[tx.sqlite], [{"address_id": address_id, "contact_id": contact_id}])
    return contact_id


def make_current(tx: Tx, address_id: int, contact_id: int) -> None:
    """This contact has the phone now."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(contact_id=contact_id))


@cache
def _change(table: Table, columns: frozenset[str]) -> Update:
    """Built once for each set of columns: building costs four times what running does."""
    changed: dict[Column[Any], BindParameter[Any]] = {
        table.c[name]: bindparam(name) for name in sorted(columns)
    }  # Any: columns differ
    return update(table).where(table.c.id == bindparam("row_id")).values(changed)


def heard_at(tx: Tx, blinds: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """The language of whoever now uses each address, and their place as JSON; an unknown address is missing."""
    rows = tx.connection.execute(_HEARD_AT[tx.sqlite], {"blinds": list(blinds)})
    return {row.blind: (row.language, row.body) for row in rows}


def _still_unknown(tx: Tx, strangers: Mapping[str, Stranger]) -> Mapping[str, Stranger]:
    # In one order everywhere: the rows are sorted before the lock is taken for each.
    tx.connection.execute(_ADVISORY, {"keys": [int(blind[:15], 16) for blind in strangers]})
    known = {row.blind for row in tx.connection.execute(_WHO, {"blinds": list(strangers)})}
    return {blind: stranger for blind, stranger in strangers.items() if blind not in known}


def _record(row: Sequence[Any]) -> Standing:  # Any: columns of every type, in the order of _STANDING
    (address_id, _, channel, account, value, opted_out, held, window_until, *who) = row
    contact_id, language, name, welcomed, paused_until, handled_by, place = who
    person = Contact(contact_id, language, name, welcomed, paused_until, handled_by)
    where = Address(address_id, ChannelName(channel), account, value, contact_id, OptOut(opted_out), held, window_until)
    return Standing(person, where, place)
