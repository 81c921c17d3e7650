"""Messages that did not arrive, and those nobody knows about: what happened and what to do next."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.staff.guard import Desk, Page, need
from bot.staff.pages.today import Number
from bot.staff.roles import Role
from bot.store import attention

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]


@router.get("/staff/failed")
def failed(desk: StaffDesk, page: Number = 1) -> Response:
    with desk.office.store.read() as tx:
        messages = attention.failed_messages(tx, desk.office.clock.now(), page)
        unknown = attention.unknown_sends(tx, page)
    more = len(messages) > attention.PAGE or len(unknown) > attention.PAGE
    shown, in_doubt = messages[: attention.PAGE], unknown[: attention.PAGE]
    return desk.show("failed", failed=shown, unknown=in_doubt, more=more, page=page)
