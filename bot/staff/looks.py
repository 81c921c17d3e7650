"""How a page is drawn: Jinja with govuk-frontend's macros, the words of `wording`, a nonce for its two scripts."""

import hashlib
import secrets
from functools import cache
from pathlib import Path

from fastapi import Request
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.responses import HTMLResponse

from bot.staff import intents, wording
from bot.staff.office import Office
from bot.staff.refusals import Refused
from bot.staff.spoken import language_name, spoken
from bot.staff.times import Times

STATIC = Path(__file__).parent / "static"

# Shown once at the top of the page a form leads to.
SAID = {
    "answered": "Your answer is on its way.",
    "taken": "You have this conversation now. The bot stays silent, except for STOP and HELP.",
    "handed": "The bot has this conversation again.",
    "heard": "Thank you. What you heard is kept with the conversation.",
    "meant": "Thank you. What they meant is kept, for the bot to learn from.",
    "meant_danger": "Kept: they may be in danger. Read what they wrote, and follow your safeguarding procedure now.",
    "done": "Done. It is off the list.",
}


def page(office: Office, request: Request, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The template `name`, drawn; its times are in the organisation's zone, by the demo's clock."""
    drawn = (
        _environment()
        .get_template(f"{name}.html")
        .render(
            organisation=office.organisation,
            demo=office.demo,
            times=Times(office.clock.now(), office.zone),
            cspNonce=request.state.nonce,
            **values,
        )
    )
    return HTMLResponse(drawn, status)


def refusal(office: Office, request: Request, refused: Refused) -> HTMLResponse:
    """A page that says what went wrong and where to go on."""
    return page(office, request, "refusal", status=refused.status, refused=refused)


def new_nonce(request: Request) -> str:
    """A nonce for this request's scripts, kept on the request."""
    nonce: str = secrets.token_urlsafe(16)
    request.state.nonce = nonce
    return nonce


@cache
def _environment() -> Environment:
    own = FileSystemLoader(Path(__file__).parent / "templates")
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    # The govuk macros lean on absent parameters being empty at any depth.
    made = Environment(loader=ChoiceLoader([own, govuk]), autoescape=True, undefined=ChainableUndefined)
    made.globals.update(static=_static, spoken=spoken, language_name=language_name, words=wording, intents=intents)
    return made


@cache
def _static(name: str) -> str:
    """The address of a static file; it changes with the file, so browsers may keep it for ever."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
