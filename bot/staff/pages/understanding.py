"""What did they mean? Messages the engine was not sure about, for staff to say; each teaches the engine."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path
from starlette.responses import Response

from bot.model.clean import clean
from bot.staff import intents
from bot.staff.guard import Desk, Page, need
from bot.staff.refusals import NoSuchPage
from bot.staff.roles import Role
from bot.store import readings
from bot.store.readings import Read

_PATH = "/staff/understanding"
_DANGER = "danger"

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]
InboundId = Annotated[int, Path(ge=1, le=2**62)]


@router.get(_PATH)
def unsure(desk: StaffDesk) -> Response:
    with desk.office.store.read() as tx:
        found = readings.unsure(tx)
    return _shown(desk, found)


@router.get(f"{_PATH}/{{inbound_id}}")
def one(desk: StaffDesk, inbound_id: InboundId) -> Response:
    return _shown(desk, [_there(desk, inbound_id)], alone=True)


@router.post(f"{_PATH}/{{inbound_id}}")
def label(desk: StaffDesk, inbound_id: InboundId, intent: Annotated[str, Form()] = "") -> Response:
    found = _there(desk, inbound_id)
    meant = clean(intent)
    if meant not in intents.offered(found.reading):
        return _shown(desk, [found], alone=True, error="Choose what they meant from the list")
    with desk.office.store.write() as tx:
        readings.label(tx, inbound_id, desk.member.id, meant)
    if meant == _DANGER:
        return desk.go(f"/staff/conversations/{found.contact_id}", "meant_danger")
    return desk.go(_PATH, "meant")


def _shown(desk: Desk, messages: Sequence[Read], *, alone: bool = False, error: str | None = None) -> Response:
    status = 422 if error else 200
    return desk.show("understanding", status=status, messages=messages, alone=alone, error=error)


def _there(desk: Desk, inbound_id: int) -> Read:
    with desk.office.store.read() as tx:
        found = readings.one(tx, inbound_id)
    if found is None:
        raise NoSuchPage
    return found
