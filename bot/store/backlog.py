"""The shelf of what has not been done yet, in numbers: for whoever watches over this installation."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select

from bot.model.message import ChannelName, DeliveryStatus
from bot.store.store import Tx
from bot.store.tables import outbox, task


class Backlog(NamedTuple):
    """How many there are; how many seconds the oldest has been waiting (past its time) or unknown, 0 for none."""

    waiting: int
    waiting_seconds: float
    unknown: int
    unknown_seconds: float
    tasks: int
    late_tasks: int


def backlog(tx: Tx, now: datetime) -> Backlog:
    """As it stands at `now`; answers to the REST channel go out by themselves and never wait."""
    is_waiting = and_(outbox.c.status == DeliveryStatus.WAITING, outbox.c.channel != ChannelName.REST)
    is_open = task.c.done.is_(None)
    rows = (
        select(func.count(), func.min(outbox.c.due)).where(is_waiting),
        select(func.count(), func.min(outbox.c.changed)).where(outbox.c.status == DeliveryStatus.UNKNOWN),
        select(func.count(), func.count().filter(task.c.due < now)).where(is_open),
    )
    waiting, unknown, tasks = (tx.connection.execute(row).one() for row in rows)
    return Backlog(waiting[0], _age(waiting[1], now), unknown[0], _age(unknown[1], now), tasks[0], tasks[1])


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
