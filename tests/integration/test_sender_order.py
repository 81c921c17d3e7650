"""Who goes first: one message an address at a time, answers before everything, nobody behind another channel."""

import asyncio
from datetime import timedelta

from bot.model.channel import MessageRefused, Pace, ProviderDown
from bot.model.message import ChannelName
from bot.store.store import Store
from tests.delivery_people import NOON, a_message, a_person, an_answer, an_update, put, some_people, statuses
from tests.doubles.channel import FakeChannel
from tests.sending import a_sender, running, send_all, until

BUBBLES = ("One.", "Two.", "Three.")


def test_the_bubbles_of_an_answer_arrive_in_order(store: Store) -> None:
    people, channel = some_people(store, 20), FakeChannel(latency=0.002)
    put(store, people, [an_answer(person, text=bubble) for bubble in BUBBLES for person in people])

    send_all(store, a_sender(store, channel))

    for person in people:
        assert tuple(s.message.bubble.text for s in channel.sent if s.message.address == person.value) == BUBBLES


def test_two_messages_to_one_address_are_never_in_flight_at_once(store: Store) -> None:
    person, channel = a_person(store), FakeChannel(latency=0.005)
    put(store, [person], [a_message(person) for _ in range(5)] + [an_answer(person) for _ in range(5)])

    send_all(store, a_sender(store, channel))

    assert (channel.most_in_flight, len(channel.sent)) == (1, 10)


def test_a_message_that_is_tried_again_keeps_the_later_ones_back(store: Store) -> None:
    person = a_person(store)
    soon = timedelta(milliseconds=300)
    channel = FakeChannel(faults={0: ProviderDown("Down.", retry_after=soon)})
    put(store, [person], [an_answer(person, text=bubble) for bubble in BUBBLES])

    async def whole() -> None:
        async with running(a_sender(store, channel)):
            await until(lambda: statuses(store) == ["sent"] * 3)

    asyncio.run(whole())

    assert tuple(channel.texts) == BUBBLES


def test_a_message_that_failed_for_good_keeps_nobody_back(store: Store) -> None:
    person, channel = a_person(store), FakeChannel(faults={0: MessageRefused("Too odd.")})
    put(store, [person], [an_answer(person, text=bubble) for bubble in BUBBLES])

    send_all(store, a_sender(store, channel))

    assert channel.texts == ["Two.", "Three."]


def test_a_reminder_for_next_week_keeps_no_answer_back(sqlite_store: Store) -> None:
    person, channel = a_person(sqlite_store), FakeChannel()
    reminder = a_message(person, due=NOON + timedelta(days=7))
    put(sqlite_store, [person], [reminder, an_answer(person, text="Yes.")])

    send_all(sqlite_store, a_sender(sqlite_store, channel))

    assert channel.texts == ["Yes."]


def test_an_answer_does_not_wait_behind_a_broadcast(store: Store) -> None:
    everybody, asking = some_people(store, 300), a_person(store)
    put(store, everybody, [an_update(person, due=NOON - timedelta(hours=1)) for person in everybody])
    channel = FakeChannel(pace=Pace(50))

    async def whole() -> None:
        async with running(sender := a_sender(store, channel)):
            await until(lambda: channel.calls > 5)
            put(store, [asking], [an_answer(asking, text="Yes.")])
            sender.wake()
            before = channel.calls
            await until(lambda: "Yes." in channel.texts)
            assert channel.calls - before < 60

    asyncio.run(whole())


def test_a_channel_that_hangs_keeps_no_other_channel_back(store: Store) -> None:
    stuck, lucky = some_people(store, 200), a_person(store, ChannelName.TELEGRAM)
    put(store, stuck, [a_message(person) for person in stuck])
    put(store, [lucky], [a_message(lucky, text="Through.")])

    async def whole() -> None:
        sms = FakeChannel(hold=asyncio.Event())
        telegram = FakeChannel(ChannelName.TELEGRAM)
        async with running(a_sender(store, sms, telegram)):
            await until(lambda: telegram.texts == ["Through."])
            assert sms.hold is not None
            sms.hold.set()
        assert sms.most_in_flight == 64

    asyncio.run(whole())


def test_waking_the_sender_sends_at_once(sqlite_store: Store) -> None:
    person, channel = a_person(sqlite_store), FakeChannel()

    async def whole() -> None:
        loop = asyncio.get_running_loop()
        async with running(sender := a_sender(sqlite_store, channel)):
            await asyncio.sleep(0)
            put(sqlite_store, [person], [an_answer(person)])
            put_at = loop.time()
            await asyncio.to_thread(sender.wake)
            await until(lambda: bool(channel.sent))
            assert loop.time() - put_at < 0.5

    asyncio.run(whole())


def test_what_has_become_due_while_nobody_wakes_us_goes_by_itself(store: Store) -> None:
    person, channel = a_person(store), FakeChannel()
    put(store, [person], [a_message(person, due=NOON + timedelta(milliseconds=400))])

    async def whole() -> None:
        async with running(a_sender(store, channel)):
            await until(lambda: statuses(store) == ["sent"])

    asyncio.run(whole())
