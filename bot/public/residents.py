"""The made-up residents whose phones stand in the simulator, read from `data/demo/residents.yml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# What each skin is called on the page: what it is, never a brand.
SKINS = {"sms": "text message", "whatsapp": "chat app", "telegram": "chat app with buttons"}


@dataclass(frozen=True)
class Opening:
    """Something to send first, and the language it is written in."""

    text: str
    language: str


@dataclass(frozen=True)
class Resident:
    """Somebody made up, with a phone whose number Ofcom keeps for drama."""

    id: str
    name: str
    phone: str
    skin: str
    language: str
    colour: str
    about: str
    say: tuple[Opening, ...]

    @property
    def channel(self) -> str:
        return SKINS[self.skin]

    @property
    def initials(self) -> str:
        return self.name.split()[-1][0]


@cache
def residents(data_folder: Path) -> tuple[Resident, ...]:
    """Everybody in the simulator, in the file's order."""
    written = yaml.safe_load((data_folder / "demo" / "residents.yml").read_text(encoding="utf-8"))
    return tuple(_resident(entry) for entry in written)


def _resident(entry: dict[str, Any]) -> Resident:  # Any: a record of the file, checked by the dataclass's names
    openings = tuple(Opening(str(one["text"]), one["language"]) for one in entry.pop("say"))
    return Resident(**entry, say=openings)
