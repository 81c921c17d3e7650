"""Somebody writes on every channel while the providers misbehave: nothing is lost, and nothing comes twice."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.clock import Clock
from bot.delivery.reconcile import reconcile
from tests.doors import Site, a_site
from tests.doubles import telegram, twilio
from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.providers import WHATSAPP_SENDER, Providers, providers
from tests.doubles.telegram import a_webhook

pytestmark = pytest.mark.anyio
ON_WHATSAPP = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{WHATSAPP_SENDER}"}
NOT_TAKEN = (Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.UNAVAILABLE)
NOBODY_KNOWS = (
    Fault.BAD_GATEWAY,
    Fault.GATEWAY_TIMEOUT,
    Fault.EMPTY,
    Fault.NOT_JSON,
    Fault.RESET,
    Fault.HALF,
    Fault.HANG,
)
EVERYWHERE = ("sms", "telegram", "whatsapp", "whatsapp_cloud")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def a_trying_site(url: str, behind: Providers) -> AbstractAsyncContextManager[Site]:
    """Its clock runs, for providers write real times into their lists."""
    return a_site(url, behind, with_work=True, quick=True, clock=Clock())


def misbehaving(behind: Providers, fault: Fault) -> Providers:
    """Each goes wrong once on each of its channels, then it is well again."""
    behind.twilio.plan = FaultPlan(by_call={1: fault, 2: fault})
    behind.telegram.plan = FaultPlan(by_call={1: fault})
    behind.cloud.plan = FaultPlan(by_call={1: fault})
    return behind


async def somebody_writes_everywhere(site: Site) -> None:
    behind = site.providers
    for delivery in (
        behind.twilio.person_writes("hello"),
        behind.twilio.person_writes("hello", **ON_WHATSAPP),
        a_webhook(behind.telegram.person_writes("hello")),
        behind.cloud.person_writes("hello"),
    ):
        assert await site.deliver(delivery) == 200


def taken(site: Site) -> dict[str, int]:
    """How many messages each provider took for a person."""
    out = [message for message in site.providers.twilio.messages if message.direction == "outbound-api"]
    return {
        "sms": sum(message.to == twilio.PERSON for message in out),
        "whatsapp": sum(message.to == f"whatsapp:{twilio.PERSON}" for message in out),
        "telegram": len(site.providers.telegram.sent_to(telegram.PERSON)),
        "whatsapp_cloud": len(site.providers.cloud.bodies),
    }


def by_channel(site: Site) -> dict[str, str]:
    return {row["channel"]: row["status"] for row in site.outbox()}


@pytest.mark.parametrize("fault", NOT_TAKEN)
async def test_what_was_not_taken_goes_later(sqlite_url: str, fault: Fault) -> None:
    async with providers() as behind, a_trying_site(sqlite_url, misbehaving(behind, fault)) as site:
        await somebody_writes_everywhere(site)
        await site.until(lambda: len(site.outbox()) == 4 and all(row["attempts"] for row in site.outbox()))

        await site.until(lambda: behind.twilio.plan.calls >= 2 and behind.cloud.plan.calls >= 1)
        await site.until(lambda: site.statuses() == ["sent"] * 4 or later(site))

        assert taken(site) == dict.fromkeys(EVERYWHERE, 1)
        assert site.tasks() == []


def later(site: Site) -> bool:
    """Some of the wait until a message is tried again has gone by."""
    site.parts.clock.move(site.parts.door.patience)
    site.parts.sender.wake()
    return False


@pytest.mark.parametrize("fault", NOBODY_KNOWS)
async def test_what_may_have_been_taken_is_found_out_and_never_sent_again(sqlite_url: str, fault: Fault) -> None:
    async with providers() as behind, a_trying_site(sqlite_url, misbehaving(behind, fault)) as site:
        await somebody_writes_everywhere(site)
        await site.until(lambda: by_channel(site) == dict.fromkeys(EVERYWHERE, "unknown"))
        for _ in range(12):
            later(site)
        await reconcile(site.parts.store, site.parts.channels, site.parts.clock)

        # Twilio has a list of what it took; Telegram and Meta have none, so a person is asked.
        known = {"sms": "sent", "whatsapp": "sent", "telegram": "unknown", "whatsapp_cloud": "unknown"}
        assert by_channel(site) == known
        assert site.tasks() == ["unknown_send"] * 2

        (body,) = behind.cloud.bodies
        await site.deliver(behind.cloud.receipt(body, "delivered"))
        assert by_channel(site) == known | {"whatsapp_cloud": "delivered"}
        assert taken(site) == dict.fromkeys(EVERYWHERE, 1)


async def test_a_conversation_goes_on_after_a_message_nobody_knows_of(sqlite_url: str) -> None:
    async with providers() as behind:
        behind.twilio.plan = FaultPlan(by_call={1: Fault.HALF})
        async with a_site(sqlite_url, behind, with_work=True, quick=True) as site:
            for words in ("hello", "yes", "Amina"):
                assert await site.deliver(behind.twilio.person_writes(words)) == 200
            await site.until(lambda: site.statuses()[1:] == ["sent"] * (len(site.outbox()) - 1))

            assert site.statuses()[0] == "unknown"
            assert taken(site)["sms"] == len(site.outbox())


async def test_a_receipt_that_overtakes_the_answer_is_not_lost(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        double = site.providers.twilio
        double.receipt_first = True

        async def deliver(request: object) -> None:
            status = await site.deliver(double.receipt(double.messages[-1], "delivered"))
            assert status == 200

        double.deliver = deliver
        await site.deliver(double.person_writes("hello"))
        await site.until(lambda: site.statuses() == ["delivered"])
