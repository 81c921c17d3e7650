"""A pretend provider in a process of its own, each answer so many seconds late; prints its address."""

import argparse
import asyncio

from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.twilio import FakeTwilio
from tests.doubles.whatsapp_cloud import FakeCloud


async def _serve(kind: str, late: float) -> None:
    plan = FaultPlan(always=Fault.SLOW, slow_seconds=late)
    async with (FakeTwilio if kind == "twilio" else FakeCloud)(plan) as double:
        print(double.url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("twilio", "cloud"))
    parser.add_argument("--late", type=float, default=0.02)
    given = parser.parse_args()
    asyncio.run(_serve(given.kind, given.late))


if __name__ == "__main__":
    main()
