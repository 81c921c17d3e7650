"""One conversation: what was said, who has it, and a place to answer."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query
from starlette.responses import Response

from bot.model.clean import clean
from bot.model.contact import OptOut
from bot.staff import wording
from bot.staff.guard import Desk, Page, need
from bot.staff.refusals import NoSuchPage
from bot.staff.roles import Role
from bot.store import threads
from bot.store.threads import Thread

LONGEST = 1500  # characters: some ten fragments of SMS
_PATH = "/staff/conversations/{contact_id}"

router = APIRouter(route_class=Page)
StaffDesk = Annotated[Desk, Depends(need(Role.STAFF))]
ContactId = Annotated[int, Path(ge=1, le=2**62)]


@router.get(_PATH)
def conversation(
    desk: StaffDesk, contact_id: ContactId, before: Annotated[datetime | None, Query()] = None
) -> Response:
    if before is not None and before.tzinfo is None:
        raise NoSuchPage
    return _thread(desk, contact_id, before)


@router.post(f"{_PATH}/answer")
def answer(desk: StaffDesk, contact_id: ContactId, text: Annotated[str, Form()] = "") -> Response:
    _there(desk, contact_id)
    written = clean(text).strip()
    if not written or len(written) > LONGEST:
        error = f"Use at most {LONGEST} characters" if written else "Write your answer first"
        return _thread(desk, contact_id, error=error, text=written)
    try:
        desk.office.answer(contact_id, desk.member.id, written)
    except LookupError:
        return _thread(desk, contact_id, error="There is no way to write to them now", text=written)
    return desk.go(_to(contact_id), "answered")


@router.post(f"{_PATH}/take-over")
def take_over(desk: StaffDesk, contact_id: ContactId) -> Response:
    _there(desk, contact_id)
    desk.office.take_over(contact_id, desk.member.id)
    return desk.go(_to(contact_id), "taken")


@router.post(f"{_PATH}/hand-back")
def hand_back(desk: StaffDesk, contact_id: ContactId) -> Response:
    _there(desk, contact_id)
    desk.office.hand_back(contact_id, desk.member.id)
    return desk.go(_to(contact_id), "handed")


def _thread(desk: Desk, contact_id: int, before: datetime | None = None, **wrong: object) -> Response:
    found = _there(desk, contact_id)
    with desk.office.store.read() as tx:
        messages, more = threads.written(tx, contact_id, before)
    now = desk.office.clock.now()
    current = [way for way in found.ways if way.current] or found.ways
    return desk.show(
        "thread",
        status=422 if wrong else 200,
        thread=found,
        messages=messages,
        older=messages[0].at.isoformat() if more else None,
        latest=before is None,
        stopped=[way for way in current if way.opted_out is not OptOut.NOTHING],
        held=any(way.held for way in current),
        closed=[way for way in current if wording.is_window_closed(way, now)],
        paused=found.contact.paused_until is not None and found.contact.paused_until > now,
        reachable=any(way.current for way in found.ways),
        mine=found.contact.handled_by == desk.member.id,
        **wrong,
    )


def _there(desk: Desk, contact_id: int) -> Thread:
    with desk.office.store.read() as tx:
        found = threads.thread(tx, contact_id)
    if found is None:
        raise NoSuchPage
    return found


def _to(contact_id: int) -> str:
    return f"/staff/conversations/{contact_id}"
