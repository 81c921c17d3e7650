"""What becomes of messages when a channel answers well, badly, strangely or not at all."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.delivery.counts import Count, Counts
from bot.model.channel import (
    AccountProblem,
    AddressUnreachable,
    ContactBlockedUs,
    MessageRefused,
    OutcomeUnknown,
    ProviderDown,
    SlowDown,
    WindowClosed,
)
from bot.model.contact import OptOut
from bot.model.message import ChannelName, Purpose, TemplateCall
from bot.store import contacts
from bot.store.store import Store
from tests.delivery_people import (
    MIDNIGHT,
    NOON,
    QUIET_NIGHTS,
    a_clock,
    a_message,
    a_person,
    an_answer,
    an_update,
    change,
    kept,
    open_task_kinds,
    put,
    statuses,
)
from tests.doubles.channel import FakeChannel
from tests.sending import a_sender, running, send_all, until

CAMP = TemplateCall("HX1", "en", ("Camp",))


def test_what_is_due_goes_out_and_is_kept_as_sent(store: Store) -> None:
    person, channel, counts = a_person(store), FakeChannel(), Counts()
    (row,) = put(store, [person], [a_message(person, text="See you there.")])

    send_all(store, a_sender(store, channel, counts=counts))

    assert [(m.message.address, m.message.bubble.text) for m in channel.sent] == [(person.value, "See you there.")]
    assert (kept(store, row)["status"], kept(store, row)["provider_id"]) == ("sent", f"P{row}-0")
    assert counts[Count.SENT] == 1


@pytest.mark.parametrize(
    ("fault", "status", "task"),
    [
        pytest.param(MessageRefused("Too odd."), "failed", ["failed_message"], id="refused"),
        pytest.param(AddressUnreachable("Nobody there."), "failed", ["failed_message"], id="nobody there"),
        pytest.param(ContactBlockedUs("They left."), "failed", [], id="blocked"),
        pytest.param(ProviderDown("Down."), "waiting", [], id="provider down"),
        pytest.param(AccountProblem("No credit."), "waiting", ["account"], id="our account"),
        pytest.param(OutcomeUnknown("Who knows."), "unknown", [], id="no clear answer"),
        pytest.param(ValueError("a bug"), "unknown", [], id="a channel's own mistake"),
        pytest.param(TimeoutError(), "unknown", [], id="never an answer"),
    ],
)
def test_each_failure_ends_with_a_status_a_person_can_act_on(
    store: Store, fault: Exception, status: str, task: list[str]
) -> None:
    person = a_person(store)
    (row,) = put(store, [person], [a_message(person)])

    send_all(store, a_sender(store, FakeChannel(always=fault)))

    assert (kept(store, row)["status"], open_task_kinds(store)) == (status, task)
    assert kept(store, row)["reason"]
    assert (kept(store, row)["lease"], kept(store, row)["owner"]) == (None, None)


def test_an_answer_without_an_id_is_unknown(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person)])

    send_all(store, a_sender(store, FakeChannel(empty_answers=frozenset({0}))))

    assert statuses(store) == ["unknown"]


def test_a_definite_failure_is_tried_again(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person)])
    soon = timedelta(milliseconds=20)
    channel = FakeChannel(faults={0: ProviderDown("Down.", retry_after=soon), 1: SlowDown("Slow.", retry_after=soon)})

    async def whole() -> None:
        async with running(a_sender(store, channel)):
            await until(lambda: statuses(store) == ["sent"])

    asyncio.run(whole())

    assert channel.calls == 3


def test_after_eight_tries_staff_are_asked(sqlite_store: Store) -> None:
    person = a_person(sqlite_store)
    (row,) = put(sqlite_store, [person], [a_message(person)])
    change(sqlite_store, row, attempts=7)

    send_all(sqlite_store, a_sender(sqlite_store, FakeChannel(always=ProviderDown("Down."))))

    assert (statuses(sqlite_store), open_task_kinds(sqlite_store)) == (["failed"], ["failed_message"])


def test_being_too_fast_holds_every_message_of_the_account(store: Store) -> None:
    first, second = a_person(store), a_person(store)
    put(store, [first], [a_message(first)])
    wait = timedelta(seconds=1)
    channel = FakeChannel(faults={0: SlowDown("Slow.", retry_after=wait)})

    async def whole() -> None:
        async with running(sender := a_sender(store, channel)):
            await until(lambda: statuses(store) == ["waiting"] and channel.calls == 1)
            slowed = time.time()
            put(store, [second], [an_answer(second)])
            sender.wake()
            await until(lambda: statuses(store) == ["sent", "sent"])
            assert min(each.at for each in channel.sent) - slowed > 0.9

    asyncio.run(whole())


def test_blocking_the_bot_counts_as_opting_out(store: Store) -> None:
    person = a_person(store)
    later = NOON + timedelta(days=1)
    put(store, [person], [a_message(person), a_message(person, due=later), an_answer(person, due=later)])

    send_all(store, a_sender(store, FakeChannel(always=ContactBlockedUs("They left."))))

    assert statuses(store) == ["failed", "cancelled", "waiting"]
    with store.read() as tx:
        assert contacts.standing_at(tx, person.address_id).address.opted_out is OptOut.EVERYTHING


def test_somebody_who_said_stop_gets_answers_only(store: Store) -> None:
    person, channel = a_person(store, opted_out=OptOut.EVERYTHING), FakeChannel()
    put(store, [person], [a_message(person), an_update(person), an_answer(person, text="You are out.")])

    send_all(store, a_sender(store, channel))

    assert channel.texts == ["You are out."]
    assert statuses(store) == ["cancelled", "cancelled", "sent"]


def test_while_we_wait_to_hear_whether_they_meant_stop_only_answers_go(sqlite_store: Store) -> None:
    person, channel = a_person(sqlite_store, held=True), FakeChannel()
    put(sqlite_store, [person], [a_message(person), an_answer(person, text="Did you mean stop?")])

    send_all(sqlite_store, a_sender(sqlite_store, channel))

    assert channel.texts == ["Did you mean stop?"]
    assert statuses(sqlite_store) == ["waiting", "sent"]


def test_quiet_hours_never_hold_an_answer(sqlite_store: Store) -> None:
    person, channel = a_person(sqlite_store), FakeChannel()
    rows = [a_message(person, purpose=Purpose.SERVICE, text="Tomorrow."), an_answer(person, text="Yes.")]
    put(sqlite_store, [person], rows)

    send_all(sqlite_store, a_sender(sqlite_store, channel, clock=a_clock(MIDNIGHT), quiet=QUIET_NIGHTS))

    assert channel.texts == ["Yes."]
    assert statuses(sqlite_store) == ["waiting", "sent"]


def test_a_late_reminder_is_dropped_and_counted(store: Store) -> None:
    person, channel, counts = a_person(store), FakeChannel(), Counts()
    (row,) = put(store, [person], [a_message(person, expires=NOON + timedelta(hours=1))])

    send_all(store, a_sender(store, channel, clock=a_clock(NOON + timedelta(hours=2)), counts=counts))

    assert (channel.sent, kept(store, row)["status"], counts[Count.EXPIRED]) == ([], "expired", 1)


def test_with_a_shut_window_the_approved_template_goes(sqlite_store: Store) -> None:
    person, channel = a_person(sqlite_store, ChannelName.WHATSAPP), FakeChannel(ChannelName.WHATSAPP)
    put(sqlite_store, [person], [a_message(person, template="reminder", template_values=("Camp",))])

    send_all(sqlite_store, a_sender(sqlite_store, channel, template_for=lambda *asked: CAMP))

    assert [each.message.template for each in channel.sent] == [CAMP]


@pytest.mark.parametrize(
    "fault", [pytest.param(None, id="we know it is shut"), pytest.param(WindowClosed("Shut."), id="they tell us")]
)
def test_without_a_template_staff_are_asked_and_it_is_never_silence(store: Store, fault: Exception | None) -> None:
    open_until = None if fault is None else NOON + timedelta(hours=5)
    person = a_person(store, ChannelName.WHATSAPP, window_until=open_until)
    put(store, [person], [a_message(person)])

    send_all(store, a_sender(store, FakeChannel(ChannelName.WHATSAPP, always=fault)))

    assert (statuses(store), open_task_kinds(store)) == (["needs-template"], ["needs_template"])


def test_without_a_template_it_goes_to_another_address_the_person_gave(store: Store) -> None:
    person, phone = a_person(store, ChannelName.WHATSAPP), a_person(store, ChannelName.SMS)
    with store.write() as tx:
        contacts.make_current(tx, phone.address_id, person.contact_id)
    put(store, [person], [a_message(person, text="Bring a coat.")])
    whatsapp, sms = FakeChannel(ChannelName.WHATSAPP), FakeChannel(ChannelName.SMS)

    send_all(store, a_sender(store, whatsapp, sms))

    assert (whatsapp.sent, sms.texts) == ([], ["Bring a coat."])
