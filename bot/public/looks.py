"""How a public page is drawn: Jinja templates, and static files whose address changes with their content."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.public.headers import FOR_ALL, FOR_NOBODY, protect
from bot.public.square import Square
from bot.public.times import Times

STATIC = Path(__file__).parent / "static"
FILES = {
    "public.css": "text/css",
    "simulator.css": "text/css",
    "simulator.js": "text/javascript",
    "favicon.svg": "image/svg+xml",
}


def page(square: Square, name: str, *, status: int = 200, keep: str = FOR_ALL, **values: object) -> HTMLResponse:
    """The template `name`, drawn; its times are in the organisation's zone, by the demo's clock."""
    text = drawn(f"{name}.html", square=square, times=times(square), **values)
    # The demo's clock jumps: what a browser kept would tell yesterday's time.
    return _as_html(text, status, FOR_NOBODY if square.demo else keep)


def drawn(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)


def times(square: Square) -> Times:
    return Times(square.clock.now(), square.zone)


def _as_html(text: str, status: int, keep: str) -> HTMLResponse:
    response = HTMLResponse(text, status)
    protect(response, keep)
    return response


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(static=_static)
    return made


@cache
def _static(name: str) -> str:
    """The address of a static file; it changes with the file, so browsers may keep it for ever."""
    return f"/look/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
