"""Any other address under /staff: the door for a stranger, an honest "nothing here" for staff."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.staff.guard import Desk, Page, need
from bot.staff.refusals import NoSuchPage
from bot.staff.roles import Role

router = APIRouter(route_class=Page)


@router.get("/staff/{rest:path}")
def lost(desk: Annotated[Desk, Depends(need(Role.STAFF))], rest: str) -> Response:
    raise NoSuchPage
