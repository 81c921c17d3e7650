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


def signature_check(times: int = 3000) -> float:
    """CPU in us of Twilio's own check of one webhook: what this machine makes of a fixed piece of Python just now."""
    from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # no types; late

    form = {f"Field{number}": "a word or two" for number in range(19)}
    url, validator = "https://bot.example.org/webhooks/twilio/sms", RequestValidator("token")
    signature = validator.compute_signature(url, form)
    begin = time.process_time()
    for _ in range(times):
        validator.validate(url, form, signature)
    return (time.process_time() - begin) / times * 1e6


def of_this_machine(bench: str) -> Figure:
    return Figure(bench, "limit: one signature check by itself", signature_check(), "us CPU", note="123 when quiet")


def of_this_disk(folder: Path, bench: str) -> list[Figure]:
    p50, p99 = fdatasync(folder)
    return [
        Figure(bench, "limit: fdatasync of 4 KiB, p50", p50, "ms"),
        Figure(bench, "limit: fdatasync of 4 KiB, p99", p99, "ms"),
    ]
