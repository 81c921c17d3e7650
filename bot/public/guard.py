"""Who may read a phone of the simulator, and whose forms are taken."""

import re
import secrets
from collections.abc import Mapping, Sequence

from fastapi import Request
from starlette.exceptions import HTTPException

from bot.public.square import Square

MOST_PHONES = 12  # on one page
# Nobody guesses the 32 letters, so nobody reads another visitor's phones; other contacts have no such address.
_SENDER = re.compile(r"try-([a-z]{1,20})-[0-9a-f]{32}")


def square_of(request: Request) -> Square:
    """The square that `bot.public.routes` hung on this request."""
    square: Square = request.state.square
    return square


async def demo_only(request: Request) -> None:
    """Outside the demo the simulator does not exist. Raises HTTPException 404."""
    if not square_of(request).demo:
        raise HTTPException(404)


async def own_pages_only(request: Request) -> None:
    """Raises HTTPException 403 for what another site sent (OWASP: Fetch Metadata, else Origin)."""
    if not _is_own(request.headers, square_of(request).origin):
        raise HTTPException(403)


def new_sender(resident_id: str) -> str:
    return f"try-{resident_id}-{secrets.token_hex(16)}"


def resident_of(sender: str) -> str | None:
    """Whose phone that is, by the resident's id; None when it is not a phone of this page."""
    found = _SENDER.fullmatch(sender)
    return found[1] if found else None


def own_senders(senders: Sequence[str]) -> tuple[str, ...]:
    """The senders that are phones of this page, each once."""
    return tuple(dict.fromkeys(sender for sender in senders if resident_of(sender)))[:MOST_PHONES]


def _is_own(headers: Mapping[str, str], origin: str) -> bool:
    """Whether the browser says it came from our own page; saying nothing is a no."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin") == origin
