"""`sayback chat`: talk to the bot in the terminal, over the real road, in a store of its own."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import WrongSetting, read_settings

if TYPE_CHECKING:
    from bot.commands.phone import Phone

SKINS = ("sms", "whatsapp", "telegram", "rest")

_HELLO = """You are {name}, on {channel}. Write as you would on your phone.
  :later 2 days   moves the clock on (hours, days, weeks)
  :voice          sends a voice note    :picture   sends a picture
  :quit           ends
"""


def chat(
    language: Annotated[str, typer.Option(help="The language you write in, such as bn.")] = "en",
    channel: Annotated[str, typer.Option(help="Whose limits apply: sms, whatsapp, telegram or rest.")] = "sms",
    name: Annotated[str, typer.Option("--as", help="Who you are: another name is another phone.")] = "me",
    data: Annotated[Path | None, typer.Option(help="Keep the store in this folder.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="One line in, the answers out; for other programs.")] = False,
) -> None:
    """Talk to the bot in the terminal."""
    if channel not in SKINS:
        raise WrongSetting(f"--channel {channel}: choose one of {', '.join(SKINS)}")
    logging.disable(logging.WARNING)  # only the conversation belongs on this screen
    with _phone(language, channel, name, data) as phone:
        if plain or not sys.stdin.isatty():
            _lines(phone)
        else:
            _talk(phone, name, channel)


@contextmanager
def _phone(language: str, channel: str, name: str, data: Path | None) -> "Iterator[Phone]":
    from bot.commands.phone import Phone

    with tempfile.TemporaryDirectory(prefix="sayback-") as folder:
        where = data or Path(folder)
        settings = read_settings(demo=True, database_url=f"sqlite:///{where / 'chat.db'}")
        known = ("en", *(one for one in settings.languages if one != "en"))
        if language not in known:
            raise WrongSetting(f"--language {language}: the bot speaks {', '.join(known)}")
        phone = Phone(settings, language, channel, name)
        try:
            yield phone
        finally:
            phone.close()


def _lines(phone: "Phone") -> None:
    for line in sys.stdin:
        for answer in phone.answers(line.rstrip("\n")):
            print("bot: " + answer.replace("\n", "\n  "))
        print(flush=True)


def _talk(phone: "Phone", name: str, channel: str) -> None:
    typer.secho(_HELLO.format(name=name, channel=channel), dim=True)
    while True:
        try:
            line = input("you> ")
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip() == ":quit":
            return
        for answer in phone.answers(line):
            typer.secho("bot> " + answer.replace("\n", "\n     "), fg=typer.colors.GREEN)
