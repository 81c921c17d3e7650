"""Sender processes: started together, and what each of them tells."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.bench import processes


def sent_by(folder: Path, *owners: str, **given: object) -> list[dict[str, Any]]:  # Any: JSON
    """What came of the same work in one process an owner, all begun at the same moment."""
    arguments: list[object] = ["--hold"]
    for name, value in given.items():
        arguments += [f"--{name}"] if value is True else [f"--{name}", value]
    started = [
        processes.python(
            "tests.bench.sender_process",
            *arguments,
            "--owner",
            owner,
            env=processes.environment(),
            folder=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for owner in owners or ("one",)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    told = []
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        with processes.running(process):
            assert process.stdout is not None
            told.append(json.loads(process.stdout.readline()))
    return told
