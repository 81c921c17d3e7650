"""The way in and out. The two pages here that need no sign-in; neither says whether an email is known."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.model.clean import clean
from bot.staff import looks
from bot.staff.guard import HOME, SIGN_IN, Page, cookie_name, door_of
from bot.staff.passwords import TooBusy
from bot.staff.sign_in import SignInError, TooManyTries
from bot.store.staff import LONGEST_SESSION

router = APIRouter(route_class=Page)


@router.get(SIGN_IN)
def sign_in_form(request: Request, next: str = HOME, over: str = "") -> Response:
    door = door_of(request)
    if door.who(request.cookies.get(cookie_name(door.office), "")) is not None:
        return RedirectResponse(_inside(next), 303)
    return looks.page(door.office, request, "sign_in", next=_inside(next), over=bool(over))


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,
) -> Response:
    door, email = door_of(request), clean(email)
    try:
        secret = door.let_in(email, clean(password), request.client.host if request.client else "")
    except (SignInError, TooBusy) as error:
        status = 422 if not isinstance(error, TooManyTries | TooBusy) else 429
        values = {"next": _inside(next), "email": email, "error": str(error)}
        return looks.page(door.office, request, "sign_in", status=status, **values)
    return signed_in(request, secret, _inside(next))


@router.post("/staff/sign-out")
def sign_out(request: Request) -> Response:
    door = door_of(request)
    name = cookie_name(door.office)
    door.let_out(request.cookies.get(name, ""))
    response = RedirectResponse(SIGN_IN, 303)
    response.delete_cookie(name, path="/", secure=door.office.secure, httponly=True, samesite="lax")
    return response


def signed_in(request: Request, secret: str, path: str) -> Response:
    """On to `path` with the session's cookie. A session this browser had before ends."""
    door = door_of(request)
    name = cookie_name(door.office)
    door.let_out(request.cookies.get(name, ""))
    response = RedirectResponse(path, 303)
    response.set_cookie(
        name,
        secret,
        max_age=int(LONGEST_SESSION.total_seconds()),
        path="/",
        secure=door.office.secure,
        httponly=True,
        samesite="lax",
    )
    return response


def _inside(path: str) -> str:
    """`path` when it is one of our pages, else the first page: nobody is sent elsewhere from here."""
    is_ours = path == HOME or (path.startswith(f"{HOME}/") and "\\" not in path and path.isprintable())
    return path if is_ours else HOME
