"""Trains a real Rasa, holds it to our own engine's tests, stops it in mid-conversation, and prints both's figures."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.app.understanding import embedded_engine
from bot.settings import read_settings
from nlu.examples import read_examples
from nlu.rasa import RasaEngine
from nlu.rasa_server import RasaServer
from tests.bench import processes
from tests.rasa import server
from tests.rasa.server import Cost, Running

SENTENCES: Final = [one.text for one in read_examples(processes.ROOT / "tests" / "nlu" / "understood.yml")]
ROUNDS: Final = 10
OURS: Final = (sys.executable, "-m", "bot")


@dataclass(frozen=True)
class Figures:
    """What an engine costs behind Rasa's door: `ms` is a parse by the clock, the median, `cpu_ms` the mean of CPU."""

    train: Cost
    start: Cost
    ms: float
    cpu_ms: float
    rss_mb: float


def main() -> int:
    """The exit code: 0 when everything held."""
    rasa = server.installed()
    with tempfile.TemporaryDirectory(prefix="sayback-rasa-") as name:
        folder = Path(name)
        data = server.lesson(folder)
        ours = _ours(folder, data)
        learning = server.trained(folder, rasa, "train", "nlu", "--nlu", data, "--domain", "domain.yml")
        port = processes.a_port()
        command = (rasa, "run", "--enable-api", "-i", "127.0.0.1", "-p", port, "-m", "models")
        with server.running(folder, port, *command) as (running, start):
            failed = _tested(running.url)
            theirs = _figures(running, learning, start)
            engines = _conversation(running)
    _print(theirs, ours)
    print("who understood each message, Rasa stopped after the third:", ", ".join(engines))
    return failed or int(engines != ["rasa"] * 3 + ["embedded"] * 5)


def _ours(folder: Path, data: Path) -> Figures:
    """Our engine trained on the very same lesson, behind the very same door."""
    learning = server.trained(folder, *OURS, "train", "--data", data, "--out", "understanding.npz")
    port = processes.a_port()
    with server.running(folder, port, *OURS, "understand", "--serve", f"127.0.0.1:{port}") as (running, start):
        return _figures(running, learning, start)


def _figures(running: Running, learning: Cost, start: Cost) -> Figures:
    pid = running.process.pid
    with closing(RasaServer(running.url)) as asked:
        for text in SENTENCES:
            asked.guesses(text)
        took, before = [], processes.cpu_seconds(pid)
        for text in SENTENCES * ROUNDS:
            begin = time.perf_counter()
            asked.guesses(text)
            took.append((time.perf_counter() - begin) * 1000)
        spent = (processes.cpu_seconds(pid) - before) * 1000 / len(took)
    return Figures(learning, start, statistics.median(took), spent, processes.rss_mb(pid))


def _tested(url: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "tests/contracts/test_understanding.py"]
    env = os.environ | {"SAYBACK_TEST_RASA": url}
    return subprocess.run(command, env=env, cwd=processes.ROOT, check=False).returncode


def _conversation(running: Running) -> list[str]:
    """Which engine understood each of eight messages, while Rasa is stopped after the third."""
    own = embedded_engine(read_settings(demo=True))
    engines = []
    with closing(RasaEngine(RasaServer(running.url), own, own.intents)) as engine:
        for number, text in enumerate(SENTENCES[:8]):
            if number == 3:
                running.stop()
            engines.append(engine.understand(text).engine.partition("-")[0])
    return engines


def _print(rasa: Figures, ours: Figures) -> None:
    print(f"\n{'':<28}{'Rasa':>12}{'ours':>12}")
    for what, theirs, own in (
        ("train, s", rasa.train.seconds, ours.train.seconds),
        ("train, CPU s", rasa.train.cpu_seconds, ours.train.cpu_seconds),
        ("start to first answer, s", rasa.start.seconds, ours.start.seconds),
        ("start, CPU s", rasa.start.cpu_seconds, ours.start.cpu_seconds),
        ("a parse over HTTP, ms", rasa.ms, ours.ms),
        ("a parse, CPU ms", rasa.cpu_ms, ours.cpu_ms),
        ("memory, MB", rasa.rss_mb, ours.rss_mb),
    ):
        print(f"{what:<28}{theirs:>12.2f}{own:>12.2f}")


if __name__ == "__main__":
    sys.exit(main())
