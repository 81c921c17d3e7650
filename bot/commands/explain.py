"""`sayback explain`: what a word of public services means."""

from typing import Annotated, Any

import typer

from bot.commands.jsonl import Line, answer_lines
from bot.language.plain.explaining import asked_and_explained
from bot.language.plain.terms import load
from bot.model.explanation import Explanation
from bot.settings import read_settings

UNKNOWN = "I do not know that one."


def explain(
    question: Annotated[str | None, typer.Argument(help='Such as "what does ICB mean?", or the word alone.')] = None,
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "question"} a line, write one answer a line.')] = False,
    language: Annotated[str, typer.Option(help="The language to answer in; for now, all answers are English.")] = "en",
) -> None:
    """Explain a word or an acronym in plain words; never one that is not in our data."""
    terms = load(read_settings(demo=True).data_folder / "plain")

    def answer(line: Line) -> Line:
        return as_line(asked_and_explained(line["question"], terms))

    if jsonl:
        raise typer.Exit(answer_lines(answer, ("question",)))
    if question is None:
        raise typer.BadParameter("ask something, or give lines with --jsonl")
    typer.echo(as_line(asked_and_explained(question, terms))["answer"])


def as_line(found: Explanation) -> dict[str, Any]:  # Any: JSON
    """An explanation in the shape of the doors; several meanings are all told, for the reader to choose."""
    one = found.meanings[0] if len(found.meanings) == 1 else None
    return {
        "term": found.term,
        "expansion": one.expansion if one else "",
        "answer": _answer(found),
        "language": "en",
        "known": bool(found.meanings),
        "meanings": [{"expansion": meaning.expansion, "explain": meaning.words} for meaning in found.meanings],
    }


def _answer(found: Explanation) -> str:
    if not found.meanings:
        return UNKNOWN
    if len(found.meanings) == 1:
        return found.meanings[0].of(found.term)
    listed = (f"{number}. {one.expansion or found.term}: {one.words}" for number, one in enumerate(found.meanings, 1))
    return "\n".join((f"{found.term} can mean {len(found.meanings)} things.", *listed))
