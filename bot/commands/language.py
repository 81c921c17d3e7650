"""`sayback language`: which language a message is in."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.jsonl import BadLine, Line, answer_lines

if TYPE_CHECKING:
    from nlu.language import Language


def language(
    text: Annotated[str | None, typer.Argument(help="The message; without it, standard input is read.")] = None,
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "text"} a line, write one answer a line.')] = False,
    known: Annotated[str, typer.Option(metavar="LANG", help="What the person is known to write, such as bn.")] = "",
) -> None:
    """Say which language a message is in. A JSON line may name its own "known" language."""
    from nlu.language import Detector  # numpy and the models: only for the command that needs them

    if jsonl and text is not None:
        raise typer.BadParameter("a text does not go with --jsonl: give the lines on standard input")
    detector = Detector.load()

    def answer(line: Line) -> Line:
        found = detector.detect(line["text"], _known(line) or known or None)
        return {"language": found.code, "confidence": round(found.confidence, 4), "sure": found.sure}

    if jsonl:
        raise typer.Exit(answer_lines(answer, ("text",)))
    typer.echo(_sentence(detector.detect(_given(text), known or None)))


def _known(line: Line) -> str:
    """Raises BadLine."""
    written = line.get("known") or ""
    if not isinstance(written, str):
        raise BadLine("'known' is not a text: put it in quotes")
    return written


def _given(text: str | None) -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n") if text is None else text


def _sentence(found: "Language") -> str:
    return f"{found.code} {found.confidence:.0%}, {'sure' if found.sure else 'not sure: ask'}"
