"""Builders for the dashboard's tests: an office with made-up residents, and a browser without a screen."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI
from sqlalchemy import Table, insert, update

from bot.clock import Clock
from bot.model.message import DeliveryStatus, MessageKind, Purpose
from bot.model.task import TaskKind
from bot.staff import passwords
from bot.staff.office import Office
from bot.staff.roles import Role
from bot.staff.routes import routes, static_files
from bot.store import inbound as inbound_shelf
from bot.store import staff as accounts
from bot.store import tables, tasks
from bot.store.store import Store, Tx
from bot.store.threads import staff_answer_key

PASSWORD = "green-kettle-by-the-river"
SITE = "https://sayback.example.org"
NOW = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)  # a Tuesday, and winter time in London

_numbers = count(1)


@dataclass
class StoppedClock(Clock):
    """Stands still until it is moved; `real` moves too, as time does."""

    at: datetime = NOW

    def real(self) -> datetime:
        return self.at


def an_office(store: Store, *, clock: Clock | None = None, public_url: str = SITE, demo: bool = False) -> Office:
    """An office whose callbacks write to the store as the rest of the house would."""
    time = clock or StoppedClock()

    def answer(contact_id: int, staff_id: int, text: str) -> None:
        with store.write() as tx:
            key = staff_answer_key(staff_id, str(next(_numbers)))
            a_sent(tx, contact_id, text, at=time.now(), status=DeliveryStatus.WAITING, key=key)

    def keep(contact_id: int, staff_id: int | None) -> None:
        with store.write() as tx:
            change = update(tables.contact).where(tables.contact.c.id == contact_id)
            tx.connection.execute(change.values(handled_by=staff_id))

    def heard(inbound_id: int, staff_id: int, words: str) -> None:
        with store.write() as tx:
            inbound_shelf.heard(tx, inbound_id, staff_id, words)

    def task_done(task_id: int, staff_id: int) -> None:
        with store.write() as tx:
            tasks.finish(tx, task_id, staff_id, time.now())

    return Office(
        store=store,
        clock=time,
        organisation="Riverside Together",
        zone=ZoneInfo("Europe/London"),
        public_url=public_url,
        demo=demo,
        answer=answer,
        take_over=keep,
        hand_back=lambda contact_id, _: keep(contact_id, None),
        heard=heard,
        task_done=task_done,
    )


def a_site(office: Office) -> FastAPI:
    """The dashboard alone, as `bot.app` puts it in."""
    app = FastAPI()
    app.include_router(routes(office))
    app.mount("/static", static_files())
    return app


@dataclass
class Visitor:
    """A browser without a screen: keeps cookies, says where its forms come from, follows nothing by itself."""

    app: FastAPI
    site: str = SITE
    address: str = "192.0.2.7"
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("GET", path, {}, None))

    def post(self, path: str, **form: str) -> httpx.Response:
        return self.post_from({"sec-fetch-site": "same-origin"}, path, **form)

    def post_from(self, headers: dict[str, str], path: str, **form: str) -> httpx.Response:
        """A form with these headers instead of our own page's."""
        return asyncio.run(self._ask("POST", path, headers, form))

    def sign_in(self, email: str, password: str = PASSWORD, **form: str) -> httpx.Response:
        return self.post("/staff/sign-in", email=email, password=password, **form)

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], form: dict[str, str] | None
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.address, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url=self.site, cookies=self.cookies) as client:
            response = await client.request(method, path, headers=headers, data=form)
            self.cookies = client.cookies
            return response


def a_staff_member(
    store: Store,
    email: str = "maya@example.org",
    role: Role = Role.STAFF,
    *,
    name: str = "Maya Lind",
    password: str = PASSWORD,
) -> int:
    """An account that can sign in; the hash is made once, as hashing is slow on purpose."""
    with store.write() as tx:
        staff_id = accounts.add(tx, email, role, NOW, name)
        accounts.set_password(tx, staff_id, _hash_of(password))
        return staff_id


def a_visitor(store: Store, role: Role = Role.STAFF, *, office: Office | None = None) -> Visitor:
    """Somebody with that role, signed in."""
    visitor = Visitor(a_site(office or an_office(store)))
    a_staff_member(store, role=role)
    assert visitor.sign_in("maya@example.org").status_code == 303
    return visitor


