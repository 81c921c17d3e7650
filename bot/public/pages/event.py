"""One event: its page, and its calendar file."""

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.events.calendar import calendar_file
from bot.model.event import Event
from bot.public import looks
from bot.public.facts import card
from bot.public.guard import square_of
from bot.public.headers import FOR_ALL, FOR_NOBODY, protect
from bot.public.square import Square
from bot.store import events

router = APIRouter()
LARGEST_ID = 2**63 - 1  # what the database's column holds


@router.api_route("/e/{event_id}.ics", methods=["GET", "HEAD"])
def calendar(event_id: str, square: Square = Depends(square_of)) -> Response:
    """The calendar file; downloaded again after a change it replaces the entry. Raises HTTPException 404."""
    event, changes = _event(square, event_id)
    body = calendar_file(event, changes, square.clock.now(), square.host, square.zone)
    response = Response(body, media_type="text/calendar; charset=utf-8")
    response.headers["content-disposition"] = f'attachment; filename="event-{event.id}.ics"'
    return protect(response, FOR_NOBODY if square.demo else FOR_ALL)


@router.api_route("/e/{event_id}", methods=["GET", "HEAD"])
def one_event(event_id: str, square: Square = Depends(square_of)) -> Response:
    """Raises HTTPException 404."""
    event, _ = _event(square, event_id)
    return looks.page(square, "event", card=card(event, square.clock.now(), square.data_folder))


def _event(square: Square, event_id: str) -> tuple[Event, int]:
    """The event and how often it has changed."""
    if not (event_id.isascii() and event_id.isdecimal() and int(event_id[:20]) <= LARGEST_ID):
        raise HTTPException(404)
    with square.store.read() as tx:
        event = events.one(tx, int(event_id))
        if event is None:
            raise HTTPException(404)
        return event, events.sequence(tx, event.id)
