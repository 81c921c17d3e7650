"""The phone simulator: the page, what stands on a phone, and the one form that works without JavaScript."""

from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.model.clean import clean
from bot.model.message import ChannelName, InboundMessage, MessageKind
from bot.public import looks
from bot.public.bubbles import conversation, resident
from bot.public.guard import demo_only, new_sender, own_pages_only, square_of
from bot.public.headers import FOR_NOBODY, protect
from bot.public.residents import Resident, residents
from bot.public.square import Square
from bot.store.store import StoreDown

router = APIRouter(dependencies=[Depends(demo_only)])
PLAIN_FORM = "plain-form"
LONGEST = 4096  # what a chat app lets anybody write


@router.api_route("/try", methods=["GET", "HEAD"])
def simulator(
    square: Annotated[Square, Depends(square_of)], who: str = "", sender: str = "", said: str = ""
) -> Response:
    """Every phone for the script; and below one phone as plain HTML, the `sender`'s or a fresh one."""
    everybody = residents(square.data_folder)
    person = resident(square, sender)
    if person is None:
        person = next((one for one in everybody if one.id == who), everybody[0])
        sender = new_sender(person.id)
    return looks.page(
        square,
        "simulator",
        keep=FOR_NOBODY,
        residents=everybody,
        person=person,
        sender=sender,
        once=token_hex(8),
        talk=conversation(square, person, sender, PLAIN_FORM),
        said=said[:200],
    )


@router.get("/try/messages")
def messages(sender: str, square: Annotated[Square, Depends(square_of)]) -> Response:
    """What stands on a phone. Raises HTTPException 404 for any other sender than this page's."""
    talk = conversation(square, _person(square, sender), sender)
    bubbles = [
        {"id": one.id, "mine": one.mine, "day": one.day, "html": one.html, "line": one.line} for one in talk.bubbles
    ]
    return protect(JSONResponse({"messages": bubbles, "fragments": talk.fragments}), FOR_NOBODY)


@router.post("/try/send", dependencies=[Depends(own_pages_only)])
async def send(
    square: Annotated[Square, Depends(square_of)],
    sender: Annotated[str, Form()],
    once: Annotated[str, Form(max_length=64)] = "",
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    press: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """A message from the plain form, then the page again. Raises HTTPException 404 and 503."""
    person = _person(square, sender)
    payload, _, title = clean(press).partition(" ")
    words = title if payload else clean(text).strip()
    if words:
        message = InboundMessage(
            channel=ChannelName.REST,
            account=person.skin,
            provider_id=f"{once or token_hex(8)}-{sender}"[:255],
            address=sender,
            text=words,
            kind=MessageKind.BUTTON if payload else MessageKind.TEXT,
            payload=payload or None,
        )
        await _receive(square, message)
    return protect(RedirectResponse(f"/try?sender={sender}#newest", 303), FOR_NOBODY)


async def _receive(square: Square, message: InboundMessage) -> None:
    try:
        await square.receive([message])
    except StoreDown:
        raise HTTPException(503) from None


def _person(square: Square, sender: str) -> Resident:
    person = resident(square, sender)
    if person is None:
        raise HTTPException(404)
    return person
