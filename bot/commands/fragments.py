"""`sayback fragments`: what a text costs by SMS."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from bot.commands.jsonl import Line, answer_lines
from bot.language import fragments as sms


def fragments(
    text: Annotated[str | None, typer.Argument(help="The text; without it, standard input is read.")] = None,
    smart: Annotated[bool, typer.Option(help="First use cheaper quotes, dashes, dots and spaces.")] = False,
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "text"} a line, write one answer a line.')] = False,
) -> None:
    """Count the SMS fragments a text costs, and name the letters that make it dear."""

    def answer(line: Line) -> Line:
        return asdict(_counted(line["text"], smart))

    if not jsonl:
        typer.echo(_sentence(_counted(_given(text), smart)))
        return
    if text is not None:
        raise typer.BadParameter("a text does not go with --jsonl: give the lines on standard input")
    raise typer.Exit(answer_lines(answer, ("text",)))


def _counted(text: str, smart: bool) -> sms.Fragments:
    return sms.fragments(sms.smart(text) if smart else text)


def _given(text: str | None) -> str:
    """The argument, or all of standard input without the line break that ends it."""
    if text is not None:
        return text
    return sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n")


def _sentence(counted: sms.Fragments) -> str:
    several = "" if counted.fragments == 1 else "s"
    sentence = f"{counted.fragments} fragment{several}, {counted.units} units, {counted.encoding}"
    if not counted.not_gsm:
        return sentence
    names = " ".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in counted.not_gsm)
    return f"{sentence} because of: {names}"
