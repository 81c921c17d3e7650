"""The Rasa bot to compare with, where one is given: its program, its trained folder, and its own load."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import processes

CONVERSATIONS, SENDERS = 40, 8


@dataclass(frozen=True)
class Rasa:
    """`program` is `rasa`, `bot` the trained folder, `load` the script that drives and checks its sign-ups."""

    program: Path
    bot: Path
    load: Path

    @contextmanager
    def running(self, folder: Path) -> "Iterator[tuple[subprocess.Popen[str], int]]":
        """Serving on the port that is given, its tracker in SQLite in a copy of its folder."""
        port, copy = processes.a_port(), folder / "rasa"
        shutil.copytree(self.bot, copy)
        env = processes.environment() | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
        model = next((copy / "models").glob("*.tar.gz"))
        command = [self.program, "run", "--enable-api", "-i", "127.0.0.1", "-p", port, "-m", model]
        command += ["--endpoints", "endpoints-sqlite.yml"]
        with (folder / "rasa.log").open("w") as log:
            process = subprocess.Popen([*map(str, command)], cwd=copy, env=env, stdout=log, stderr=log, text=True)
            with processes.running(process):
                processes.ready_after(process, f"http://127.0.0.1:{port}/status", patience=180, pause=0.5)
                yield process, port
        shutil.rmtree(copy, ignore_errors=True)

    def play(self, port: int, pid: int, conversations: int = CONVERSATIONS) -> dict[str, float]:
        """Its own seven messages, each answer checked by its own script."""
        url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        with_what = ["--url", url, "--conversations", conversations, "--senders", SENDERS, "--pid", pid]
        command = [sys.executable, self.load, *with_what, "--expect", "on"]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def given() -> Rasa | None:
    """By SAYBACK_RASA, SAYBACK_RASA_BOT (a trained copy of the bot in SAYBACK_PEERS); None unless all are there."""
    program, bot, peers = (os.environ.get(f"SAYBACK_{name}") for name in ("RASA", "RASA_BOT", "PEERS"))
    if not program or not bot or not peers:
        return None
    found = Rasa(Path(program), Path(bot), Path(peers) / "rasa" / "load_rest.py")
    there = found.program.is_file() and found.load.is_file() and any((found.bot / "models").glob("*.tar.gz"))
    return found if there else None
