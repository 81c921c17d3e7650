"""What a message means, and the promise every engine keeps."""

from dataclasses import dataclass
from typing import Final, Protocol

OUT_OF_SCOPE: Final = "out_of_scope"
DANGER: Final = "danger"
STOP: Final = "stop_politely"


class UnderstandingError(RuntimeError):
    """What somebody wanted of the understanding cannot be done; the sentence says what to do instead."""


@dataclass(frozen=True)
class Entity:
    """A thing named in a message: `text[start:end]` in code points, and what it stands for."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Guess:
    """One intent and how likely it is, from 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Meaning:
    """What a message means. `ranking` holds the likeliest intents, best first, `intent` at its head.

    Not `accepted` means: ask, do not act. `danger` and `stop` are more careful than that: somebody may be in danger,
    or may be asking us to stop, whatever else the message may mean.
    """

    language: str
    intent: str
    confidence: float
    accepted: bool
    entities: tuple[Entity, ...]
    ranking: tuple[Guess, ...]
    engine: str
    danger: bool = False
    stop: bool = False


class Engine(Protocol):
    """Understands messages."""

    @property
    def version(self) -> str:
        """Which engine and training; kept with every message it read."""

    def understand(self, text: str, known: str | None = None) -> Meaning:
        """What `text` means; `known` is the code of the language the writer is known to use."""
