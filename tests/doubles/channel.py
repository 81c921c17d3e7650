"""A channel that sends nowhere: takes its time, goes wrong when it is told to, and keeps what it sent."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.model.channel import Limits, ListedMessage, Pace, WebhookRequest
from bot.model.message import ChannelName, Media, OutboundMessage, Parsed


class Sent(NamedTuple):
    """One message that really went out."""

    message: OutboundMessage
    at: float


@dataclass
class FakeChannel:
    """`faults` by number of the call, from 0: what is raised instead of sending. `sent_anyway` though it raises.

    `hold`, when set, keeps every send waiting until the event comes; `listing` is the provider's own list.
    """

    name: ChannelName = ChannelName.SMS
    pace: Pace = field(default_factory=lambda: Pace(100_000))
    account: str = "us"
    latency: float = 0.0
    faults: Mapping[int, Exception] = field(default_factory=dict)
    always: Exception | None = None
    sent_anyway: bool = False
    empty_answers: frozenset[int] = frozenset()
    hold: asyncio.Event | None = None
    listing: Sequence[ListedMessage] | None = None
    calls: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    sent: list[Sent] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def limits(self, account: str) -> Limits:
        return Limits(1600)

    def verify(self, request: WebhookRequest) -> bool:
        return True

    def parse(self, request: WebhookRequest) -> Parsed:
        return Parsed()

    async def send(self, message: OutboundMessage) -> str:
        call, self.calls = self.calls, self.calls + 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self.arrived.set()
        try:
            return await self._answer(call, message)
        finally:
            self.in_flight -= 1

    async def _answer(self, call: int, message: OutboundMessage) -> str:
        fault = self.faults.get(call, self.always)
        if fault is None or self.sent_anyway:
            self.sent.append(Sent(message, time.time()))
        if self.hold is not None:
            await self.hold.wait()
        if self.latency:
            await asyncio.sleep(self.latency)
        if fault is not None:
            raise fault
        return "" if call in self.empty_answers else f"P{message.outbox_id}-{call}"

    def fetch(self, media: Media) -> AsyncIterator[bytes]:
        raise NotImplementedError

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        return self.listing

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def texts(self) -> list[str]:
        return [each.message.bubble.text for each in self.sent]

    @property
    def ids(self) -> list[int]:
        return [each.message.outbox_id for each in self.sent]
