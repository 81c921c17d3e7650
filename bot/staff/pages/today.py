"""Today: what needs a person, the most overdue first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import Response

from bot.staff.guard import HOME, Desk, Page, need
from bot.staff.roles import Role
from bot.store import attention

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]
Number = Annotated[int, Query(ge=1, le=10_000)]


@router.get(HOME)
def today(desk: StaffDesk, page: Number = 1) -> Response:
    with desk.office.store.read() as tx:
        found = attention.open_tasks(tx, page)
    return desk.show("today", tasks=found[: attention.PAGE], more=len(found) > attention.PAGE, page=page)


@router.post("/staff/tasks/{task_id}/done")
def done(desk: StaffDesk, task_id: int, back: Annotated[str, Form()] = "") -> Response:
    desk.office.task_done(task_id, desk.member.id)
    return desk.go("/staff/failed" if back == "failed" else HOME, "done")
