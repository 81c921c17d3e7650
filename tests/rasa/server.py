"""A real Rasa: installed where there is none, trained on some of our examples, and running."""

import os
import resource
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlu.examples import Line, read_lines
from tests.bench import processes

VERSION: Final = "3.6.21"  # the last one; it needs Python 3.10 at most
EXAMPLES: Final[Mapping[str, int]] = {"en": 30, "bn": 20}  # of each intent
EPOCHS: Final = 12  # the project's own config says 100, which take an hour and more on all our files
NLU: Final = processes.ROOT / "nlu"
_QUIET: Final = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Cost:
    """What a step took, in seconds by the clock and of CPU."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Running:
    """A server at `url`."""

    process: "subprocess.Popen[str]"
    url: str

    def stop(self) -> None:
        """Gone once this returns."""
        self.process.terminate()
        self.process.wait(30)


def installed() -> Path:
    """The program `rasa` of the environment in RASA_HOME, made with RASA_PYTHON where there is none: 2.7 GB."""
    folder = Path(os.environ.get("RASA_HOME") or processes.ROOT / ".rasa") / "v310"
    program = folder / "bin" / "rasa"
    if not program.is_file():
        python = os.environ.get("RASA_PYTHON") or "python3.10"
        subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", f"rasa=={VERSION}"], check=True)
    return program


def lesson(folder: Path) -> Path:
    """The first examples of each intent, with our own domain and configuration, for `EPOCHS` only."""
    data = folder / "data"
    data.mkdir()
    for language, most in EXAMPLES.items():
        (data / f"{language}.yml").write_text(_some(NLU / "data" / f"{language}.yml", most), encoding="utf-8")
    (folder / "domain.yml").write_bytes((NLU / "domain.yml").read_bytes())
    config = (NLU / "config.yml").read_text(encoding="utf-8")
    (folder / "config.yml").write_text(config.replace("epochs: 100", f"epochs: {EPOCHS}"), encoding="utf-8")
    return data


def trained(folder: Path, *command: object) -> Cost:
    """What it took to train on the lesson in `folder` by this command."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*map(str, command)], cwd=folder, env=processes.environment() | _QUIET, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begin, cpu)


@contextmanager
def running(folder: Path, port: int, *command: object) -> Iterator[tuple[Running, Cost]]:
    """A server that keeps Rasa's door on `port`, and what it took until it answered."""
    with (folder / f"{port}.log").open("w") as log:
        env = processes.environment() | _QUIET
        process = subprocess.Popen([*map(str, command)], cwd=folder, env=env, stdout=log, stderr=log, text=True)
        with processes.running(process):
            url = f"http://127.0.0.1:{port}"
            seconds = processes.ready_after(process, f"{url}/status", patience=300, pause=0.05)
            yield Running(process, url), Cost(seconds, processes.cpu_seconds(process.pid))


def _some(file: Path, most: int) -> str:
    by_intent: dict[str, list[Line]] = {}
    for line in read_lines(file):
        if line.kind == "intent":
            by_intent.setdefault(line.heading, []).append(line)
    written = ['version: "3.1"', "nlu:"]
    for intent, lines in by_intent.items():
        written += [f"- intent: {intent}", "  examples: |", *(f"    - {line.written}" for line in lines[:most])]
    return "\n".join(written) + "\n"