def a_contact(tx: Tx, name: str | None = "Amina Rahman", language: str = "en", **columns: object) -> int:
    return _insert(tx, tables.contact, {"name": name, "language": language, "made": NOW, **columns})


def an_address(tx: Tx, contact_id: int, channel: str = "sms", value: str = "+447700900123", **columns: object) -> int:
    """Ofcom keeps 07700 900000 to 900999 for drama: nobody has these numbers."""
    row = {"channel": channel, "account": "us", "blind": tx.blind(channel, value), "value": value, "made": NOW}
    address_id = _insert(tx, tables.address, {**row, "contact_id": contact_id, **columns})
    tx.connection.execute(insert(tables.phone_share).values(address_id=address_id, contact_id=contact_id))
    return address_id


def a_resident(tx: Tx, name: str | None = "Amina Rahman", language: str = "en", **address: object) -> int:
    """A contact with an address; the contact's id."""
    contact_id = a_contact(tx, name, language)
    values: dict[str, object] = {"value": f"+447700900{next(_numbers) % 1000:03}", **address}
    an_address(tx, contact_id, **values)  # type: ignore[arg-type]  # columns of the table, by name
    return contact_id


def a_received(
    tx: Tx,
    contact_id: int,
    text: str = "",
    *,
    at: datetime = NOW,
    kind: MessageKind = MessageKind.TEXT,
    **columns: object,
) -> int:
    """An inbound message; `status` is done unless said."""
    address_id, channel = _address_of(tx, contact_id)
    row = {
        "channel": channel,
        "account": "us",
        "provider_id": f"p{next(_numbers)}",
        "address_id": address_id,
        "contact_id": contact_id,
        "received": at,
        "kind": kind,
        "text": text,
        "status": "done",
    }
    return _insert(tx, tables.inbound, {**row, **columns})


def a_guessed(tx: Tx, contact_id: int, text: str = "put me down pls", **columns: object) -> int:
    """An inbound message that the engine was asked about; it was not sure, and nobody has labelled it."""
    guess = {"language": "en", "intent": "sign_up", "confidence": 0.41, "accepted": False, "engine": "embedded"}
    return a_received(tx, contact_id, text, **{**guess, **columns})  # type: ignore[arg-type]  # columns, by name


def an_unheard(
    tx: Tx, contact_id: int, *, at: datetime = NOW, kind: MessageKind = MessageKind.VOICE, text: str = ""
) -> int:
    return a_received(tx, contact_id, text, at=at, kind=kind, status="unheard", answers="event_signup.companion")


def a_sent(
    tx: Tx,
    contact_id: int,
    text: str,
    *,
    at: datetime = NOW,
    status: DeliveryStatus = DeliveryStatus.DELIVERED,
    **columns: object,
) -> int:
    """An outbound message of the bot; with `key=staff_answer_key(...)` of a staff member."""
    address_id, channel = _address_of(tx, contact_id)
    row = {
        "address_id": address_id,
        "contact_id": contact_id,
        "channel": channel,
        "purpose": Purpose.ANSWER,
        "text": text,
        "key": f"k{next(_numbers)}",
        "due": at,
        "status": status,
        "changed": at,
    }
    return _insert(tx, tables.outbox, {**row, **columns})


def a_task(tx: Tx, kind: TaskKind = TaskKind.ANSWER, *, due: timedelta = timedelta(hours=3), **columns: object) -> int:
    """A task due so long after NOW; a negative length makes it late."""
    return _insert(tx, tables.task, {"kind": kind, "due": NOW + due, "made": NOW - timedelta(days=1), **columns})


def _insert(tx: Tx, table: Table, row: dict[str, object]) -> int:
    return int(tx.connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def _address_of(tx: Tx, contact_id: int) -> tuple[int, str]:
    wanted = tables.address.select().where(tables.address.c.contact_id == contact_id)
    row = tx.connection.execute(wanted).first()
    assert row is not None, "give the contact an address first: a_resident does"
    return row.id, row.channel


_hashes: dict[str, str] = {}


def _hash_of(password: str) -> str:
    return _hashes.setdefault(password, passwords.hashed(password))
