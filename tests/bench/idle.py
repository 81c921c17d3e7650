"""`sayback serve` with nothing to do: memory, and seconds until it answers that it is ready."""

import socket
import time
from statistics import median

from tests.bench import processes
from tests.bench.bench import Bench
from tests.bench.figures import Figure, most
from tests.bench.server import door_settings

NAME = "idle"
TELEGRAM = {"telegram_token": "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "telegram_secret": "S3cret_-"}


def run(bench: Bench) -> None:
    came = [_one(bench) for _ in range(bench.rounds())]
    bench.add(
        Figure(NAME, "sayback serve: seconds to ready", median(ready for ready, _ in came), "s", most(3)),
        Figure(
            NAME,
            "sayback serve: memory",
            median(rss for _, rss in came),
            "MB",
            most(220),
            "SMS, Telegram, REST, understanding",
        ),
    )


def _one(bench: Bench) -> tuple[float, float]:
    """Seconds to ready, and MB once it has been idle for a while."""
    port = processes.a_port()
    with bench.a_store("sqlite") as url, (bench.folder / "idle.log").open("w") as log:
        settings = door_settings(url, port) | TELEGRAM | {"public_url": "https://sayback.example.org"}
        begin = time.perf_counter()
        process = processes.python(
            "bot", "serve", "--port", port, env=processes.environment(**settings), folder=bench.folder, stdout=log
        )
        with processes.running(process):
            processes.ready_after(process, f"http://127.0.0.1:{port}/health/ready")
            ready = time.perf_counter() - begin
            socket.create_connection(("127.0.0.1", port)).close()
            time.sleep(bench.size(5, 1))
            return ready, processes.rss_mb(process.pid)
