"""A Sayback under load: started, filled with an event, driven, and asked what it cost."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.event import Event
from bot.store import events
from bot.store.store import Store
from tests.bench import processes
from tests.bench.requests import OURS, REST_TOKEN, SID, TOKEN

SECRET = "a secret for benchmarks, long enough to be one"


@dataclass(frozen=True)
class Run:
    """One load, and what the server spent on it."""

    turns: int
    per_second: float
    p50: float
    p99: float
    worst: float
    wrong: int
    cpu_ms: float
    commits: float
    rss: float


@dataclass(frozen=True)
class Server:
    port: int
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def commits(self) -> int:
        return int(processes.asked(f"{self.url}/bench/counts")["commits"])

    def play(self, folder: Path, door: str, senders: int, conversations: int, **more: object) -> Run:
        """Whole sign-ups by a load in another process; what went before its clock is not counted."""
        arguments = ["--port", self.port, "--door", door, "--senders", senders, "--conversations", conversations]
        for name, value in more.items():
            arguments += [f"--{name}", value]
        load = processes.python(
            "tests.bench.load",
            *arguments,
            "--hold",
            env=processes.environment(),
            folder=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with processes.running(load):
            assert load.stdin is not None
            assert load.stdout is not None
            if load.stdout.readline() != "ready\n":
                raise RuntimeError("the load did not get warm")
            before, commits = processes.cpu_seconds(self.process.pid), self.commits()
            load.stdin.write("go\n")
            load.stdin.flush()
            found = json.loads(load.stdout.readline())
            spent = processes.cpu_seconds(self.process.pid) - before
            turns = int(found["turns"])
            return Run(
                **found,
                cpu_ms=spent * 1000 / turns,
                commits=(self.commits() - commits) / turns,
                rss=processes.rss_mb(self.process.pid),
            )


@contextmanager
def a_server(url: str, folder: Path, *, web_only: bool = False, **settings: object) -> Iterator[Server]:
    """Serving the store at `url`, whose tables are there; its log is in `folder`."""
    port = processes.a_port()
    env = processes.environment(**door_settings(url, port) | settings)
    more = ["--web-only"] if web_only else []
    with (folder / f"server-{port}.log").open("w") as log:
        process = processes.python(
            "tests.bench.serve", "--port", port, *more, env=env, folder=folder, stdout=log, stderr=log
        )
        with processes.running(process):
            processes.ready_after(process, f"http://127.0.0.1:{port}/health/ready")
            yield Server(port, process)


def door_settings(url: str, port: int) -> dict[str, object]:
    """Twilio's SMS door and the REST door, both open; no quiet hours."""
    return {
        "database_url": url,
        "secret_key": SECRET,
        "public_url": f"http://127.0.0.1:{port}",
        "organisation": "Hello Tower Hamlets",
        "quiet_hours": "00:00-00:00",
        "twilio_account_sid": SID,
        "twilio_auth_token": TOKEN,
        "twilio_sms_from": OURS,
        "rest_token": REST_TOKEN,
    }


def plant_event(url: str, places: int = 1_000_000) -> None:
    """One event that all the sign-ups are for."""
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=5)
    event = Event(
        id=0,
        title="Health chat",
        starts=starts,
        ends=starts + timedelta(hours=2),
        venue="Brick Lane Hall",
        area="Spitalfields",
        directions="Bus 25 stops outside.",
        places=places,
        taken=0,
        language="en",
        why="We plan a new clinic.",
        what_you_get="Lunch, and a say.",
    )
    with closing(Store(url, SECRET)) as store, store.write() as tx:
        events.add(tx, event)
