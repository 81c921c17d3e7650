"""Every channel beside its pretend provider, so that all can be held to the same promises."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.rest import Rest
from bot.channels.telegram import Telegram
from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model.channel import Channel, WebhookRequest
from bot.model.message import Bubble, ChannelName, OutboundMessage
from tests.doubles import telegram, twilio, whatsapp_cloud
from tests.doubles.faults import FaultPlan
from tests.doubles.server import Double
from tests.doubles.telegram import FakeTelegram
from tests.doubles.twilio import FakeTwilio
from tests.doubles.whatsapp_cloud import FakeCloud

QUICK = timedelta(seconds=0.5)


@dataclass(frozen=True)
class Line:
    """One channel, the double behind it, and what a person does on it."""

    channel: Channel
    double: Double
    address: str
    writes: Callable[[str], WebhookRequest]
    taken: Callable[[], int] = field(default=lambda: 0)

    def message(self, text: str = "Hello", outbox_id: int = 41) -> OutboundMessage:
        return OutboundMessage(outbox_id, self.channel.name, self.channel.account, self.address, Bubble(text))


SENDING = (ChannelName.SMS, ChannelName.WHATSAPP, ChannelName.TELEGRAM, ChannelName.WHATSAPP_CLOUD)


@asynccontextmanager
async def line(name: ChannelName, plan: FaultPlan | None = None) -> AsyncIterator[Line]:
    """The channel with that name, its provider running and misbehaving by `plan`."""
    made = {
        ChannelName.SMS: _sms,
        ChannelName.WHATSAPP: _whatsapp,
        ChannelName.TELEGRAM: _telegram,
        ChannelName.WHATSAPP_CLOUD: _cloud,
        ChannelName.REST: _rest,
    }[name]
    double = {
        ChannelName.TELEGRAM: FakeTelegram,
        ChannelName.WHATSAPP_CLOUD: FakeCloud,
    }.get(name, FakeTwilio)(plan)
    async with double:
        ready = made(double)
        yield ready
        await ready.channel.close()


def _account(double: Double) -> TwilioAccount:
    return TwilioAccount(twilio.SID, twilio.TOKEN, twilio.PUBLIC_URL, double.url, QUICK)


def _sms(double: Double) -> Line:
    assert isinstance(double, FakeTwilio)
    channel = TwilioSms(_account(double), twilio.SENDER)
    return Line(channel, double, twilio.PERSON, double.person_writes, lambda: len(double.messages))


def _whatsapp(double: Double) -> Line:
    assert isinstance(double, FakeTwilio)
    channel = TwilioWhatsApp(_account(double), twilio.SENDER)
    ends = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{twilio.SENDER}"}
    return Line(
        channel, double, twilio.PERSON, lambda text: double.person_writes(text, **ends), lambda: len(double.messages)
    )


def _telegram(double: Double) -> Line:
    assert isinstance(double, FakeTelegram)
    channel = Telegram(telegram.TOKEN, telegram.SECRET, api_url=double.url, timeout=QUICK)
    return Line(
        channel,
        double,
        str(telegram.PERSON),
        lambda text: telegram.a_webhook(double.person_writes(text)),
        lambda: len(double.sent),
    )


def _cloud(double: Double) -> Line:
    assert isinstance(double, FakeCloud)
    ours = (whatsapp_cloud.PHONE_ID, whatsapp_cloud.TOKEN, whatsapp_cloud.APP_SECRET, whatsapp_cloud.VERIFY_TOKEN)
    channel = WhatsAppCloud(CloudAccount(*ours, api_url=double.url, media_store=double.url, timeout=QUICK))
    return Line(channel, double, f"+{whatsapp_cloud.PERSON}", double.person_writes, lambda: len(double.bodies))


def _rest(double: Double) -> Line:
    def writes(text: str) -> WebhookRequest:
        body = json.dumps({"sender": "amina", "message": text}).encode()
        headers = {"content-type": "application/json", "authorization": "Bearer token"}
        return WebhookRequest("POST", "/webhooks/rest/webhook", headers, body)

    return Line(Rest("token"), double, "amina", writes)
