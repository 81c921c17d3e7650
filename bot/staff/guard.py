"""Who may see a page: `need(Role.STAFF)` before every staff route, and forms from this site only."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.staff import looks
from bot.staff.headers import protect
from bot.staff.office import Office
from bot.staff.refusals import FromElsewhere, NoSuchPage, NotForYou, Refused, SignInFirst
from bot.staff.roles import Role, may
from bot.staff.sign_in import Door
from bot.store import attention
from bot.store.staff import StaffMember

HOME = "/staff"
SIGN_IN = "/staff/sign-in"
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Desk:
    """A staff member at work on one request."""

    office: Office
    member: StaffMember
    request: Request

    def show(self, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """The page `name` with the menu's counts."""
        with self.office.store.read() as tx:
            waiting = attention.counts(tx)
        said = self.request.query_params.get("said", "")
        common = {
            "member": self.member,
            "waiting": waiting,
            "said": looks.SAID.get(said),
            "path": self.request.url.path,
        }
        return looks.page(self.office, self.request, name, status=status, **common, **values)

    def go(self, path: str, said: str = "") -> RedirectResponse:
        """On to another page after a form; `said` names a sentence of `looks.SAID` to show there."""
        return RedirectResponse(f"{path}?said={said}" if said else path, 303)


@dataclass(frozen=True)
class Need:
    """A dependency that lets in whoever may act as `role`, and gives their desk."""

    role: Role

    def __call__(self, request: Request) -> Desk:
        door = door_of(request)
        secret = request.cookies.get(cookie_name(door.office), "")
        member = door.who(secret) if secret else None
        if member is None:
            raise SignInFirst(request.url.path if request.method in _SAFE else HOME, over=bool(secret))
        if not may(member.role, self.role):
            raise NotForYou
        return Desk(door.office, member, request)


def need(role: Role) -> Need:
    """The one guard of staff pages."""
    return Need(role)


class Page(APIRoute):
    """A route whose refusals are pages too, and whose every answer carries the headers of `protect`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:  # Any: FastAPI's own type
        handler = super().get_route_handler()

        async def shown(request: Request) -> Response:
            nonce = looks.new_nonce(request)
            try:
                response = await handler(request)
            except SignInFirst as first:
                response = RedirectResponse(_to_the_door(first), 303)
            except Refused as refused:
                response = looks.refusal(door_of(request).office, request, refused)
            except RequestValidationError:
                response = looks.refusal(door_of(request).office, request, NoSuchPage())
            return protect(response, nonce)

        return shown


async def own_forms_only(request: Request) -> None:
    """Raises FromElsewhere for a form that another site sent (OWASP: Fetch Metadata, else Origin)."""
    office = door_of(request).office
    if request.method not in _SAFE and not is_own(request.headers, office.public_url):
        raise FromElsewhere


def is_own(headers: Mapping[str, str], public_url: str) -> bool:
    """Whether the browser says the request came from our own page; saying nothing is a no."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin") == _origin(public_url)


def door_of(request: Request) -> Door:
    """The door that `bot.staff.routes` hung on this request."""
    door: Door = request.state.door
    return door


def cookie_name(office: Office) -> str:
    """`__Host-` binds the cookie to this very host; browsers take it over https only."""
    return "__Host-sayback" if office.secure else "sayback"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _to_the_door(first: SignInFirst) -> str:
    over = "&over=yes" if first.over else ""
    return f"{SIGN_IN}?next={quote(first.path)}{over}"
