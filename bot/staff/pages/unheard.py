"""Not yet heard: voice notes and pictures, and a form to write down what was said (P4.2)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from bot.model.clean import clean
from bot.staff.guard import Desk, Page, need
from bot.staff.pages.today import Number
from bot.staff.refusals import NoSuchPage
from bot.staff.roles import Role
from bot.store import attention

LONGEST = 4000  # characters: four minutes of somebody talking
_PATH = "/staff/not-yet-heard"

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]


@router.get(_PATH)
def not_yet_heard(desk: StaffDesk, page: Number = 1) -> Response:
    return _list(desk, page)


@router.post("/staff/not-yet-heard/{inbound_id}")
def heard(desk: StaffDesk, inbound_id: int, words: Annotated[str, Form()] = "") -> Response:
    with desk.office.store.read() as tx:
        if attention.one_unheard(tx, inbound_id) is None:
            raise NoSuchPage
    written = clean(words).strip()
    if not written or len(written) > LONGEST:
        error = f"Use at most {LONGEST} characters" if written else "Write what they said, or what the picture shows"
        return _list(desk, error=error, at=inbound_id, text=written)
    desk.office.heard(inbound_id, desk.member.id, written)
    return desk.go(_PATH, "heard")


def _list(desk: Desk, page: int = 1, **wrong: object) -> Response:
    with desk.office.store.read() as tx:
        found = attention.unheard(tx, page)
    shown, more = found[: attention.PAGE], len(found) > attention.PAGE
    return desk.show("unheard", status=422 if wrong else 200, messages=shown, more=more, page=page, **wrong)
