"""Tasks for staff: what needs a person, by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class TaskKind(StrEnum):
    """Why a person is needed."""

    DANGER = "danger"
    LISTEN = "listen"
    ANSWER = "answer"
    CALL_BACK = "call_back"
    NEED = "need"
    FAILED_TURN = "failed_turn"
    FAILED_MESSAGE = "failed_message"
    UNKNOWN_SEND = "unknown_send"
    NEEDS_TEMPLATE = "needs_template"
    EXPLAIN_WORD = "explain_word"
    ACCOUNT = "account"


# How soon a person should have dealt with it; a need's clock runs back from its event instead.
CLOCK: dict[TaskKind, timedelta] = {
    TaskKind.DANGER: timedelta(hours=1),
    TaskKind.LISTEN: timedelta(days=1),
    TaskKind.ANSWER: timedelta(days=1),
    TaskKind.CALL_BACK: timedelta(days=1),
    TaskKind.FAILED_TURN: timedelta(hours=4),
    TaskKind.FAILED_MESSAGE: timedelta(days=1),
    TaskKind.UNKNOWN_SEND: timedelta(days=1),
    TaskKind.NEEDS_TEMPLATE: timedelta(days=1),
    TaskKind.EXPLAIN_WORD: timedelta(days=2),
    TaskKind.ACCOUNT: timedelta(hours=1),
}


@dataclass(frozen=True)
class Task:
    """One thing for staff to do, with its clock. `late` tasks come first."""

    id: int
    kind: TaskKind
    due: datetime
    made: datetime
    details: str = ""
    contact_id: int | None = None
    inbound_id: int | None = None
    outbox_id: int | None = None
    event_id: int | None = None
    done: datetime | None = None
