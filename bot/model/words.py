"""Words that are to be said: a phrase by its key, or text a person wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias


@dataclass(frozen=True)
class Phrase:
    """A phrase of `data/phrases` by its key, with the values to put in. `n` chooses the plural form."""

    key: str
    values: "Mapping[str, Value]" = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Several things in one sentence: "an interpreter, a ramp and a lift"."""

    items: "tuple[Label, ...]"


Label: TypeAlias = str | Phrase
Value: TypeAlias = str | int | date | datetime | time | Phrase | Listing
