"""What this disk can do in this very run: the figures of a durable store mean nothing without it."""

import os
import time
from pathlib import Path
from statistics import quantiles

from tests.bench.figures import Figure


def fdatasync(folder: Path, times: int = 300) -> tuple[float, float]:
    """p50 and p99 in ms of appending 4 KiB and waiting until they are on the disk."""
    file, block, took = folder / "fdatasync", os.urandom(4096), []
    with file.open("ab", buffering=0) as out:
        for _ in range(times):
            begin = time.perf_counter()
            out.write(block)
            os.fdatasync(out.fileno())
            took.append((time.perf_counter() - begin) * 1000)
    file.unlink()
    cuts = quantiles(took, n=100)
    return cuts[49], cuts[98]


def of_this_disk(folder: Path, bench: str) -> list[Figure]:
    p50, p99 = fdatasync(folder)
    return [
        Figure(bench, "limit: fdatasync of 4 KiB, p50", p50, "ms"),
        Figure(bench, "limit: fdatasync of 4 KiB, p99", p99, "ms"),
    ]
