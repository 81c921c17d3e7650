"""A Sayback in a process of its own, to be killed, stopped and started again on the same store."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy import select, text
from yarl import URL

from bot.model.channel import WebhookRequest
from bot.store import tables as t
from bot.store.store import SCHEMA, Store
from tests.bench.processes import a_port, environment, ready_after
from tests.conftest import SECRET
from tests.doubles import twilio
from tests.people import an_event, plant

WITHIN = 30.0  # seconds: far more than anything here takes
AGAIN = 0.05  # seconds between a provider's tries


@dataclass
class Served:
    """`python -m bot serve` with these settings; `start` and `kill` as often as a test likes, always on one port."""

    url: str
    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    web_only: bool = False
    port: int = field(default_factory=a_port)
    process: "subprocess.Popen[str] | None" = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serving once this returns."""
        env = environment(**{**_plain(self.url), **self.settings})
        more = ["--web-only"] if self.web_only else []
        with (self.folder / f"served-{self.port}.log").open("a") as log:
            command = [sys.executable, "-m", "bot", "serve", "--port", str(self.port), *more]
            self.process = subprocess.Popen(command, env=env, cwd=self.folder, stdout=log, stderr=log, text=True)
        ready_after(self.process, f"{self.base}/health/live", patience=WITHIN)

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As a deploy does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(WITHIN)


@contextmanager
def served(url: str, folder: Path, *, web_only: bool = False, **settings: object) -> Iterator[Served]:
    """Started on the store at `url`, whose tables are there, with an event to sign up for."""
    one = Served(url, folder, settings, web_only)
    one.start()
    try:
        yield one
    finally:
        one.kill()


def _plain(url: str) -> dict[str, object]:
    return {
        "database_url": url,
        "secret_key": SECRET,
        "public_url": twilio.PUBLIC_URL,
        "organisation": "Hello Tower Hamlets",
        "quiet_hours": "00:00-00:00",
        "twilio_account_sid": twilio.SID,
        "twilio_auth_token": twilio.TOKEN,
        "twilio_sms_from": twilio.SENDER,
        "twilio_sms_pace": 1000,
    }


@dataclass(frozen=True)
class _Street:
    store: Store


def made_ready(url: str) -> None:
    """The schema's number, as a migrated store has it, and an event with room for all."""
    with closing(Store(url, SECRET)) as store:
        with store.write() as tx:
            tx.connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
            tx.connection.execute(text("INSERT INTO alembic_version VALUES (:schema)"), {"schema": SCHEMA})
        soon = an_event(places=100_000)
        plant(_Street(store), soon)  # type: ignore[arg-type]  # it needs the store alone


def rows(url: str, *columns: Any) -> list[tuple[Any, ...]]:  # Any: columns of every type
    """Those columns of every row, the oldest first."""
    with closing(Store(url, SECRET)) as store, store.read() as tx:
        return [tuple(row) for row in tx.connection.execute(select(*columns).order_by(columns[0].table.c[0]))]


def answers_by_message(url: str) -> dict[str, list[str]]:
    """The status of each answer, by the provider's id of the message it answers; [] for one without an answer."""
    found: dict[int, list[str]] = {}
    for inbound_id, status, purpose in rows(url, t.outbox.c.inbound_id, t.outbox.c.status, t.outbox.c.purpose):
        if purpose == "answer":
            found.setdefault(inbound_id, []).append(status)
    kept = rows(url, t.inbound.c.id, t.inbound.c.provider_id)
    return {provider_id: found.get(inbound_id, []) for inbound_id, provider_id in kept}


async def delivered(session: ClientSession, base: str, webhook: WebhookRequest) -> list[int]:
    """The statuses of each try, until it is taken: a provider told to try again does."""
    tried: list[int] = []
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        tried.append(await once(session, base, webhook))
        if tried[-1] == 200:
            return tried
        await asyncio.sleep(AGAIN)
    raise TimeoutError(f"a webhook was never taken: {tried[-3:]}")


async def once(session: ClientSession, base: str, webhook: WebhookRequest) -> int:
    """The status of its answer; 0 when the server was not there, or went away in the middle of it."""
    url = URL(base + webhook.path_and_query, encoded=True)
    try:
        async with session.post(url, data=webhook.body, headers=webhook.headers) as response:
            await response.read()
            return response.status
    except (ClientError, OSError, TimeoutError):
        return 0


def a_session() -> ClientSession:
    return ClientSession(timeout=ClientTimeout(total=WITHIN))
