"""What people want to know about an event before they come (P6.5), in plain words."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.language import languages
from bot.model.event import Event, OpenTo

_FOR = {OpenTo.WOMEN: "For women", OpenTo.MEN: "For men", OpenTo.EVERYONE: "For everyone"}
FEW = 3  # places; fewer is worth a word


@dataclass(frozen=True)
class Card:
    """An event with its facts in words. `left` says how many places there are when that matters."""

    event: Event
    facts: tuple[str, ...]
    left: str
    over: bool


def card(event: Event, now: datetime, data_folder: Path) -> Card:
    return Card(event, _facts(event, data_folder), _left(event), event.ends <= now)


@cache
def own_names(data_folder: Path, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Code and own name of each language the bot speaks."""
    known = {one.code: one.own_name for one in languages.load(data_folder)}
    return tuple((code, known.get(code, code)) for code in codes)


def _facts(event: Event, data_folder: Path) -> tuple[str, ...]:
    there = {
        f"Held in {_names(data_folder).get(event.language, event.language)}": True,
        _FOR[event.open_to]: True,
        "No steps": event.step_free,
        "Hearing loop": event.hearing_loop,
        "Quiet room": event.quiet_room,
        "Somebody to mind children": event.creche,
        "Place to pray": event.prayer_space,
        f"Food: {event.food}": bool(event.food),
    }
    return tuple(fact for fact, is_so in there.items() if is_so)


def _left(event: Event) -> str:
    if event.left == 0:
        return "Full: you can join the waiting list"
    if event.left <= FEW:
        return f"{event.left} place left" if event.left == 1 else f"{event.left} places left"
    return ""


@cache
def _names(data_folder: Path) -> dict[str, str]:
    return {one.code: one.name for one in languages.load(data_folder)}
