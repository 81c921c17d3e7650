"""The public pages' own style, script and tab picture."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from bot.public.headers import FOR_EVER, protect
from bot.public.looks import FILES, STATIC

router = APIRouter()


@router.api_route("/look/{name}", methods=["GET", "HEAD"])
def look(name: str) -> Response:
    """Raises HTTPException 404 for anything that is not one of ours."""
    if name not in FILES:
        raise HTTPException(404)
    return protect(FileResponse(STATIC / name, media_type=FILES[name]), FOR_EVER)
