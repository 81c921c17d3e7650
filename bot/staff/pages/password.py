"""Setting a password by a one-time link. Opening the link spends nothing: link previews open links too."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from bot.model.clean import clean
from bot.staff import looks, passwords
from bot.staff.guard import HOME, Page, door_of
from bot.staff.pages.entrance import signed_in
from bot.staff.sign_in import LinkIsOver

router = APIRouter(route_class=Page)


@router.get("/staff/password/{secret}")
def password_form(request: Request, secret: str) -> Response:
    return _form(request, secret)


@router.post("/staff/password/{secret}")
def set_password(request: Request, secret: str, password: Annotated[str, Form()] = "") -> Response:
    door = door_of(request)
    try:
        error = passwords.weakness(clean(password), door.holder(secret).email)
        if error is not None:
            return _form(request, secret, error)
        session = door.set_password(secret, clean(password))
    except LinkIsOver:
        return _link_is_over(request)
    except passwords.TooBusy as busy:
        return _form(request, secret, str(busy))
    return signed_in(request, session, HOME)


def _form(request: Request, secret: str, error: str | None = None) -> Response:
    door = door_of(request)
    try:
        holder = door.holder(secret)
    except LinkIsOver:
        return _link_is_over(request)
    values = {"holder": holder, "error": error, "shortest": passwords.SHORTEST}
    return looks.page(door.office, request, "password", status=422 if error else 200, **values)


def _link_is_over(request: Request) -> Response:
    return looks.page(door_of(request).office, request, "link_is_over", status=410)
