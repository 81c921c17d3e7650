"""The first page: what this is for residents, and the events to come."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.public import looks
from bot.public.facts import card, own_names
from bot.public.guard import square_of
from bot.public.square import Square
from bot.store import events

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
def home(square: Square = Depends(square_of)) -> Response:
    now = square.clock.now()
    with square.store.read() as tx:
        coming = events.open_events(tx, now)
    cards = [card(event, now, square.data_folder) for event in coming]
    return looks.page(square, "home", cards=cards, spoken=own_names(square.data_folder, square.languages))
