"""Nothing about a person and no token reaches the log, at any level, whatever comes to the doors."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest

from bot.logs import set_up
from bot.model.channel import WebhookRequest
from tests.doors import Site, a_rest_message, a_site, changed
from tests.doubles import telegram, twilio, whatsapp_cloud
from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.providers import WHATSAPP_SENDER
from tests.doubles.telegram import a_webhook

pytestmark = pytest.mark.anyio
WORDS = "the words of Zubaidah Begum at 12 Example Street"
ON_WHATSAPP = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{WHATSAPP_SENDER}"}
NEVER = (
    WORDS,
    "Zubaidah",
    twilio.PERSON,
    twilio.PERSON.removeprefix("+"),
    str(telegram.PERSON),
    twilio.TOKEN,
    telegram.TOKEN.partition(":")[2],
    telegram.SECRET,
    whatsapp_cloud.TOKEN,
    whatsapp_cloud.APP_SECRET,
    whatsapp_cloud.VERIFY_TOKEN,
    "open sesame",
    "open%20sesame",
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextmanager
def everything_logged() -> Iterator[StringIO]:
    """The program's own log at its most talkative, as it would be written."""
    root, levels = logging.getLogger(), {name: log.level for name, log in _loggers().items()}
    others, level = root.handlers[:], root.level
    root.handlers.clear()
    set_up(logging.DEBUG)
    written = StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    try:
        yield written
    finally:
        root.handlers[:] = others
        root.setLevel(level)
        for name, log in _loggers().items():
            log.setLevel(levels.get(name, logging.NOTSET))


def _loggers() -> dict[str, logging.Logger]:
    known = logging.Logger.manager.loggerDict.items()
    return {name: log for name, log in known if isinstance(log, logging.Logger)}


def everything_odd(site: Site) -> list[WebhookRequest]:
    """Good, odd and wicked deliveries, each with something about a person in it."""
    behind = site.providers
    sms = behind.twilio.person_writes(WORDS, ProfileName="Zubaidah")
    cloud = behind.cloud.person_writes(WORDS)
    update = behind.telegram.person_writes(WORDS)
    return [
        sms,
        behind.twilio.person_writes(WORDS, **ON_WHATSAPP),
        changed(sms, headers={"x-twilio-signature": WORDS}),
        changed(sms, path_and_query=f"/webhooks/twilio/sms?From={twilio.PERSON}"),
        twilio.signed("/webhooks/twilio/sms", {"From": twilio.PERSON, "Body": WORDS}),
        twilio.signed("/webhooks/twilio/status", {"MessageSid": "1", "MessageStatus": "failed", "To": twilio.PERSON}),
        behind.twilio.person_writes(WORDS, MessageSid="S" * 300),
        cloud,
        whatsapp_cloud.signed(json.dumps({"entry": WORDS})),
        whatsapp_cloud.a_webhook(whatsapp_cloud.a_value(statuses=[{"id": WORDS, "status": "sent"}])),
        whatsapp_cloud.a_webhook({"metadata": {"phone_number_id": twilio.PERSON}}),
        changed(cloud, method="GET", path_and_query=f"/webhooks/whatsapp?hub.verify_token={twilio.PERSON}"),
        a_webhook(update),
        a_webhook(update | {"message": {"text": WORDS}}),
        a_webhook({"update_id": 5, "message": update["message"] | {"chat": WORDS}}),
        a_rest_message({"sender": twilio.PERSON, "message": WORDS}, "/webhooks/rest/webhook?token=open%20sesame"),
        a_rest_message({"sender": twilio.PERSON, "message": WORDS}, authorization="Bearer open sesame"),
        a_rest_message({"sender": [WORDS]}, authorization="Bearer open sesame"),
        a_rest_message({"sender": WORDS}, authorization=f"Bearer {twilio.PERSON}"),
    ]


@pytest.mark.parametrize("fault", [None, Fault.HALF, Fault.SERVER_ERROR, Fault.NOT_JSON], ids=str)
async def test_no_person_and_no_token_is_in_the_log(sqlite_url: str, fault: Fault | None) -> None:
    with everything_logged() as written:
        async with a_site(sqlite_url, with_work=True, quick=True, rest_token="open sesame") as site:
            plan = FaultPlan(always=fault)
            site.providers.plan(plan)
            statuses = [await site.deliver(delivery) for delivery in everything_odd(site)]
            await site.until(lambda: plan.calls >= 4)  # every channel has tried to answer
            with site.is_gone():
                statuses += [await site.deliver(delivery) for delivery in everything_odd(site)]

    logged = written.getvalue()
    assert not {500, 502} & set(statuses)
    assert "a signed webhook could not be read" in logged
    assert [secret for secret in NEVER if secret in logged] == []


async def test_a_telegram_that_cannot_be_reached_does_not_show_the_token(sqlite_url: str) -> None:
    nowhere = "http://127.0.0.1:1"
    with everything_logged() as written:
        async with a_site(sqlite_url, with_work=True, telegram_api_url=nowhere, public_url="http://127.0.0.1") as site:
            await site.deliver(a_webhook(site.providers.telegram.person_writes(WORDS)))
            await site.until(lambda: site.outbox()[0]["attempts"] and "not registered yet" in written.getvalue())

    assert [secret for secret in NEVER if secret in written.getvalue()] == []


async def test_somebody_who_hangs_up_stops_nobody_else(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        sms = site.providers.twilio.person_writes("hello")
        head = "".join(f"{name}: {value}\r\n" for name, value in sms.headers.items())
        request = f"POST {sms.path_and_query} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(sms.body)}\r\n{head}\r\n"

        for _ in range(20):
            await site.raw(request.encode() + sms.body, hang_up=True)

        assert await site.deliver(site.providers.twilio.person_writes("still there?")) == 200
        await site.until(lambda: len(site.kept()) == 2)
