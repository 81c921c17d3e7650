"""No account and no chat is sent to faster than it may be, however many processes send."""

import asyncio

from bot.delivery.verdict import Going
from bot.model.channel import Pace
from bot.model.message import ChannelName
from bot.store.store import Store
from tests.delivery_people import a_message, a_person, an_answer, put, some_people, statuses
from tests.doubles.channel import FakeChannel, Sent
from tests.sending import a_sender, running, until


def worst_second(sent: list[Sent]) -> int:
    """The most messages that went out in any one second."""
    moments = sorted(each.at for each in sent)
    return max(sum(first <= moment < first + 1 for moment in moments) for first in moments)


def test_two_processes_share_one_pace(postgres_store: Store) -> None:
    people = some_people(postgres_store, 250)
    put(postgres_store, people, [a_message(person) for person in people])
    first, second = FakeChannel(pace=Pace(100)), FakeChannel(pace=Pace(100))
    senders = [a_sender(postgres_store, first, owner="one"), a_sender(postgres_store, second, owner="two")]

    async def whole() -> None:
        async with running(*senders):
            await until(lambda: statuses(postgres_store) == ["sent"] * 250)

    asyncio.run(whole())

    moments = sorted(each.at for each in first.sent + second.sent)
    assert worst_second(first.sent + second.sent) <= 105
    assert 2.3 < moments[-1] - moments[0] < 3.5


def test_one_chat_gets_a_short_burst_and_then_one_a_second(sqlite_store: Store) -> None:
    person = a_person(sqlite_store, ChannelName.TELEGRAM)
    channel = FakeChannel(ChannelName.TELEGRAM, pace=Pace(30, 2))
    put(sqlite_store, [person], [an_answer(person) for _ in range(6)])

    async def whole() -> None:
        async with running(a_sender(sqlite_store, channel)):
            await until(lambda: len(channel.sent) == 6)

    asyncio.run(whole())

    assert channel.sent[2].at - channel.sent[0].at < 0.5
    assert channel.sent[5].at - channel.sent[0].at > 1.4


def test_only_what_gets_a_slot_soon_is_taken(sqlite_store: Store) -> None:
    people = some_people(sqlite_store, 50)
    put(sqlite_store, people, [a_message(person) for person in people])
    channel = FakeChannel(pace=Pace(10))

    async def whole() -> None:
        sender = a_sender(sqlite_store, channel)
        async with running(sender):
            await until(lambda: len(channel.sent) == 3)
            held: list[Going] = [going for lane in sender.lanes.values() for going in lane.parked.values()]
            assert len(held) <= 6

    asyncio.run(whole())

    assert statuses(sqlite_store).count("sent") < 10
