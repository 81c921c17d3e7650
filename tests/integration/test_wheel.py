"""What people install is what runs: the wheel alone, in an empty folder."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import a_free_port

ROOT = Path(__file__).parents[2]
LONGEST_START = 60.0  # seconds; a busy machine takes its time


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's own files in a folder, with what it depends on taken from this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(folder.glob("sayback-*.whl"))
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True, capture_output=True)
    return target


@pytest.fixture
def demo(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of `sayback demo`, run from an empty folder."""
    port = a_free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SAYBACK_")}
    environment["PYTHONPATH"] = str(installed)
    command = [sys.executable, "-P", "-m", "bot", "demo", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", running)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=20)


def test_the_wheel_alone_runs_the_demo(demo: str) -> None:
    assert "Amina" in _page(f"{demo}/try")
    assert "events" in _page(f"{demo}/").lower()
    assert re.search(r"<form", _page(f"{demo}/staff/sign-in"))


def test_the_wheel_holds_no_tests_and_all_of_the_data(installed: Path) -> None:
    there = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}

    shipped = {str(path.relative_to(ROOT)) for path in (ROOT / "data").rglob("*") if path.is_file()}
    assert {f"bot/{path}" for path in shipped} <= there
    assert not any(path.startswith("tests/") for path in there)


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def _wait_until_ready(address: str, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and running.poll() is None:
        try:
            _page(f"{address}/health/ready")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)  # another process is starting: there is nothing to be told by
        else:
            return
    raise AssertionError(f"the demo did not start (exit {running.poll()})")
