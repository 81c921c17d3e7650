"""`sayback read`: how a reply is read, a text a line or JSON lines."""

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo

import typer

from bot.clock import Clock
from bot.commands.jsonl import Line, answer_lines
from bot.language import lexicon
from bot.model import reading
from bot.model.place import Asked, Option
from bot.model.reply import Reply, Unclear
from bot.settings import read_settings

Value: TypeAlias = bool | int | str | None

LARGEST_NUMBER: Final = 10**12 - 1


class Kind(StrEnum):
    """What was asked for."""

    YES_NO = "yes-no"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    CHOICE = "choice"
    KEYWORD = "keyword"


def read(
    kind: Annotated[Kind, typer.Argument(help="What the reply answers.")],
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "text"} a line, write one answer a line.')] = False,
    language: Annotated[str, typer.Option(help="The contact's language, such as bn or bn-Latn.")] = "en",
    options: Annotated[str, typer.Option(help="For choice: the options as listed, with commas between.")] = "",
    today: Annotated[str, typer.Option(help="The day it is, such as 2026-03-14.")] = "",
) -> None:
    """Show how replies on standard input would be read, one a line: the value, or that they would be asked again."""
    choosable = tuple(Option(label.strip(), label.strip()) for label in options.split(",") if label.strip())
    if kind is Kind.CHOICE and not choosable:
        raise typer.BadParameter("choice needs --options, such as --options 'Monday,Tuesday'")
    settings = read_settings(demo=True)
    now = _noon(today, settings.zone)
    words = lexicon.load(settings.data_folder)

    def answer(written: str) -> Line:
        found = _READ[kind](Reply(written, language, now, words), choosable)
        return {"value": None if isinstance(found, Unclear) else found, "unclear": isinstance(found, Unclear)}

    if jsonl:
        raise typer.Exit(answer_lines(lambda line: answer(line["text"]), ("text",)))
    for raw in sys.stdin.buffer:
        typer.echo(_sentence(answer(raw.decode("utf-8", "replace").rstrip("\r\n"))))


def _noon(today: str, zone: ZoneInfo) -> datetime:
    if not today:
        return Clock().now().astimezone(zone)
    try:
        return datetime.combine(date.fromisoformat(today), time(12), zone)
    except ValueError as error:
        raise typer.BadParameter(f"--today {today!r} is not a day such as 2026-03-14") from error


def _sentence(answer: Line) -> str:
    if answer["unclear"]:
        return "unclear"
    value = answer["value"]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None else str(value)


def _yes_no(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    return reading.yes_or_no(reply, Asked("", (Option("yes", "Yes"), Option("no", "No"))))


def _number(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    return reading.number(reply, 0, LARGEST_NUMBER)


def _date(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    found = reading.day(reply)
    return found if isinstance(found, Unclear) else found.isoformat()


def _time(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    found = reading.clock_time(reply)
    return found if isinstance(found, Unclear) else f"{found:%H:%M}"


def _phone(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    return reading.phone_number(reply.text)


def _keyword(reply: Reply, _: tuple[Option, ...]) -> Value | Unclear:
    """A message that is no keyword is not unclear: it is simply an answer."""
    return reading.keyword(reply.text, reply.language, reply.lexicon)


_READ: Final[Mapping[Kind, Callable[[Reply, tuple[Option, ...]], Value | Unclear]]] = {
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.PHONE: _phone,
    Kind.CHOICE: reading.choice,
    Kind.KEYWORD: _keyword,
}
