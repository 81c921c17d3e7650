"""Builders of replies, read with the words the project ships."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.language import lexicon
from bot.model.place import Asked, Option
from bot.model.reply import Lexicon, Reply

DATA: Final = Path(__file__).parent.parent / "data"
LONDON: Final = ZoneInfo("Europe/London")
A_WEDNESDAY: Final = datetime(2026, 11, 25, 10, 30, tzinfo=LONDON)
YES_OR_NO: Final = Asked("anything", (Option("yes", "Yes"), Option("no", "No")))


@cache
def the_lexicon() -> Lexicon:
    return lexicon.load(DATA)


def a_reply(text: str, language: str = "en", now: datetime = A_WEDNESDAY, option: int | None = None) -> Reply:
    return Reply(text, language, now, the_lexicon(), option=option)


def some_options(*labels: str) -> tuple[Option, ...]:
    """Options whose keys are "a", "b", "c" in the order listed."""
    return tuple(Option(chr(ord("a") + index), label) for index, label in enumerate(labels))
