"""`sayback understand`: what a message means, as a sentence, as JSON lines, or as a Rasa server would say it."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.jsonl import Line, answer_lines
from bot.settings import read_settings

if TYPE_CHECKING:
    from nlu.meaning import Engine, Meaning


def understand(
    text: Annotated[str | None, typer.Argument(help="The message; without it, standard input is read.")] = None,
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "text"} a line, write one answer a line.')] = False,
    serve: Annotated[str, typer.Option(metavar="HOST:PORT", help="Answer POST /model/parse as Rasa does.")] = "",
) -> None:
    """Say what a message means: its intent, how sure that is, and what it names."""
    if text is not None and (jsonl or serve):
        raise typer.BadParameter("a text goes neither with --jsonl nor with --serve")
    if serve:
        _serve(serve)
        return
    engine = _engine()
    if jsonl:
        raise typer.Exit(answer_lines(lambda line: as_line(engine.understand(line["text"])), ("text",)))
    typer.echo(_sentence(engine.understand(_given(text))))


def as_line(meaning: "Meaning") -> Line:
    """The answer of the JSONL door."""
    answer = asdict(meaning)
    del answer["engine"]
    return answer


def _engine() -> "Engine":
    from bot.app.understanding import engine  # numpy and the model: only for the command that needs them

    return engine(read_settings(demo=True))


def _serve(address: str) -> None:
    """Serve our own engine, whichever the settings choose: it stands in for Rasa."""
    import uvicorn

    from bot.app.understanding import embedded_engine
    from bot.commands.rasa_door import rasa_door

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise typer.BadParameter(f"--serve {address!r} is not like 127.0.0.1:5005")
    door = rasa_door(embedded_engine(read_settings(demo=True)))
    uvicorn.run(door, host=host.strip("[]"), port=int(port), log_level="warning", access_log=False)


def _given(text: str | None) -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n") if text is None else text


def _sentence(meaning: "Meaning") -> str:
    sure = "sure" if meaning.accepted else "not sure: ask"
    named = "".join(f"\n  {one.entity}: {one.value}" for one in meaning.entities)
    danger = "\n  may be in danger" if meaning.danger else ""
    return f"{meaning.intent} ({meaning.confidence:.2f}, {sure}), in {meaning.language}{danger}{named}"
