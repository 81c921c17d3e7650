"""The shelf of tasks: what needs a person."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.task import CLOCK, Task, TaskKind
from bot.store.store import Tx
from bot.store.tables import task

_INSERT = {
    True: sqlite.insert(task).on_conflict_do_nothing(index_elements=["key"]),
    False: postgresql.insert(task).on_conflict_do_nothing(index_elements=["key"]),
}
_OPEN = select(task).where(task.c.done.is_(None)).order_by(task.c.due, task.c.id)
_DONE = (
    update(task)
    .where(task.c.id == bindparam("task_id"), task.c.done.is_(None))
    .values(done=bindparam("at"), done_by=bindparam("by"))
)


def add(
    tx: Tx,
    kind: TaskKind,
    now: datetime,
    *,
    details: str = "",
    contact_id: int | None = None,
    inbound_id: int | None = None,
    outbox_id: int | None = None,
    event_id: int | None = None,
    due: datetime | None = None,
    key: str | None = None,
) -> None:
    """A new task, due when its kind's clock says unless `due` does. The same `key` twice is one task."""
    row = {
        "kind": kind,
        "due": due or now + CLOCK[kind],
        "made": now,
        "details": details,
        "contact_id": contact_id,
        "inbound_id": inbound_id,
        "outbox_id": outbox_id,
        "event_id": event_id,
        "key": key,
    }
    tx.connection.execute(_INSERT[tx.sqlite], row)


def open_tasks(tx: Tx, at_most: int = 200) -> tuple[Task, ...]:
    """Tasks not yet done, the most urgent first."""
    rows = tx.connection.execute(_OPEN.limit(at_most)).mappings()
    return tuple(
        Task(
            id=row["id"],
            kind=TaskKind(row["kind"]),
            due=row["due"],
            made=row["made"],
            details=row["details"] or "",
            contact_id=row["contact_id"],
            inbound_id=row["inbound_id"],
            outbox_id=row["outbox_id"],
            event_id=row["event_id"],
        )
        for row in rows
    )


def count_open(tx: Tx) -> int:
    return tx.connection.execute(select(func.count()).select_from(task).where(task.c.done.is_(None))).scalar_one()


def finish(tx: Tx, task_id: int, staff_id: int | None, now: datetime) -> None:
    """The task is done; done twice changes nothing."""
    tx.connection.execute(_DONE, {"task_id": task_id, "at": now, "by": staff_id})


def finish_listening(tx: Tx, inbound_id: int, staff_id: int | None, now: datetime) -> None:
    """Somebody has listened to this message."""
    chosen = (task.c.inbound_id == inbound_id) & (task.c.kind == TaskKind.LISTEN) & task.c.done.is_(None)
    tx.connection.execute(update(task).where(chosen).values(done=now, done_by=staff_id))
