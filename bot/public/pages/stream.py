"""Server-sent events for the simulator: which phone has something new, and when the clock has moved on."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response, StreamingResponse

from bot.model.message import ChannelName
from bot.public.guard import MOST_PHONES, demo_only, own_senders, square_of
from bot.public.headers import FOR_NOBODY, protect
from bot.public.pages.time_travel import clock_words
from bot.public.square import Square
from bot.store import phones
from bot.store.store import StoreDown

router = APIRouter(dependencies=[Depends(demo_only)])

EVERY = 0.5  # seconds
ROUNDS = 50  # then the browser connects again: a server that is told to stop never waits long for a page
_AGAIN_AFTER = 500  # milliseconds


@router.get("/try/stream")
async def stream(
    square: Annotated[Square, Depends(square_of)],
    sender: Annotated[list[str], Query(max_length=MOST_PHONES)],
) -> Response:
    """Says which phone has news, never what: the page reads the phone, so nothing is lost or shown twice."""
    response = StreamingResponse(_said(square, own_senders(sender)), media_type="text/event-stream")
    response.headers["x-accel-buffering"] = "no"
    return protect(response, FOR_NOBODY)


async def _said(square: Square, senders: Sequence[str]) -> AsyncIterator[str]:
    """Begins with everything there is, so a page that was away catches up."""
    yield f"retry: {_AGAIN_AFTER}\n\n"
    before: Mapping[str, object] = {}
    for _ in range(ROUNDS):
        now = await asyncio.to_thread(look, square, senders)
        for name, data in now.items():
            if before.get(name) != data:
                yield _event(name, data)
        before = {**before, **now}
        await asyncio.sleep(EVERY)


def look(square: Square, senders: Sequence[str]) -> Mapping[str, object]:
    """What is due is handed over; then how many messages each phone has, and the clock."""
    seen: dict[str, object] = {"clock": clock_words(square)}
    try:
        with square.store.read() as tx:
            found = phones.phones(tx, ChannelName.REST, senders)
        ids = {phone.address_id: sender for sender, phone in found.items()}
        if ids:
            square.hand_over(list(ids))
            with square.store.read() as tx:
                seen |= {ids[one]: count for one, count in phones.arrived(tx, list(ids)).items()}
    except StoreDown:
        pass  # busy: the next round looks again
    return seen


def _event(name: str, data: object) -> str:
    if name == "clock":
        return f"event: clock\ndata: {json.dumps(data)}\n\n"
    return f"event: news\ndata: {json.dumps(name)}\n\n"
