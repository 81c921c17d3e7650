"""A pretend provider on a port of this machine."""

import random
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, web
from yarl import URL

from bot.model.channel import WebhookRequest
from tests.doubles.faults import FaultPlan

Deliver = Callable[[WebhookRequest], Awaitable[None]]


class Double:
    """Starts and stops, and hands its webhooks to `deliver` (by default: keeps them in `webhooks`)."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        self.plan = plan or FaultPlan()
        self.webhooks: list[WebhookRequest] = []
        self.deliver: Deliver = self._keep
        self.url = ""
        self._runner: web.AppRunner | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _keep(self, request: WebhookRequest) -> None:
        self.webhooks.append(request)


async def post(base_url: str, request: WebhookRequest) -> int:
    """Delivers a webhook to a running server as it is; the status of its answer."""
    async with ClientSession() as session:
        url = URL(base_url + request.path_and_query, encoded=True)
        async with session.request(request.method, url, data=request.body, headers=request.headers) as response:
            await response.read()
            return response.status


def doubled_and_shuffled(webhooks: Sequence[WebhookRequest], seed: int) -> list[WebhookRequest]:
    """Every webhook twice and out of order, as providers may deliver them."""
    every = [*webhooks, *webhooks]
    random.Random(seed).shuffle(every)
    return every
