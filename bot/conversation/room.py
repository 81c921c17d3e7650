"""What every batch needs, and what comes of one message in it."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.facts import Surroundings
from bot.conversation.flood import Flood
from bot.conversation.talk import Hall
from bot.conversation.understand import Understanding
from bot.delivery.speaker import Speaker
from bot.model.message import Bubble


@dataclass(frozen=True)
class Room:
    """What every batch needs, made once by `app`."""

    hall: Hall
    speaker: Speaker
    around: Surroundings
    clock: Clock
    flood: Flood
    default_language: str = "en"
    understanding: Understanding | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of one message: its kept id, and the answers of this turn. A `repeat` was kept before."""

    inbound_id: int
    bubbles: tuple[Bubble, ...] = ()
    repeat: bool = False
    failed: bool = False
