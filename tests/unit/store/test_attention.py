"""What waits for a person: the same on both engines."""

from datetime import timedelta

from bot.model.message import DeliveryStatus, MessageKind
from bot.model.task import TaskKind
from bot.store import attention, tasks
from bot.store.store import Store
from tests.staff_people import NOW, a_guessed, a_received, a_resident, a_sent, a_task, an_unheard

HOUR = timedelta(hours=1)


def test_tasks_come_by_their_clock_with_the_name_they_are_about(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx, "Amina Rahman")
        a_task(tx, TaskKind.NEED, due=48 * HOUR, contact_id=who)
        a_task(tx, TaskKind.ACCOUNT, due=-2 * HOUR)
        finished = a_task(tx, TaskKind.ANSWER, due=-9 * HOUR)
        tasks.finish(tx, finished, 1, NOW)

        found = attention.open_tasks(tx)

    assert [(item.task.kind, item.contact_name) for item in found] == [
        (TaskKind.ACCOUNT, None),
        (TaskKind.NEED, "Amina Rahman"),
    ]


def test_a_long_list_of_tasks_comes_in_pages(store: Store) -> None:
    with store.write() as tx:
        for number in range(attention.PAGE + 3):
            a_task(tx, due=number * HOUR)

        first, second = attention.open_tasks(tx, 1), attention.open_tasks(tx, 2)

    assert len(first) == attention.PAGE + 1
    assert len(second) == 3
    assert second[0].task == first[-1].task


def test_only_what_nobody_has_heard_waits_to_be_heard(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx, language="bn")
        a_received(tx, who, "typed")
        waiting = an_unheard(tx, who, kind=MessageKind.PICTURE, text="the steps")
        a_received(tx, who, kind=MessageKind.VOICE, status="heard")

        found = attention.unheard(tx)
        gone = attention.one_unheard(tx, waiting + 1)

    assert [(item.inbound_id, item.kind, item.caption) for item in found] == [(waiting, "picture", "the steps")]
    assert gone is None


def test_failed_messages_are_recent_and_not_yet_dealt_with(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        a_sent(tx, who, "arrived")
        a_sent(tx, who, "long ago", at=NOW - timedelta(days=31), status=DeliveryStatus.FAILED)
        dealt_with = a_sent(tx, who, "dealt with", status=DeliveryStatus.FAILED)
        tasks.finish(tx, a_task(tx, TaskKind.FAILED_MESSAGE, outbox_id=dealt_with), 1, NOW)
        open_one = a_sent(tx, who, "no template", status=DeliveryStatus.NEEDS_TEMPLATE)
        task_id = a_task(tx, TaskKind.NEEDS_TEMPLATE, outbox_id=open_one)
        a_sent(tx, who, "no task", status=DeliveryStatus.FAILED)

        found = attention.failed_messages(tx, NOW)

    assert [(item.text, item.task_id) for item in found] == [("no task", None), ("no template", task_id)]


def test_the_longest_unknown_send_comes_first(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        a_sent(tx, who, "an hour", at=NOW - HOUR, status=DeliveryStatus.UNKNOWN)
        a_sent(tx, who, "a day", at=NOW - 24 * HOUR, status=DeliveryStatus.UNKNOWN)

        found = attention.unknown_sends(tx)

    assert [item.text for item in found] == ["a day", "an hour"]


def test_the_menu_counts_what_waits(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        an_unheard(tx, who)
        a_task(tx, TaskKind.LISTEN)
        a_task(tx, TaskKind.FAILED_MESSAGE)
        a_guessed(tx, who)

        found = attention.counts(tx)

    assert found == attention.Counts(tasks=2, unheard=1, troubles=1, unsure=1)
