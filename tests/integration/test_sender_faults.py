"""Nothing is lost and nothing is blindly sent twice, whatever dies, hangs or disappears."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery import outbox, receipts
from bot.delivery.counts import Count, Counts
from bot.model.message import ChannelName, DeliveryStatus, Receipt
from bot.store.store import Store, StoreDown, Tx
from bot.store.tables import outbox as table
from tests.conftest import SECRET
from tests.delivery_people import (
    NOON,
    a_message,
    a_person,
    an_answer,
    change,
    kept,
    open_task_kinds,
    put,
    some_people,
    statuses,
)
from tests.doubles.channel import FakeChannel
from tests.sending import a_sender, killed, running, send_all, until


class Impatient(Store):
    """A store whose database may go away."""

    down = False

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with super().write() as tx:
            yield tx
            if self.down:
                raise StoreDown("the database has gone")


RESEND = {ChannelName.SMS: "resend"}


def test_a_sender_killed_in_flight_parks_what_may_have_been_sent(store: Store) -> None:
    people = some_people(store, 300)
    put(store, people, [a_message(person) for person in people])

    first, second, attempted = _killed_and_restarted(store, {})

    found = Counter(statuses(store))
    assert max(Counter(first.ids + second.ids).values()) == 1
    assert found == {"unknown": attempted, "sent": 300 - attempted}
    assert open_task_kinds(store) == ["unknown_send"] * attempted


def test_a_sender_killed_in_flight_sends_again_what_the_policy_allows(store: Store) -> None:
    people = some_people(store, 300)
    rows = put(store, people, [a_message(person) for person in people])

    first, second, _ = _killed_and_restarted(store, RESEND)

    times = Counter(first.ids + second.ids)
    assert set(times) == set(rows)
    assert sum(count > 1 for count in times.values()) == first.most_in_flight
    assert statuses(store) == ["sent"] * 300


def _killed_and_restarted(store: Store, policy: dict[ChannelName, str]) -> tuple[FakeChannel, FakeChannel, int]:
    """The channels before and after, and how many messages were attempted when the sender died.

    Each sender has a loop of its own: its end waits for a claim that was still being committed in a thread.
    """
    first, second = FakeChannel(hold=asyncio.Event()), FakeChannel()
    asyncio.run(killed(a_sender(store, first, policy=policy), lambda: first.in_flight == 64))
    attempted = statuses(store).count("attempting")
    asyncio.run(_restarted(store, second, policy))
    return first, second, attempted


async def _restarted(store: Store, channel: FakeChannel, policy: dict[ChannelName, str]) -> None:
    async with running(a_sender(store, channel, policy=policy)):
        await until(lambda: not {"waiting", "attempting"} & set(statuses(store)))


def test_the_first_message_goes_within_two_seconds_of_a_restart(store: Store) -> None:
    people = some_people(store, 200)
    put(store, people, [a_message(person) for person in people])

    async def whole() -> None:
        first, second = FakeChannel(hold=asyncio.Event()), FakeChannel()
        await killed(a_sender(store, first), lambda: first.in_flight == 64)
        restarted = datetime.now(UTC).timestamp()
        async with running(a_sender(store, second)):
            await until(lambda: bool(second.sent))
        assert second.sent[0].at - restarted < 2

    asyncio.run(whole())


def test_what_another_process_held_is_swept_when_its_lease_ends(store: Store) -> None:
    dead, waiting = a_person(store), a_person(store)
    rows = put(store, [dead, waiting], [a_message(dead), a_message(waiting)])
    ago = datetime.now(UTC) - timedelta(seconds=1)
    change(store, rows[0], status="attempting", owner="gone", lease=ago, attempts=1)
    change(store, rows[1], owner="gone", lease=ago)
    channel, counts = FakeChannel(), Counts()

    send_all(store, a_sender(store, channel, counts=counts))

    assert (statuses(store), channel.ids) == (["unknown", "sent"], [rows[1]])
    assert (open_task_kinds(store), counts[Count.ORPHANED]) == (["unknown_send"], 1)


def test_what_another_process_still_holds_is_left_alone(store: Store) -> None:
    person, channel = a_person(store), FakeChannel()
    (row,) = put(store, [person], [a_message(person)])
    change(store, row, status="attempting", owner="other", lease=datetime.now(UTC) + timedelta(minutes=1))
    other = a_person(store)
    put(store, [other], [a_message(other)])

    async def whole() -> None:
        async with running(a_sender(store, channel)):
            await until(lambda: statuses(store) == ["attempting", "sent"])

    asyncio.run(whole())


def test_stop_while_messages_wait_and_while_one_is_in_flight(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person), a_message(person), an_answer(person, due=NOON + timedelta(seconds=1))])

    async def whole() -> None:
        channel = FakeChannel(hold=asyncio.Event())
        async with running(a_sender(store, channel)):
            await until(lambda: channel.in_flight == 1)
            with store.write() as tx:
                outbox.cancel_all(tx, person.address_id, NOON)
            assert channel.hold is not None
            channel.hold.set()
            await until(lambda: statuses(store) == ["sent", "cancelled", "sent"])

    asyncio.run(whole())


@pytest.mark.parametrize(
    ("status", "reason"),
    [pytest.param("delivered", None, id="delivered"), pytest.param("failed", "Landline.", id="failed")],
)
def test_a_receipt_that_comes_before_the_send_is_recorded_wins(store: Store, status: str, reason: str | None) -> None:
    person = a_person(store)
    (row,) = put(store, [person], [a_message(person)])
    theirs = f"P{row}-0"  # the id that the channel gives the first message it sends
    early = Receipt(ChannelName.SMS, "us", theirs, DeliveryStatus(status), reason, outbox_id=row)

    async def whole() -> None:
        channel = FakeChannel(hold=asyncio.Event())
        async with running(a_sender(store, channel)):
            await until(lambda: channel.in_flight == 1)
            receipts.note(store, [early], NOON, Counts())
            assert channel.hold is not None
            channel.hold.set()

    asyncio.run(whole())

    found = kept(store, row)
    assert (found["status"], found["reason"], found["provider_id"]) == (status, reason, theirs)


def test_while_the_store_is_down_results_are_kept(store_url: str) -> None:
    counts = Counts()
    with closing(Impatient(store_url, SECRET)) as store:
        people = some_people(store, 5)
        put(store, people, [a_message(person) for person in people])

        async def whole() -> None:
            channel = FakeChannel(hold=asyncio.Event())
            async with running(a_sender(store, channel, counts=counts)):
                await until(lambda: channel.in_flight == 5)
                store.down = True
                assert channel.hold is not None
                channel.hold.set()
                await until(lambda: counts[Count.STORE_DOWN] > 2)
                store.down = False
                await until(lambda: statuses(store) == ["sent"] * 5)
            assert channel.calls == 5

        asyncio.run(whole())


def test_ending_in_good_order_finishes_what_is_in_flight_and_lets_go_of_the_rest(store: Store) -> None:
    people = some_people(store, 100)
    put(store, people, [a_message(person) for person in people])

    async def whole() -> None:
        channel = FakeChannel(latency=0.05)
        async with running(a_sender(store, channel)):
            await until(lambda: channel.in_flight > 10)

    asyncio.run(whole())

    assert set(statuses(store)) <= {"sent", "waiting"}
    with store.read() as tx:
        assert not tx.connection.execute(select(table.c.id).where(table.c.lease.is_not(None))).all()


def test_two_senders_send_nothing_twice(postgres_store: Store) -> None:
    people = some_people(postgres_store, 500)
    put(postgres_store, people, [a_message(person) for person in people for _ in range(2)])
    first, second = FakeChannel(latency=0.002), FakeChannel(latency=0.002)
    senders = [a_sender(postgres_store, channel, owner=owner) for channel, owner in ((first, "one"), (second, "two"))]

    async def whole() -> None:
        async with running(*senders):
            await until(lambda: statuses(postgres_store) == ["sent"] * 1000)

    asyncio.run(whole())

    assert sorted(first.ids + second.ids) == sorted(set(first.ids + second.ids))
    assert min(len(first.sent), len(second.sent)) > 100
