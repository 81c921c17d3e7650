"""The dashboard as one router, and its static files."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.staff import looks
from bot.staff.guard import own_forms_only
from bot.staff.office import Office
from bot.staff.pages import conversations, entrance, failed, lost, password, thread, today, understanding, unheard
from bot.staff.sign_in import Door

_PAGES = (entrance, password, today, unheard, failed, understanding, conversations, thread, lost)  # `lost`: the rest


def routes(office: Office) -> APIRouter:
    """Every page under /staff for this office."""
    door = Door(office)

    async def at_the_door(request: Request) -> None:
        request.state.door = door

    whole = APIRouter(dependencies=[Depends(at_the_door), Depends(own_forms_only)], include_in_schema=False)
    for page in _PAGES:
        whole.include_router(page.router)
    return whole


def static_files() -> StaticFiles:
    """What stands under /static: our style sheet, govuk-frontend's script, a picture for the tab."""
    return _Static(directory=looks.STATIC)


class _Static(StaticFiles):
    """An address that names its version may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["x-content-type-options"] = "nosniff"
        if scope["query_string"].startswith(b"v="):
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
