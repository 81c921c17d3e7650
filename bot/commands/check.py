"""`sayback check`: what a plain-English editor would change in a text."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.jsonl import Line, answer_lines
from bot.language.plain import checker
from bot.language.plain.checker import Audience
from bot.language.plain.finding import Check, Finding
from bot.language.plain.terms import load
from bot.settings import read_settings

_MARK = {"error": "change", "warn": "better", "hint": "maybe"}


def check(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for the whole text.")] = False,
    jsonl: Annotated[bool, typer.Option(help='Read {"id", "text"} a line, write one answer a line.')] = False,
    audience: Annotated[Audience, typer.Option(help="Who will read it.")] = Audience.RESIDENT,
    language: Annotated[str, typer.Option(help="The language of the text; little is known of any but en.")] = "en",
) -> None:
    """Check a text for jargon, long sentences and unexplained acronyms, and say what to write instead.

    Exits with 1 when something has to be changed, so that a commit hook can use it.
    """
    terms = load(read_settings(demo=True).data_folder / "plain")

    def answer(line: Line) -> Line:
        return as_line(checker.check(line["text"], terms, audience, language))

    if jsonl:
        raise typer.Exit(answer_lines(answer, ("text",)))
    found = checker.check(_given(file), terms, audience, language)
    typer.echo(json.dumps(as_line(found), ensure_ascii=False) if as_json else "\n".join(_told(found)))
    raise typer.Exit(0 if found.plain else 1)


def as_line(found: Check) -> dict[str, Any]:  # Any: JSON
    """A check in the shape of the doors."""
    age = found.reading_age
    return {
        "findings": [_finding(one) for one in found.findings],
        "sentences": found.sentences,
        "words": found.words,
        "passive": found.passive,
        "grade": found.grade,
        "reading_age": None if age is None else {"band": age.band, "from": age.at_least, "to": age.to},
        "longest_sentence": found.longest_sentence,
        "plain": found.plain,
    }


def _finding(one: Finding) -> dict[str, Any]:  # Any: JSON
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": one.kind,
        "severity": one.severity,
        "term": one.term,
        "say": list(one.say),
        "explain": one.explain,
    }


def _given(file: str) -> str:
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}") from error


def _told(found: Check) -> list[str]:
    lines = [f"{_MARK[one.severity]}: {_sentence(one)}" for one in found.findings]
    several = "" if found.sentences == 1 else "s"
    age = f", reading age {found.reading_age.band}" if found.reading_age else ""
    return [*lines, f"{found.words} words in {found.sentences} sentence{several}{age}."]


def _sentence(one: Finding) -> str:
    words = " ".join(one.text.split())
    shown = words if len(words) <= 60 else f"{words[:57]}..."
    instead = f' Say "{one.say[0]}".' if one.say else ""
    return f'"{shown}" ({one.kind.replace("_", " ")}).{instead}{" " + one.explain if one.explain else ""}'
