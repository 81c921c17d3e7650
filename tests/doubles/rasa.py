"""A pretend Rasa server: `POST /model/parse` and `GET /status` in the documented shapes of Rasa 3."""

import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from aiohttp import web

from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.server import Double

MODEL = "75a985b7b86d442ca013d61ea4781b22"
Ranking: TypeAlias = Sequence[tuple[str | None, float]]
UNSURE: Ranking = (("nlu_fallback", 0.7), ("greet", 0.25), ("thank", 0.05))


class FakeRasa(Double):
    """`rankings` gives a text its intents, the likeliest first; whatever else is said is a greeting.

    `raw`, when set, is every answer, `moved_to` where it sends everybody; `token` is asked for as `--auth-token` does;
    `drips` answers a byte at a time.
    """

    def __init__(self, plan: FaultPlan | None = None, rankings: Mapping[str, Ranking] | None = None) -> None:
        super().__init__(plan)
        self.rankings = dict(rankings or {})
        self.raw: bytes | None = None
        self.moved_to = ""
        self.token = ""
        self.drips = False
        self.asked: list[str] = []
        self.connections: set[object] = set()

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/model/parse", self._parse), web.get("/status", self._status))

    async def _status(self, request: web.Request) -> web.Response:
        if request.query.get("token", "") != self.token:
            return web.json_response(_failure("NotAuthenticated", 401), status=401)
        return web.json_response({"model_id": MODEL, "model_file": "nlu.tar.gz", "num_active_training_jobs": 0})

    async def _parse(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("token", "") != self.token:
            return web.json_response(_failure("NotAuthenticated", 401), status=401)
        text = (await request.json())["text"]
        self.asked.append(text)
        self.connections.add(request.transport)
        fault = self.plan.next(text)
        if fault is Fault.TOO_MANY:
            return web.json_response(_failure("TooManyRequests", 429), status=429)
        broken = await self.plan.misbehave(fault, request) if fault else None
        if broken is not None:
            return broken
        if self.moved_to:
            raise web.HTTPTemporaryRedirect(f"{self.moved_to}/model/parse")
        if self.drips:
            return await _drop_by_drop(request)
        if self.raw is not None:
            return web.Response(body=self.raw, content_type="application/json")
        return web.json_response(_answer(text, self.rankings.get(text, (("greet", 0.98), ("thank", 0.01)))))


@contextmanager
def a_rasa(plan: FaultPlan | None = None, rankings: Mapping[str, Ranking] | None = None) -> Iterator[FakeRasa]:
    """Running in a thread of its own: who asks it waits for the answer."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    double = FakeRasa(plan, rankings)
    try:
        asyncio.run_coroutine_threadsafe(double.__aenter__(), loop).result()
        yield double
        asyncio.run_coroutine_threadsafe(double.__aexit__(None, None, None), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _answer(text: str, ranking: Ranking) -> dict[str, Any]:  # Any: Rasa's JSON
    records = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return {
        "text": text,
        "intent": records[0],
        "entities": [{"entity": "day", "start": 0, "end": 2, "confidence_entity": 0.9, "value": text[:2]}],
        "text_tokens": [[0, len(text)]],
        "intent_ranking": records,
    }


async def _drop_by_drop(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    for _ in range(1000):
        await response.write(b" ")
        await asyncio.sleep(0.02)  # each byte well within a socket's own time-out
    return response


def _failure(reason: str, code: int) -> dict[str, object]:
    return {"version": "3.6.21", "status": "failure", "message": "", "reason": reason, "details": {}, "code": code}
