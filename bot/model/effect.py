"""What a flow asks the world to do. `bot.conversation.apply` does it, in the turn's transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.model.contact import OptOut
from bot.model.event import Need


@dataclass(frozen=True)
class StopMessages:
    """Stop everything, or updates only, at the address the words came from."""

    what: OptOut = OptOut.EVERYTHING


@dataclass(frozen=True)
class StartMessages:
    """Opt in again, at the address the words came from."""


@dataclass(frozen=True)
class HoldMessages:
    """Send nothing but answers until we know whether they meant stop; `held=False` ends it."""

    held: bool = True


@dataclass(frozen=True)
class Welcome:
    """They said yes to talking with us."""


@dataclass(frozen=True)
class GiveConsent:
    """One row of the consent ledger. `question` names the consent question whose shown wording is kept with it."""

    purpose: str
    given: bool
    question: str
    how: str = "message"


@dataclass(frozen=True)
class SetLanguage:
    language: str


@dataclass(frozen=True)
class SetName:
    name: str


@dataclass(frozen=True)
class TakePlace:
    """Sign up for an event. Where it has just filled, StaleFacts is raised and the flow runs again."""

    event_id: int
    party: int = 1
    needs: tuple[Need, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class JoinWaitingList:
    event_id: int
    party: int = 1
    needs: tuple[Need, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AnswerOffer:
    """Take or leave a place that came free."""

    sign_up_id: int
    take: bool


@dataclass(frozen=True)
class LeaveEvent:
    """Give the place back; the next person waiting is offered it."""

    sign_up_id: int


@dataclass(frozen=True)
class ChangeParty:
    sign_up_id: int
    party: int


@dataclass(frozen=True)
class AddNeeds:
    sign_up_id: int
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Pause:
    """No updates until then; None ends a pause."""

    until: datetime | None


@dataclass(frozen=True)
class AskForPerson:
    """Put it before staff: `about` is a task kind's name, `details` what staff should know."""

    about: str
    details: str = ""
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SwitchContact:
    """Somebody else now has this phone: an existing contact, or with None a new one with that name."""

    contact_id: int | None
    name: str = ""


@dataclass(frozen=True)
class Begin:
    """Go on with another conversation, by its name, once this one has ended."""

    flow: str


Effect: TypeAlias = (
    Begin
    | StopMessages
    | StartMessages
    | HoldMessages
    | Welcome
    | GiveConsent
    | SetLanguage
    | SetName
    | TakePlace
    | JoinWaitingList
    | AnswerOffer
    | LeaveEvent
    | ChangeParty
    | AddNeeds
    | Pause
    | AskForPerson
    | SwitchContact
)


class StaleFacts(Exception):
    """What a flow decided on is no longer so (the last place has just gone): load facts again, decide again."""
