"""Every need becomes a task, so long before the event as the need takes to meet."""

from datetime import timedelta

import pytest

from bot.events import needs
from bot.model.event import LEAD_TIME, SHORTEST_LEAD, Need, NeedKind
from bot.store import tasks
from bot.store.store import Store
from tests.people import MORNING, an_event

FAR = an_event(id=7, starts=MORNING + timedelta(days=60), ends=MORNING + timedelta(days=60, hours=2))
SOON = an_event(id=7, starts=MORNING + timedelta(days=1), ends=MORNING + timedelta(days=1, hours=2))


@pytest.mark.parametrize("kind", NeedKind)
def test_there_is_time_enough_to_meet_it(sqlite_store: Store, kind: NeedKind) -> None:
    with sqlite_store.write() as tx:
        needs.to_tasks(tx, 3, FAR, [Need(kind)], MORNING)
        (task,) = tasks.open_tasks(tx)

    assert task.due == FAR.starts - LEAD_TIME.get(kind, SHORTEST_LEAD)
    assert (task.contact_id, task.event_id) == (3, 7)
    assert "Too near" not in task.details


@pytest.mark.parametrize("kind", NeedKind)
def test_when_it_is_too_late_it_is_due_now_and_says_so(sqlite_store: Store, kind: NeedKind) -> None:
    with sqlite_store.write() as tx:
        needs.to_tasks(tx, 3, SOON, [Need(kind)], MORNING)
        (task,) = tasks.open_tasks(tx)

    assert task.due == MORNING
    assert "Too near to be sure: ring round today, and tell them honestly." in task.details


def test_a_task_says_what_is_needed_in_words(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        needs.to_tasks(tx, 3, FAR, [Need(NeedKind.INTERPRETER, "so", "A woman. By phone")], MORNING)
        (task,) = tasks.open_tasks(tx)

    assert task.details == "interpreter so A woman. By phone for Health chat on 30 April."
