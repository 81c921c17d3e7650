"""The pretend provider, started and ended."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import processes


@contextmanager
def a_provider(folder: Path, kind: str, late: float = 0.02) -> Iterator[str]:
    """Its address; every answer `late` seconds late."""
    process = processes.python(
        "tests.bench.provider",
        kind,
        "--late",
        late,
        env=processes.environment(),
        folder=folder,
        stdout=subprocess.PIPE,
    )
    with processes.running(process):
        assert process.stdout is not None
        yield process.stdout.readline().strip()
