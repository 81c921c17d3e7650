"""The whole site: the doors for providers, the staff desk, the public pages, health and metrics."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app.parts import Parts
from bot.app.working import work
from bot.delivery import hand_over
from bot.metrics import Gauges
from bot.public.routes import refusal
from bot.public.routes import routes as public_routes
from bot.public.square import Square
from bot.staff.demo import EMAIL, PASSWORD
from bot.staff.office import Office
from bot.staff.routes import routes as staff_routes
from bot.staff.routes import static_files


class Site(FastAPI):
    """The pages, with the providers' doors in front of them: what pages need cost a third of every webhook."""

    doors: Mapping[str, ASGIApp] = MappingProxyType({})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self.doors.get(scope["path"]) if scope["type"] == "http" else None
        if door is not None:
            await door(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def web(parts: Parts, *, with_work: bool = True) -> Site:
    """The whole site; `with_work` also sends and keeps the calendar in this process."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=parts.speaker.book.warm_up, daemon=True).start()  # nobody waits for it to be ready
        parts.road.start()
        background = asyncio.create_task(work(parts)) if with_work else None
        yield
        parts.stopping.set()
        if background is not None:
            await background
        await parts.door.close()
        parts.road.stop()
        for channel in parts.channels.values():
            await channel.close()
        parts.store.close()

    # A redirect to the path without its last slash would go wherever the caller's Host header says.
    site = Site(title="Sayback", lifespan=lifespan, docs_url=None, redoc_url=None, redirect_slashes=False)
    site.doors = parts.door.doors()
    site.router.routes.append(_gauges(parts).route())
    _health(site, parts)
    site.include_router(staff_routes(_office(parts)))
    square = _square(parts)
    site.include_router(public_routes(square))
    site.add_exception_handler(HTTPException, refusal(square))
    site.mount("/static", static_files())
    return site


def _health(site: FastAPI, parts: Parts) -> None:
    @site.get("/health/live", include_in_schema=False)
    def live() -> PlainTextResponse:
        return PlainTextResponse("live")

    @site.get("/health/ready", include_in_schema=False)
    def ready() -> JSONResponse:
        problem = parts.store.problem()
        return JSONResponse({"ready": problem is None, "why": problem}, 200 if problem is None else 503)


def _gauges(parts: Parts) -> Gauges:
    token, demo = parts.settings.metrics_token.get_secret_value(), parts.settings.demo
    return Gauges(parts.store, parts.road, parts.door, parts.clock, token, demo)


def _office(parts: Parts) -> Office:
    settings, desk = parts.settings, parts.desk
    return Office(
        store=parts.store,
        clock=parts.clock,
        organisation=settings.organisation,
        zone=settings.zone,
        public_url=settings.public_url,
        demo=settings.demo,
        answer=_then(desk.answer, parts.sender.wake),
        take_over=desk.take_over,
        hand_back=desk.hand_back,
        heard=desk.heard,
        task_done=desk.task_done,
    )


def _square(parts: Parts) -> Square:
    settings = parts.settings
    return Square(
        store=parts.store,
        clock=parts.clock,
        organisation=settings.organisation,
        zone=settings.zone,
        public_url=settings.public_url,
        data_folder=settings.data_folder,
        languages=tuple(choice.key for choice in parts.road.room.around.spoken),
        receive=parts.road.receive,
        hand_over=lambda ids: hand_over.due(parts.store, ids, parts.clock.now(), parts.speaker.quiet),
        demo=settings.demo,
        rest_token=settings.rest_token.get_secret_value() or None,
        staff_sign_in=(EMAIL, PASSWORD) if settings.demo else None,
    )


def _then(act: Callable[[int, int, str], None], after: Callable[[], None]) -> Callable[[int, int, str], None]:
    def both(first: int, second: int, text: str) -> None:
        act(first, second, text)
        after()

    return both


def spare_the_collector() -> None:
    """What is loaded by now stays for good, and a turn leaves no rings: searching for them took a tenth of its time.

    For a process that serves until it ends: rings that are there already are never found again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)
