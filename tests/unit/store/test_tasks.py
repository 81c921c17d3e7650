"""The shelf of tasks: the most urgent first, the same trouble once, done once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.model.task import CLOCK, TaskKind
from bot.store import tasks
from bot.store.store import Store

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)


def test_a_task_is_due_when_its_kind_says(store: Store) -> None:
    with store.write() as tx:
        tasks.add(tx, TaskKind.LISTEN, NOW, details="A voice note came in.", contact_id=1, inbound_id=2)
        (task,) = tasks.open_tasks(tx)

    assert (task.kind, task.due, task.made) == (TaskKind.LISTEN, NOW + CLOCK[TaskKind.LISTEN], NOW)
    assert (task.details, task.contact_id, task.inbound_id) == ("A voice note came in.", 1, 2)


def test_the_most_urgent_comes_first(store: Store) -> None:
    with store.write() as tx:
        for hours in (5, 1, 3):
            tasks.add(tx, TaskKind.NEED, NOW, details=str(hours), due=NOW + timedelta(hours=hours))

        assert [task.details for task in tasks.open_tasks(tx)] == ["1", "3", "5"]
        assert [task.details for task in tasks.open_tasks(tx, at_most=1)] == ["1"]
        assert tasks.count_open(tx) == 3


def test_the_same_trouble_twice_is_one_task(store: Store) -> None:
    with store.write() as tx:
        for _ in range(2):
            tasks.add(tx, TaskKind.ACCOUNT, NOW, key="account:sms:2027-03-01")
            tasks.add(tx, TaskKind.ANSWER, NOW)

        assert tasks.count_open(tx) == 3


def test_done_twice_changes_nothing(store: Store) -> None:
    with store.write() as tx:
        tasks.add(tx, TaskKind.ANSWER, NOW)
        (task,) = tasks.open_tasks(tx)
        tasks.finish(tx, task.id, 3, NOW)
        tasks.finish(tx, task.id, 4, NOW + timedelta(hours=1))
        row = tx.connection.execute(text("SELECT done_by FROM task")).one()

        assert tasks.open_tasks(tx) == ()
    assert row.done_by == 3


def test_listening_to_a_message_ends_its_listening_task_only(store: Store) -> None:
    with store.write() as tx:
        tasks.add(tx, TaskKind.LISTEN, NOW, inbound_id=7)
        tasks.add(tx, TaskKind.LISTEN, NOW, inbound_id=8)
        tasks.add(tx, TaskKind.FAILED_TURN, NOW, inbound_id=7)
        tasks.finish_listening(tx, 7, 3, NOW)

        left = {(task.kind, task.inbound_id) for task in tasks.open_tasks(tx)}
    assert left == {(TaskKind.LISTEN, 8), (TaskKind.FAILED_TURN, 7)}


def test_what_a_task_says_cannot_be_read_from_the_file(store: Store) -> None:
    with store.write() as tx:
        tasks.add(tx, TaskKind.ANSWER, NOW, details="Amina is worried about her clinic")
        sealed = tx.connection.execute(text("SELECT details FROM task")).scalar_one()

    assert b"clinic" not in bytes(sealed)
