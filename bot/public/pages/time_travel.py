"""The demo's clock: one hour, tomorrow, a week, or to two days before an event. Never backwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.model.event import REMIND_BEFORE, Event, SignUpStatus
from bot.model.message import ChannelName
from bot.public import looks
from bot.public.guard import demo_only, own_pages_only, own_senders, square_of
from bot.public.headers import FOR_NOBODY, protect
from bot.public.square import Square
from bot.public.times import tomorrow_at
from bot.store import events, phones

router = APIRouter(dependencies=[Depends(demo_only), Depends(own_pages_only)])

_BEFORE = REMIND_BEFORE[0]
_NO_EVENT = "Nobody here has a place at an event yet. Send “events” from a phone, sign up, then press this again."
_UNKNOWN = "The clock stayed where it is."


@router.post("/try/clock")
def move(
    request: Request,
    to: Annotated[str, Form()],
    square: Annotated[Square, Depends(square_of)],
    sender: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Where the clock is now, and a sentence about it; the plain form gets its page again."""
    said = _moved(square, to, own_senders(sender or []))
    if "application/json" in request.headers.get("accept", ""):
        return protect(JSONResponse({"now": clock_words(square), "said": said}), FOR_NOBODY)
    here = next(iter(own_senders(sender or [])), "")
    return protect(RedirectResponse(f"/try?sender={here}#newest", 303), FOR_NOBODY)


def clock_words(square: Square) -> dict[str, str]:
    """The demo's now for the page: the day, and the time as phones show it."""
    times = looks.times(square)
    return {"day": times.day(times.now), "time": times.clock(times.now), "at": times.attribute(times.now)}


def _moved(square: Square, to: str, senders: Sequence[str]) -> str:
    now = square.clock.now()
    if to == "before":
        return _to_an_event(square, senders, now)
    if to == "tomorrow":
        return _move(square, tomorrow_at(9, now, square.zone) - now)
    steps = {"hour": timedelta(hours=1), "week": timedelta(weeks=1)}
    return _move(square, steps[to]) if to in steps else _UNKNOWN


def _to_an_event(square: Square, senders: Sequence[str], now: datetime) -> str:
    """On to the next reminder of these phones; where none is waiting, to two days before their next event."""
    with square.store.read() as tx:
        found = phones.phones(tx, ChannelName.REST, senders).values()
        reminder = phones.next_reminder(tx, [phone.address_id for phone in found], now)
        event = events.one(tx, reminder[1]) if reminder else None
        going = [one for phone in found for one in events.sign_ups_of(tx, phone.contact_id, now)]
    if reminder and event:
        return _just_past(square, reminder[0], event)
    ahead = [one.event for one in going if one.status is SignUpStatus.GOING and one.event.starts - _BEFORE > now]
    if not ahead:
        return _NO_EVENT
    first = min(ahead, key=lambda one: one.starts)
    return _just_past(square, first.starts - _BEFORE, first)


def _just_past(square: Square, moment: datetime, event: Event) -> str:
    """A second past it, so that what is due then is due."""
    said = _move(square, moment + timedelta(seconds=1) - square.clock.now())
    return f"{said} “{event.title}” is in {_span(event.starts - moment)}."


def _span(length: timedelta) -> str:
    hours = round(length.total_seconds() / 3600)
    if hours > 36:
        return f"{round(hours / 24)} days"
    return f"{hours} hours" if hours > 1 else f"{round(length.total_seconds() / 60)} minutes"


def _move(square: Square, by: timedelta) -> str:
    square.clock.move(by)
    words = clock_words(square)
    return f"It is now {words['day']}, {words['time']}."
