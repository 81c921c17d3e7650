"""Conversations: who wrote lately."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from bot.staff.guard import Desk, Page, need
from bot.staff.roles import Role
from bot.store import threads

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]


@router.get("/staff/conversations")
def conversations(desk: StaffDesk, before: Annotated[int | None, Query(ge=0, le=2**62)] = None) -> Response:
    with desk.office.store.read() as tx:
        found = threads.recent(tx, desk.office.clock.now(), before)
    shown = found[: threads.PAGE]
    older = shown[-1].newest_inbound if len(found) > threads.PAGE else None
    return desk.show("conversations", people=shown, older=older, first=before is None)
