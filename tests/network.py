"""A pretend phone network and the people on it, who write, wait for an answer a little, and write again."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession

from bot.store import tables as t
from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.twilio import FakeTwilio, Kept
from tests.served import WITHIN, Served, delivered, rows

SAID = ("hello", "yes", "Amina", "events", "1", "no", "none", "yes", "help")
_ROW = (t.outbox.c.id, t.outbox.c.status, t.outbox.c.purpose)


class Network(FakeTwilio):
    """Twilio, which takes 30 ms for each message; `heard` tells a waiting person that something came for them."""

    def __init__(self) -> None:
        super().__init__(FaultPlan(always=Fault.SLOW, slow_seconds=0.03))
        self.heard: dict[str, asyncio.Event] = {}
        self.sent_at: list[float] = []

    def _take(self, form: dict[str, str]) -> Kept:
        self.sent_at.append(time.monotonic())
        self.heard.setdefault(form["To"], asyncio.Event()).set()
        return super()._take(form)

    def sends(self) -> Counter[int]:
        """How often each row of the outbox was sent."""
        out = [message for message in self.messages if message.direction == "outbound-api"]
        return Counter(int(parse_qs(urlsplit(message.callback).query)["outbox"][0]) for message in out)


@dataclass
class Street:
    """People who write, wait for the answer a little, and write again."""

    house: Served
    network: Network
    over: bool = False
    acknowledged: list[str] = field(default_factory=list)
    tried: Counter[int] = field(default_factory=Counter)

    async def person(self, number: int, session: ClientSession) -> None:
        phone = f"+4477009{number:05d}"
        heard = self.network.heard.setdefault(phone, asyncio.Event())
        said = 0
        while not self.over:
            webhook = self.network.person_writes(SAID[min(said, len(SAID) - 1)], From=phone)
            heard.clear()
            self.tried.update(await delivered(session, self.house.base, webhook))
            self.acknowledged.append(dict(webhook.form)["MessageSid"])
            said += 1
            with suppress(TimeoutError):  # parked as unknown: it may never come
                await asyncio.wait_for(heard.wait(), 0.5)


async def until_all_went(url: str) -> None:
    """Returns once no answer waits or is under way. Raises AssertionError when some still do."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        due = [
            purpose
            for _, status, purpose in rows(url, *_ROW)
            if status in ("waiting", "attempting") and purpose == "answer"
        ]
        if not due:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{len(due)} answers still wait")
