"""200 turns a second through the Twilio door while staff look, the sender sends and the calendar is kept."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import func, select

from bot.store import staff as accounts
from bot.store import tables as t
from bot.store.store import Store
from tests.bench.bench import Bench
from tests.bench.checked import turns_kept, wrong_conversations
from tests.bench.figures import Figure, most
from tests.bench.limits import fdatasync
from tests.bench.providers import a_provider
from tests.bench.server import SECRET, Run, a_server, plant_event

NAME = "busy_door"
RATE, SENDERS, PAGES_A_SECOND = 200, 32, 20


def run(bench: Bench) -> None:
    runs: list[tuple[Run, float, float]] = []
    syncs = [fdatasync(bench.folder)]
    for _ in range(bench.rounds(3)):
        runs.append(_one(bench))
        syncs.append(fdatasync(bench.folder))
    bench.add(
        Figure(NAME, "limit: fdatasync of 4 KiB, p99", median(p99 for _, p99 in syncs), "ms"),
        Figure(NAME, "200/s with staff, sender and jobs: p50", median(run.p50 for run, *_ in runs), "ms"),
        Figure(NAME, "200/s with staff, sender and jobs: p99", median(run.p99 for run, *_ in runs), "ms", most(50)),
        Figure(NAME, "turns a second", median(run.per_second for run, *_ in runs), "/s"),
        Figure(NAME, "process CPU a turn, sending included", median(run.cpu_ms for run, *_ in runs), "ms"),
        Figure(NAME, "staff page: p99", median(page for _, page, _ in runs), "ms"),
        Figure(NAME, "answers sent meanwhile", median(sent for *_, sent in runs), "/s"),
    )


def _one(bench: Bench) -> tuple[Run, float, float]:
    """The run, the staff page's p99 in ms, and answers sent a second."""
    conversations = bench.size(600, 40)
    with ExitStack() as stack:
        url = stack.enter_context(bench.a_store("sqlite"))
        plant_event(url)
        api = stack.enter_context(a_provider(bench.folder, "twilio"))
        secret = _session(url)
        server = stack.enter_context(a_server(url, bench.folder, twilio_api_url=api, twilio_sms_pace=2000))
        looks = stack.enter_context(_staff_looking(f"{server.url}/staff", f"sayback={secret}"))
        run = server.play(bench.folder, "twilio", SENDERS, conversations, rate=RATE)
        sent = _sent(url)
        if run.wrong or wrong_conversations(url) or turns_kept(url) != (conversations + SENDERS) * 7:
            raise AssertionError(f"{run.wrong} refused, {wrong_conversations(url)} conversations wrong: no figure")
    ordered = sorted(looks) or [0.0]
    return run, ordered[int(len(ordered) * 0.99)], sent / (run.turns / run.per_second)


def _session(url: str) -> str:
    """Somebody of the staff, signed in."""
    now = datetime.now(UTC)
    with closing(Store(url, SECRET)) as store, store.write() as tx:
        return accounts.open_session(tx, accounts.add(tx, "bench@example.org", "admin", now), now)


@contextmanager
def _staff_looking(url: str, cookie: str) -> Iterator[list[float]]:
    """Asks for the page so many times a second until the block ends; how long each took, in ms."""
    took: list[float] = []
    over = threading.Event()
    looking = threading.Thread(target=_look, args=(url, cookie, took, over))
    looking.start()
    try:
        yield took
    finally:
        over.set()
        looking.join()


def _look(url: str, cookie: str, took: list[float], over: threading.Event) -> None:
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    while not over.wait(1 / PAGES_A_SECOND):
        begin = time.perf_counter()
        with urllib.request.urlopen(request) as answer:
            if b"sign-in" in answer.url.encode():
                raise AssertionError("the staff page asks to sign in")
            answer.read()
        took.append((time.perf_counter() - begin) * 1000)


def _sent(url: str) -> int:
    with closing(Store(url, SECRET)) as store, store.read() as tx:
        return int(tx.connection.execute(select(func.count()).where(t.outbox.c.status == "sent")).scalar_one())
