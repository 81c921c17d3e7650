"""Processes that are measured: started in a folder of their own, asked by /proc, ended by their id."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


def environment(**settings: object) -> dict[str, str]:
    """The machine's, without anybody's settings of Sayback's, with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAYBACK_")}
    ours = {f"SAYBACK_{name.upper()}": str(value) for name, value in settings.items()}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return kept | ours | {"PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


def python(
    *arguments: object, env: Mapping[str, str], folder: Path, **more: Any
) -> "subprocess.Popen[str]":  # Any: what Popen takes
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.Popen(command, env=dict(env), cwd=folder, text=True, **more)


@contextmanager
def running(process: "subprocess.Popen[str]") -> "Iterator[subprocess.Popen[str]]":
    """Told to end when the block does, and killed when it will not."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cpu_seconds(pid: int) -> float:
    """User and system time of the process, all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def rss_mb(pid: int) -> float:
    """Of the process and its children, in MB."""
    total = 0.0
    for one in (pid, *_children(pid)):
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            total += int(line.split()[1]) / 1024 if line.startswith("VmRSS") else 0.0
    return total


def _children(pid: int) -> Sequence[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def ready_after(process: "subprocess.Popen[str]", url: str, patience: float = 30.0, pause: float = 0.01) -> float:
    """Seconds until `url` answers 200, counted from now."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < patience:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it was ready")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return time.perf_counter() - begin
        except (OSError, urllib.error.HTTPError):
            time.sleep(pause)
    raise RuntimeError(f"nothing answered at {url} in {patience} s")


def asked(url: str) -> dict[str, Any]:  # Any: JSON
    with urllib.request.urlopen(url, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)  # Any: as above
    return found
