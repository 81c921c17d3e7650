"""A running Sayback with its doors open: a real server on a free port, pretend providers behind it."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from types import TracebackType
from typing import Any, Self

import uvicorn
from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import delete, event, func, select
from sqlalchemy.exc import OperationalError
from yarl import URL

from bot.app import Parts, build, web
from bot.clock import Clock
from bot.model.channel import WebhookRequest
from bot.store import tables as t
from tests.doubles.providers import Providers, providers
from tests.people import StoppedClock, a_setting, an_event, plant

WITHIN = 10.0  # seconds; far more than anything here takes


@dataclass(frozen=True)
class Answered:
    """What a door answered."""

    status: int
    headers: Mapping[str, str]
    text: str


class _Server(uvicorn.Server):
    """Leaves the test run's own signals alone."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # a context manager there too
        return nullcontext()


@dataclass
class Site:
    """Sayback behind its doors. `url` is where they are; the public address may be another."""

    parts: Parts
    url: str
    client: ClientSession
    providers: Providers

    async def deliver(self, delivery: WebhookRequest, **more: str) -> int:
        """The status a provider gets; `more` are further headers."""
        return (await self.answer(delivery, **more)).status

    async def answer(self, delivery: WebhookRequest, **more: str) -> Answered:
        headers = {**delivery.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        return await self.ask(delivery.method, delivery.path_and_query, delivery.body, headers)

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answered:
        """Any request, its address exactly as written; a redirect is not followed."""
        url = URL(self.url + path, encoded=True)
        data = BytesIO(body) if body else None
        async with self.client.request(method, url, data=data, headers=headers, allow_redirects=False) as answer:
            return Answered(answer.status, answer.headers, await answer.text())

    async def raw(self, *pieces: bytes, hang_up: bool = False) -> bytes:
        """What comes back for these bytes, up to the end of the connection."""
        where = URL(self.url)
        reader, writer = await asyncio.open_connection(where.host, where.port)
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            return b"" if hang_up else await asyncio.wait_for(reader.read(), WITHIN)
        finally:
            writer.close()

    def kept(self) -> list[tuple[str, str]]:
        """The kind and the words of every inbound message kept, in order."""
        with self.parts.store.read() as tx:
            rows = tx.connection.execute(select(t.inbound.c.kind, t.inbound.c.text).order_by(t.inbound.c.id))
            return [(kind, words) for kind, words in rows]

    def forget(self) -> None:
        """As if no message had ever come: public payloads reuse each other's ids."""
        with self.parts.store.write() as tx:
            tx.connection.execute(delete(t.inbound))

    def count(self, table: str) -> int:
        with self.parts.store.read() as tx:
            return tx.connection.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one()

    def outbox(self) -> list[dict[str, Any]]:  # Any: columns of every type
        """Every outbound message as it stands, in order."""
        with self.parts.store.read() as tx:
            rows = tx.connection.execute(select(t.outbox).order_by(t.outbox.c.id)).mappings()
            return [dict(row) for row in rows]

    def statuses(self) -> list[str]:
        return [row["status"] for row in self.outbox()]

    def tasks(self) -> list[str]:
        with self.parts.store.read() as tx:
            return list(tx.connection.execute(select(t.task.c.kind).order_by(t.task.c.id)).scalars())

    def opted_out(self) -> list[str]:
        with self.parts.store.read() as tx:
            return list(tx.connection.execute(select(t.address.c.opted_out).order_by(t.address.c.id)).scalars())

    def windows(self) -> list[datetime | None]:
        """Until when each address's service window is open."""
        with self.parts.store.read() as tx:
            return list(tx.connection.execute(select(t.address.c.window_until).order_by(t.address.c.id)).scalars())

    @property
    def happened(self) -> dict[str, int]:
        """How often what happened at the doors, all channels together."""
        counted: dict[str, int] = {}
        for (what, _), count in self.parts.door.counts.items():
            counted[what] = counted.get(what, 0) + count
        return counted

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until it holds; fail when that takes too long."""
        async with asyncio.timeout(WITHIN):
            while not holds():
                await asyncio.sleep(0.01)  # asked again: what is waited for happens in another thread or process

    async def settled(self) -> None:
        """Wait until nothing is on its way out."""
        await self.until(lambda: not {"waiting", "attempting"} & set(self.statuses()))

    def is_gone(self) -> "_Gone":
        """While inside, the store does not answer."""
        return _Gone(self.parts)


class _Gone:
    """Every transaction fails at its beginning, as it does where the database is locked or away."""

    def __init__(self, parts: Parts) -> None:
        self._engine = parts.store.engine

    def __enter__(self) -> Self:
        event.listen(self._engine, "begin", _refuse, insert=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        event.remove(self._engine, "begin", _refuse)


def _refuse(connection: object) -> None:
    raise OperationalError("BEGIN", None, sqlite3.OperationalError("database is locked"))


@asynccontextmanager
async def a_site(
    database_url: str,
    behind: Providers | None = None,
    *,
    with_work: bool = False,
    quick: bool = False,
    at: str = "",
    clock: Clock | None = None,
    **more: object,
) -> AsyncIterator[Site]:
    """A running site; with `with_work` it also sends and keeps its calendar, with `quick` channels of little patience.

    `more` are settings, `at` another address for Twilio's door, `clock` one that runs.
    The store has two events people can sign up to.
    """
    async with AsyncExitStack() as stack:
        ready = behind if behind is not None else await stack.enter_async_context(providers())
        settings = a_setting(database_url, **{**ready.settings(), **more})
        channels = ready.channels(settings) if quick else None
        parts = build(settings, clock or StoppedClock(), channels)
        plant(parts, an_event(), an_event(title="Tea and talk", area="Bow", venue="Bow Hall"))
        url = await stack.enter_async_context(_serving(parts, with_work, at))
        client = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=WITHIN)))
        yield Site(parts, url, client, ready)


@asynccontextmanager
async def _serving(parts: Parts, with_work: bool, at: str) -> AsyncIterator[str]:
    """As `sayback serve` does; the address."""
    site = web(parts, with_work=with_work)
    twilio_door = site.doors.get("/webhooks/twilio/sms")
    if at and twilio_door is not None:
        site.doors = {**site.doors, at: twilio_door}
    config = uvicorn.Config(site, "127.0.0.1", 0, log_config=None, access_log=False, server_header=False)
    server = _Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done(), "the site did not start"
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


def vectors_folder() -> str:
    return os.environ.get("SAYBACK_VECTORS", "")


def a_rest_message(body: object, path: str = "/webhooks/rest/webhook", **headers: str) -> WebhookRequest:
    """A message by another program, in Rasa's shape."""
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    return WebhookRequest("POST", path, {"content-type": "application/json", **headers}, written)


def changed(delivery: WebhookRequest, **fields: Any) -> WebhookRequest:  # Any: fields of every type
    """The same delivery but for these fields; `headers` are laid over its own."""
    headers = {**delivery.headers, **fields.pop("headers", {})}
    return replace(delivery, headers=headers, **fields)


def without(delivery: WebhookRequest, *names: str) -> WebhookRequest:
    """The same delivery without these headers."""
    return replace(delivery, headers={name: value for name, value in delivery.headers.items() if name not in names})
