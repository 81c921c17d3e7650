"""How a pretend provider misbehaves: by the number of the call, or by recipient."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

RETRY_AFTER = 7  # seconds


class Fault(StrEnum):
    """One way to go wrong."""

    TOO_MANY = "429 with retry-after"
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    BAD_GATEWAY = "502 with HTML"
    GATEWAY_TIMEOUT = "504 with HTML"
    EMPTY = "200 with nothing"
    NOT_JSON = "200 with HTML"
    RESET = "reset"
    HALF = "half a body"
    HANG = "no answer, ever"
    SLOW = "a slow answer"


BEFORE_TAKING = frozenset({Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.UNAVAILABLE})
HTML = "<html><body>Bad gateway</body></html>"
STATUS = {
    Fault.SERVER_ERROR: 500,
    Fault.UNAVAILABLE: 503,
    Fault.BAD_GATEWAY: 502,
    Fault.GATEWAY_TIMEOUT: 504,
    Fault.NOT_JSON: 200,
}


@dataclass
class FaultPlan:
    """What goes wrong when. Calls are counted from 1."""

    by_call: dict[int, Fault] = field(default_factory=dict)
    by_recipient: dict[str, Fault] = field(default_factory=dict)
    always: Fault | None = None
    slow_seconds: float = 0.05
    calls: int = 0

    def next(self, recipient: str) -> Fault | None:
        self.calls += 1
        return self.by_call.get(self.calls) or self.by_recipient.get(recipient) or self.always

    async def misbehave(self, fault: Fault, request: web.Request) -> web.StreamResponse | None:
        """The broken answer; None when the answer is right but late."""
        if fault is Fault.SLOW:
            await asyncio.sleep(self.slow_seconds)
            return None
        if fault is Fault.HANG:
            await asyncio.Event().wait()
        if fault is Fault.RESET and request.transport is not None:
            request.transport.abort()
        if fault is Fault.HALF:
            return await _half(request)
        if fault is Fault.EMPTY:
            return web.Response(status=200, content_type="application/json")
        return web.Response(status=STATUS.get(fault, 200), text=HTML, content_type="text/html")


async def _half(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"sid": "SM')
    if request.transport is not None:
        request.transport.abort()
    return response
