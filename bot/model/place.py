"""Where a contact stands in a conversation: the flow, the answers, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

LARGEST_PLACE = 16 * 1024  # bytes of JSON: collected messages are kept by id, so only a runaway flow gets there


@dataclass(frozen=True)
class Option:
    """One choice as it was shown: its key, and the label the person read."""

    key: str
    label: str


@dataclass(frozen=True)
class Asked:
    """The open question as the person saw it. A reply is read against this, never against today's list.

    `wording` is the version of the words shown (a consent is valid only for these); `tries` how often a reply
    was not understood; `parts` the ids of inbound messages collected so far.
    """

    question: str
    options: tuple[Option, ...] = ()
    wording: str = ""
    tries: int = 0
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """One open conversation. `under` is what was interrupted and comes back when this one ends."""

    flow: str
    answers: Mapping[str, Json] = field(default_factory=dict)
    asked: Asked | None = None
    under: "Place | None" = None
    failures: int = 0
    given: Mapping[str, Json] = field(default_factory=dict)
