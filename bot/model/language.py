"""Languages as people call them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.model.folding import fold, plain_letters


class Direction(StrEnum):
    """Which way a language is written."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@dataclass(frozen=True)
class Language:
    """One language or spelling, by its BCP 47 `code`; `digits` names the figures it is answered with.

    `catalogue` is whether the bot speaks it; the others are languages people name, for an interpreter say.
    """

    code: str
    name: str
    own_name: str
    direction: Direction = Direction.LEFT_TO_RIGHT
    digits: str = "latn"
    also_called: tuple[str, ...] = ()
    catalogue: bool = False


def language_names(languages: Iterable[Language]) -> dict[str, str]:
    """Folded names, with and without accents, to codes; the first language to claim a name keeps it."""
    names: dict[str, str] = {}
    for language in languages:
        for name in (language.name, language.own_name, *language.also_called):
            for spelling in (fold(name), plain_letters(fold(name))):
                names.setdefault(spelling, language.code)
    return names
