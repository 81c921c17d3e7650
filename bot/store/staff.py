"""Staff accounts, their one-time links and their sessions. Of links and sessions only the hash is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, insert, select, update

from bot.store.store import Tx
from bot.store.tables import staff, staff_link, staff_session

LINK_STANDS_FOR = timedelta(days=3)  # a weekend
IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)  # a page view inside it writes nothing


class AlreadyStaff(ValueError):
    """There is an account with this email."""


class NoSuchStaff(ValueError):
    """There is no account with this email."""


@dataclass(frozen=True)
class StaffMember:
    """Someone who signs in. `password` is its argon2id hash, None until they have set one."""

    id: int
    email: str
    name: str
    role: str
    disabled: bool
    password: str | None = field(repr=False)

    @property
    def called(self) -> str:
        return self.name or self.email.split("@")[0]


def add(tx: Tx, email: str, role: str, now: datetime, name: str = "") -> int:
    """The account's id. A disabled account is opened again, without its old password. Raises AlreadyStaff."""
    there = by_email(tx, email)
    if there is not None and not there.disabled:
        raise AlreadyStaff(
            f"{there.email} has an account already, as {there.role}: `sayback staff link` makes a new link"
        )
    if there is not None:
        again = {"role": role, "name": name or there.name, "disabled": False, "password": None}
        tx.connection.execute(update(staff).where(staff.c.id == there.id).values(again))
        return there.id
    row = {"email": _plain(email), "name": name, "role": role, "made": now}
    return int(tx.connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one())


def by_email(tx: Tx, email: str) -> StaffMember | None:
    row = tx.connection.execute(_MEMBERS.where(staff.c.email == _plain(email))).first()
    return _member(row) if row else None


def everyone(tx: Tx) -> Sequence[StaffMember]:
    """Every account, disabled ones too, by email."""
    return [_member(row) for row in tx.connection.execute(_MEMBERS.order_by(staff.c.email))]


def disable(tx: Tx, email: str) -> None:
    """No sign-in any more, and signed out everywhere at once. Raises NoSuchStaff."""
    member = by_email(tx, email)
    if member is None:
        raise NoSuchStaff(f"nobody has the email {_plain(email)}: see `sayback staff list`")
    tx.connection.execute(update(staff).where(staff.c.id == member.id).values(disabled=True))
    _forget(tx, member.id)


def set_password(tx: Tx, staff_id: int, hashed: str) -> None:
    """A new password ends every session and every link of the account."""
    tx.connection.execute(update(staff).where(staff.c.id == staff_id).values(password=hashed))
    _forget(tx, staff_id)


def rehash(tx: Tx, staff_id: int, hashed: str) -> None:
    """The same password under today's settings: nobody is signed out."""
    tx.connection.execute(update(staff).where(staff.c.id == staff_id).values(password=hashed))


def open_link(tx: Tx, staff_id: int, now: datetime) -> str:
    """The secret of a new one-time link to set a password; links made before it stop working."""
    tx.connection.execute(delete(staff_link).where(staff_link.c.staff_id == staff_id))
    secret = secrets.token_urlsafe(32)
    row = {"token": _hash(secret), "staff_id": staff_id, "expires": now + LINK_STANDS_FOR}
    tx.connection.execute(insert(staff_link).values(row))
    return secret


def link_holder(tx: Tx, secret: str, now: datetime) -> StaffMember | None:
    """Whose link it is; None when it is used, too old or unknown."""
    there = (staff_link.c.token == _hash(secret)) & (staff_link.c.expires > now) & staff.c.disabled.is_(False)
    row = tx.connection.execute(_MEMBERS.join(staff_link, staff_link.c.staff_id == staff.c.id).where(there)).first()
    return _member(row) if row else None


def open_session(tx: Tx, staff_id: int, now: datetime) -> str:
    """The secret of a new session: 256 random bits. Sessions that are over are cleared away."""
    over = (staff_session.c.seen <= now - IDLE) | (staff_session.c.made <= now - LONGEST_SESSION)
    tx.connection.execute(delete(staff_session).where(over))
    secret = secrets.token_urlsafe(32)
    row = {"token": _hash(secret), "staff_id": staff_id, "made": now, "seen": now}
    tx.connection.execute(insert(staff_session).values(row))
    return secret


def signed_in(tx: Tx, secret: str, now: datetime) -> tuple[StaffMember, bool] | None:
    """Whose session it is, and whether it is time to call `seen`; None when it is over or unknown."""
    alive = (staff_session.c.seen > now - IDLE) & (staff_session.c.made > now - LONGEST_SESSION)
    there = (staff_session.c.token == _hash(secret)) & alive & staff.c.disabled.is_(False)
    found = _MEMBERS.add_columns(staff_session.c.seen).join(staff_session, staff_session.c.staff_id == staff.c.id)
    row = tx.connection.execute(found.where(there)).first()
    return (_member(row), now - row.seen >= _SEEN_EVERY) if row else None


def seen(tx: Tx, secret: str, now: datetime) -> None:
    tx.connection.execute(update(staff_session).where(staff_session.c.token == _hash(secret)).values(seen=now))


def end_session(tx: Tx, secret: str) -> None:
    tx.connection.execute(delete(staff_session).where(staff_session.c.token == _hash(secret)))


_MEMBERS = select(staff.c.id, staff.c.email, staff.c.name, staff.c.role, staff.c.disabled, staff.c.password)


def _member(row: Row[*tuple[object, ...]]) -> StaffMember:
    return StaffMember(row.id, row.email, row.name, row.role, row.disabled, row.password)


def _forget(tx: Tx, staff_id: int) -> None:
    tx.connection.execute(delete(staff_link).where(staff_link.c.staff_id == staff_id))
    tx.connection.execute(delete(staff_session).where(staff_session.c.staff_id == staff_id))


def _plain(email: str) -> str:
    return email.strip().lower()


def _hash(secret: str) -> str:
    # A secret of 256 random bits needs no slow hash; surrogates in a made-up cookie must not raise.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
