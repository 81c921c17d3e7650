"""The public pages as one router, and the page for an address where there is nothing."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from bot.public import looks
from bot.public.headers import FOR_NOBODY
from bot.public.pages import event, home, look, simulator, stream, time_travel
from bot.public.square import Square

_PAGES = (home, event, look, simulator, time_travel, stream)
_FOR_PROGRAMS = ("/webhooks", "/api", "/health", "/metrics", "/try/")
_WORDS = {
    403: ("That came from somewhere else", "Nothing was changed. Open the page again and try once more."),
    404: ("There is nothing here", "The page may have moved, or the address has a slip in it."),
    503: ("We could not keep that", "Something is busy on our side. Please send it again in a moment."),
}


def routes(square: Square) -> APIRouter:
    """Every public page of this square; those of the simulator answer 404 outside the demo."""

    async def on_the_square(request: Request) -> None:
        request.state.square = square

    whole = APIRouter(dependencies=[Depends(on_the_square)], include_in_schema=False)
    for page in _PAGES:
        whole.include_router(page.router)
    return whole


def refusal(square: Square) -> Callable[[Request, Exception], Awaitable[Response]]:
    """For `add_exception_handler(HTTPException, ...)`: a page in our look for people, JSON for programs."""

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = error.headers if isinstance(error, HTTPException) else None
        if status not in _WORDS or _is_program(request):
            detail = error.detail if isinstance(error, HTTPException) else "error"
            return JSONResponse({"detail": detail}, status, headers)
        title, sentence = _WORDS[status]
        return looks.page(square, "refusal", status=status, keep=FOR_NOBODY, title=title, sentence=sentence)

    return refused


def _is_program(request: Request) -> bool:
    wants_page = "text/html" in request.headers.get("accept", "")
    return request.url.path.startswith(_FOR_PROGRAMS) and not wants_page
