"""What each channel makes of a provider in trouble: resend, wait, or say that nobody knows."""

from datetime import timedelta

import pytest

from bot.model.channel import OutcomeUnknown, ProviderDown, SendError, SlowDown, WebhookRequest
from bot.model.message import ChannelName, DeliveryStatus
from tests.doubles.faults import RETRY_AFTER, Fault, FaultPlan
from tests.doubles.lines import SENDING, line
from tests.doubles.server import doubled_and_shuffled
from tests.doubles.twilio import FakeTwilio
from tests.doubles.whatsapp_cloud import FakeCloud

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize("name", SENDING)
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.TOO_MANY, SlowDown),
        (Fault.SERVER_ERROR, ProviderDown),
        (Fault.UNAVAILABLE, ProviderDown),
        (Fault.BAD_GATEWAY, OutcomeUnknown),
        (Fault.GATEWAY_TIMEOUT, OutcomeUnknown),
        (Fault.EMPTY, OutcomeUnknown),
        (Fault.NOT_JSON, OutcomeUnknown),
        (Fault.RESET, OutcomeUnknown),
        (Fault.HALF, OutcomeUnknown),
        (Fault.HANG, OutcomeUnknown),
    ],
)
async def test_a_fault_is_told_by_what_may_be_done_about_it(
    name: ChannelName, fault: Fault, expected: type[SendError]
) -> None:
    async with line(name, FaultPlan(always=fault)) as ready:
        with pytest.raises(SendError) as caught:
            await ready.channel.send(ready.message())

        assert type(caught.value) is expected
        assert ready.taken() == (1 if expected is OutcomeUnknown else 0)
        assert ready.address not in caught.value.reason


@pytest.mark.parametrize("name", SENDING)
async def test_one_send_is_one_call_whatever_happens(name: ChannelName) -> None:
    async with line(name, FaultPlan(always=Fault.SERVER_ERROR)) as ready:
        with pytest.raises(ProviderDown):
            await ready.channel.send(ready.message())

        assert ready.double.plan.calls == 1


@pytest.mark.parametrize("name", SENDING)
async def test_too_fast_says_how_long_to_wait(name: ChannelName) -> None:
    async with line(name, FaultPlan(always=Fault.TOO_MANY)) as ready:
        with pytest.raises(SlowDown) as caught:
            await ready.channel.send(ready.message())

        assert caught.value.retry_after == timedelta(seconds=RETRY_AFTER)


@pytest.mark.parametrize("name", SENDING)
async def test_nobody_listening_is_a_definite_failure(name: ChannelName) -> None:
    async with line(name) as ready:
        await ready.double.__aexit__(None, None, None)

        with pytest.raises(ProviderDown):
            await ready.channel.send(ready.message())


@pytest.mark.parametrize("name", SENDING)
async def test_a_slow_answer_is_an_answer(name: ChannelName) -> None:
    async with line(name, FaultPlan(always=Fault.SLOW)) as ready:
        assert await ready.channel.send(ready.message())


@pytest.mark.parametrize("name", SENDING)
async def test_one_persons_trouble_is_not_the_next_ones(name: ChannelName) -> None:
    async with line(name, FaultPlan(by_call={1: Fault.RESET, 2: Fault.HALF})) as ready:
        for _ in range(2):
            with pytest.raises(OutcomeUnknown):
                await ready.channel.send(ready.message())

        assert await ready.channel.send(ready.message())


@pytest.mark.parametrize("name", [ChannelName.SMS, ChannelName.WHATSAPP, ChannelName.WHATSAPP_CLOUD])
async def test_a_receipt_may_come_before_the_answer(name: ChannelName) -> None:
    async with line(name, FaultPlan(always=Fault.HANG)) as ready:
        assert isinstance(ready.double, FakeTwilio | FakeCloud)
        ready.double.receipt_first = True

        with pytest.raises(OutcomeUnknown):
            await ready.channel.send(ready.message(outbox_id=77))

        (request,) = ready.double.webhooks
        (receipt,) = ready.channel.parse(request).receipts
        assert ready.channel.verify(request)
        assert (receipt.outbox_id, receipt.status) == (77, DeliveryStatus.SENT)


@pytest.mark.parametrize("name", SENDING)
async def test_webhooks_twice_and_out_of_order_keep_their_ids(name: ChannelName) -> None:
    async with line(name) as ready:
        written: list[WebhookRequest] = [ready.writes(f"message {number}") for number in range(10)]

        read = [ready.channel.parse(request).messages[0] for request in doubled_and_shuffled(written, seed=1)]

        assert len(read) == 20
        assert len({(message.account, message.provider_id, message.text) for message in read}) == 10
