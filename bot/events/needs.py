"""Every need becomes a task for staff, with a lead time and a warning when the event is too near (P1.4)."""

from collections.abc import Sequence
from datetime import datetime

from bot.model.event import LEAD_TIME, SHORTEST_LEAD, Event, Need
from bot.model.task import TaskKind
from bot.store import tasks
from bot.store.store import Tx


def to_tasks(tx: Tx, contact_id: int, event: Event, needs: Sequence[Need], now: datetime) -> None:
    """One task a need, due so long before the event as the need takes to meet; at once when it is later than that."""
    for need in needs:
        by = event.starts - LEAD_TIME.get(need.kind, SHORTEST_LEAD)
        tasks.add(
            tx,
            TaskKind.NEED,
            now,
            details=_details(event, need, too_near=by < now),
            contact_id=contact_id,
            event_id=event.id,
            due=max(by, now),
        )


def _details(event: Event, need: Need, *, too_near: bool) -> str:
    what = " ".join(part for part in (need.kind.replace("_", " "), need.language, need.details) if part)
    warning = " Too near to be sure: ring round today, and tell them honestly." if too_near else ""
    return f"{what} for {event.title} on {event.starts:%d %B}.{warning}"
