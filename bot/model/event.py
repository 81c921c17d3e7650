"""Events people sign up to, and what they need to take part."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OFFER_STANDS_FOR = timedelta(hours=24)  # how long a freed place is kept for the next person waiting
REMIND_BEFORE = (timedelta(days=2), timedelta(hours=2))


class OpenTo(StrEnum):
    """Who an event is for."""

    EVERYONE = "everyone"
    WOMEN = "women"
    MEN = "men"


class SignUpStatus(StrEnum):
    """Where a sign-up stands."""

    GOING = "going"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class NeedKind(StrEnum):
    """What somebody needs to take part (P1.3); each becomes a task with a lead time (P1.4)."""

    INTERPRETER = "interpreter"
    BSL = "bsl"
    STEP_FREE = "step_free"
    HEARING_LOOP = "hearing_loop"
    LARGE_PRINT = "large_print"
    QUIET_PLACE = "quiet_place"
    CHILDCARE = "childcare"
    CARER_COVER = "carer_cover"
    TRAVEL = "travel"
    ADVOCATE = "advocate"
    OTHER = "other"


LEAD_TIME: dict[NeedKind, timedelta] = {
    NeedKind.INTERPRETER: timedelta(days=5),
    NeedKind.BSL: timedelta(days=14),
    NeedKind.CHILDCARE: timedelta(days=7),
    NeedKind.CARER_COVER: timedelta(days=7),
    NeedKind.ADVOCATE: timedelta(days=7),
    NeedKind.TRAVEL: timedelta(days=3),
}
SHORTEST_LEAD = timedelta(days=2)  # for every other need


@dataclass(frozen=True)
class Event:
    """A gathering people sign up to: only ever this. `taken` counts every seat, companions too.

    `latitude` and `longitude` are degrees, None when nobody has set them.
    """

    id: int
    title: str
    starts: datetime
    ends: datetime
    venue: str
    area: str
    directions: str
    places: int
    taken: int
    language: str
    open_to: OpenTo = OpenTo.EVERYONE
    food: str = ""
    prayer_space: bool = False
    quiet_room: bool = False
    creche: bool = False
    step_free: bool = False
    hearing_loop: bool = False
    why: str = ""
    what_you_get: str = ""
    what_can_change: str = ""
    cancelled: bool = False

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def label(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        return max(0, self.places - self.taken)


@dataclass(frozen=True)
class Need:
    """One thing somebody needs at an event, with the details they gave."""

    kind: NeedKind
    language: str = ""
    details: str = ""


@dataclass(frozen=True)
class SignUp:
    """A person's place at an event, or in its queue. `party` counts the person and those who come along."""

    id: int
    event: Event
    contact_id: int
    status: SignUpStatus
    party: int = 1
    offer_until: datetime | None = None

    @property
    def key(self) -> str:
        return str(self.id)

    @property
    def label(self) -> str:
        return self.event.title
