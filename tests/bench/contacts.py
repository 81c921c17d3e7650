"""CPU of a turn with a million contacts against a thousand."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from statistics import median

from bot.store.sealing import Keyring
from tests.bench.bench import Bench
from tests.bench.figures import Figure, most
from tests.bench.limits import of_this_disk, of_this_machine
from tests.bench.requests import OURS
from tests.bench.server import SECRET, Run, Server, a_server, plant_event

NAME = "contacts"
SENDERS = 64


def run(bench: Bench) -> None:
    few, many = 1000, bench.size(1_000_000, 20_000)
    bench.add(*of_this_disk(bench.folder, NAME), of_this_machine(NAME))
    came: dict[int, list[Run]] = {few: [], many: []}
    with ExitStack() as stack:
        servers: dict[int, Server] = {}
        for count in came:
            url = stack.enter_context(bench.a_store("sqlite"))
            plant_event(url)
            _fill(url, count)
            servers[count] = stack.enter_context(a_server(url, bench.folder, web_only=True))
        for _ in range(bench.rounds()):
            for count, server in servers.items():
                came[count].append(_one(bench, server))
    _add(bench, came[few], came[many], many)


def _one(bench: Bench, server: Server) -> Run:
    """Strangers write: each is looked for in the index, not found, and put in somewhere in the midst of it."""
    run = server.play(bench.folder, "twilio", SENDERS, bench.size(400, 70), warm=2)
    if run.wrong:
        raise AssertionError(f"{run.wrong} webhooks were refused: no figure")
    return run


def _add(bench: Bench, few: list[Run], many: list[Run], count: int) -> None:
    ratio = median(a.cpu_ms for a in many) / median(b.cpu_ms for b in few)
    bench.add(
        Figure(NAME, "process CPU a turn, 1,000 contacts", median(run.cpu_ms for run in few), "ms"),
        Figure(NAME, f"process CPU a turn, {count:,} contacts", median(run.cpu_ms for run in many), "ms"),
        Figure(NAME, "many / few", ratio, "x", most(1.25)),
        Figure(NAME, f"turns a second, {count:,} contacts", median(run.per_second for run in many), "/s"),
    )


def _fill(url: str, count: int) -> None:
    """Residents with numbers from +447700000000 on, who have never written."""
    keyring, now = Keyring(SECRET), datetime.now(UTC).replace(tzinfo=None).isoformat(" ")

    def addresses() -> Iterator[tuple[object, ...]]:
        for number in range(count):
            phone = f"+44770{number:07d}"
            yield number + 1, OURS, keyring.blind(f"sms:{phone}"), keyring.seal(phone, "address.value"), now

    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as db, db:
        db.execute("PRAGMA synchronous=OFF")
        people = ((number + 1, now) for number in range(count))
        db.executemany("INSERT INTO contact (id, language, made) VALUES (?, 'en', ?)", people)
        db.executemany(
            "INSERT INTO address (contact_id, channel, account, blind, value, made) VALUES (?, 'sms', ?, ?, ?, ?)",
            addresses(),
        )
        db.execute("INSERT INTO phone_share (address_id, contact_id) SELECT id, contact_id FROM address")
        db.execute("ANALYZE")
