"""What staff have to look at: open tasks, messages not yet heard, failed messages, sends nobody knows the end of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select

from bot.model.message import ChannelName, DeliveryStatus, MessageKind
from bot.model.task import Task, TaskKind
from bot.store import readings
from bot.store.inbound import InboundStatus
from bot.store.store import Tx
from bot.store.tables import contact, event, inbound, outbox, task

PAGE = 50
FAILED_SHOWN_FOR = timedelta(days=30)
# SQLite uses a partial index only where its very words stand in the query, not in a parameter: 9 ms or 1 ms a page.
_IS_UNHEARD = (inbound.c.status == InboundStatus.UNHEARD) & (inbound.c.status != literal_column("'done'"))
_DID_NOT_ARRIVE = outbox.c.status.in_([literal_column("'failed'"), literal_column("'needs-template'")])
_IS_UNKNOWN = outbox.c.status == literal_column("'unknown'")


@dataclass(frozen=True)
class OpenTask:
    """A task with the names staff know it by; both None when it is about neither."""

    task: Task
    contact_name: str | None
    event_title: str | None


@dataclass(frozen=True)
class Unheard:
    """A message nobody has listened to or looked at. `answers` is the flow.question it answers, if any."""

    inbound_id: int
    contact_id: int
    contact_name: str | None
    language: str
    channel: ChannelName
    kind: MessageKind
    received: datetime
    caption: str
    answers: str | None


@dataclass(frozen=True)
class Trouble:
    """An outbound message that did not arrive, or that may not have. `task_id` while its task is open."""

    outbox_id: int
    contact_id: int
    contact_name: str | None
    channel: ChannelName
    status: DeliveryStatus
    reason: str | None
    text: str
    changed: datetime
    task_id: int | None


@dataclass(frozen=True)
class Counts:
    """How much is waiting, for the menu."""

    tasks: int
    unheard: int
    troubles: int
    unsure: int


def open_tasks(tx: Tx, page: int = 1) -> Sequence[OpenTask]:
    """Open tasks, the most overdue first, and one more than a page when there are more."""
    found = (
        select(task, contact.c.name.label("contact_name"), event.c.title.label("event_title"))
        .outerjoin(contact, contact.c.id == task.c.contact_id)
        .outerjoin(event, event.c.id == task.c.event_id)
        .where(task.c.done.is_(None))
        .order_by(task.c.due, task.c.id)
    )
    return [_open_task(row) for row in tx.connection.execute(_paged(found, page))]


def unheard(tx: Tx, page: int = 1) -> Sequence[Unheard]:
    """Messages not yet heard, the oldest first, and one more than a page when there are more."""
    found = (
        select(inbound, contact.c.name.label("contact_name"), contact.c.language.label("contact_language"))
        .join(contact, contact.c.id == inbound.c.contact_id)
        .where(_IS_UNHEARD)
        .order_by(inbound.c.id)
    )
    return [_unheard(row) for row in tx.connection.execute(_paged(found, page))]


def one_unheard(tx: Tx, inbound_id: int) -> Unheard | None:
    """None when it has been heard meanwhile, or never was there."""
    found = select(inbound, contact.c.name.label("contact_name"), contact.c.language.label("contact_language"))
    there = (inbound.c.id == inbound_id) & _IS_UNHEARD
    row = tx.connection.execute(found.join(contact, contact.c.id == inbound.c.contact_id).where(there)).first()
    return _unheard(row) if row else None


def failed_messages(tx: Tx, now: datetime, page: int = 1) -> Sequence[Trouble]:
    """Messages of the last 30 days that did not go, the newest first; those dealt with are left out."""
    dealt_with = select(task.c.outbox_id).where(task.c.outbox_id.is_not(None) & task.c.done.is_not(None))
    wanted = _DID_NOT_ARRIVE & (outbox.c.changed > now - FAILED_SHOWN_FOR) & outbox.c.id.not_in(dealt_with)
    return _troubles(tx, _paged(_messages(wanted).order_by(outbox.c.id.desc()), page))


def unknown_sends(tx: Tx, page: int = 1) -> Sequence[Trouble]:
    """Messages that may or may not have gone, the longest unknown first."""
    return _troubles(tx, _paged(_messages(_IS_UNKNOWN).order_by(outbox.c.changed, outbox.c.id), page))


def counts(tx: Tx) -> Counts:
    """What is waiting; troubles are counted by their open tasks."""
    is_trouble = task.c.kind.in_([TaskKind.FAILED_MESSAGE, TaskKind.NEEDS_TEMPLATE, TaskKind.UNKNOWN_SEND])
    of_tasks = select(func.count(), func.count().filter(is_trouble)).where(task.c.done.is_(None))
    tasks, troubles = tx.connection.execute(of_tasks).one()
    of_unheard = select(func.count()).select_from(inbound).where(_IS_UNHEARD)
    unheard_now = tx.connection.execute(of_unheard).scalar_one()
    return Counts(tasks, unheard_now, troubles, readings.unsure_count(tx))


def _paged(found: Select[*tuple[object, ...]], page: int) -> Select[*tuple[object, ...]]:
    return found.limit(PAGE + 1).offset((page - 1) * PAGE)


def _messages(wanted: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    found = select(outbox, contact.c.name.label("contact_name"))
    return found.join(contact, contact.c.id == outbox.c.contact_id).where(wanted)


def _troubles(tx: Tx, found: Select[*tuple[object, ...]]) -> Sequence[Trouble]:
    rows = tx.connection.execute(found).all()
    tasks = _open_tasks_of(tx, [row.id for row in rows])
    return [_trouble(row, tasks.get(row.id)) for row in rows]


def _open_tasks_of(tx: Tx, outbox_ids: Sequence[int]) -> Mapping[int, int]:
    wanted = task.c.done.is_(None) & task.c.outbox_id.in_(outbox_ids)
    return {row.outbox_id: row.id for row in tx.connection.execute(select(task.c.outbox_id, task.c.id).where(wanted))}


def _open_task(row: Row[*tuple[object, ...]]) -> OpenTask:
    made = Task(
        id=row.id,
        kind=TaskKind(row.kind),
        due=row.due,
        made=row.made,
        details=row.details or "",
        contact_id=row.contact_id,
        inbound_id=row.inbound_id,
        outbox_id=row.outbox_id,
        event_id=row.event_id,
    )
    return OpenTask(made, row.contact_name, row.event_title)


def _unheard(row: Row[*tuple[object, ...]]) -> Unheard:
    return Unheard(
        inbound_id=row.id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        language=row.contact_language,
        channel=ChannelName(row.channel),
        kind=MessageKind(row.kind),
        received=row.received,
        caption=row.text,
        answers=row.answers,
    )


def _trouble(row: Row[*tuple[object, ...]], task_id: int | None) -> Trouble:
    return Trouble(
        outbox_id=row.id,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        channel=ChannelName(row.channel),
        status=DeliveryStatus(row.status),
        reason=row.reason,
        text=row.text,
        changed=row.changed,
        task_id=task_id,
    )
