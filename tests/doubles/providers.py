"""All the pretend providers together, and the settings of an organisation that has them all."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.app.channels import channels_of
from bot.channels.telegram import Telegram
from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model.channel import Channel, Pace
from bot.model.message import ChannelName
from bot.settings import Settings
from tests.doubles import telegram, twilio, whatsapp_cloud
from tests.doubles.faults import FaultPlan
from tests.doubles.telegram import FakeTelegram
from tests.doubles.twilio import FakeTwilio
from tests.doubles.whatsapp_cloud import FakeCloud

QUICK = timedelta(seconds=0.5)
FAST = Pace(10_000)
WHATSAPP_SENDER = "+447700900002"


@dataclass
class Providers:
    """The pretend ones, all running."""

    twilio: FakeTwilio = field(default_factory=FakeTwilio)
    telegram: FakeTelegram = field(default_factory=FakeTelegram)
    cloud: FakeCloud = field(default_factory=FakeCloud)

    def settings(self) -> dict[str, object]:
        """The environment of an organisation that has them all."""
        return {
            "public_url": twilio.PUBLIC_URL,
            "twilio_account_sid": twilio.SID,
            "twilio_auth_token": twilio.TOKEN,
            "twilio_sms_from": twilio.SENDER,
            "twilio_whatsapp_from": WHATSAPP_SENDER,
            "twilio_api_url": self.twilio.url,
            "twilio_sms_pace": 10_000,
            "telegram_token": telegram.TOKEN,
            "telegram_secret": telegram.SECRET,
            "telegram_api_url": self.telegram.url,
            "whatsapp_phone_id": whatsapp_cloud.PHONE_ID,
            "whatsapp_token": whatsapp_cloud.TOKEN,
            "whatsapp_app_secret": whatsapp_cloud.APP_SECRET,
            "whatsapp_verify_token": whatsapp_cloud.VERIFY_TOKEN,
            "whatsapp_api_url": self.cloud.url,
        }

    def channels(self, settings: Settings) -> dict[ChannelName, Channel]:
        """The same channels as the settings make, but of little patience and in a hurry."""
        account = TwilioAccount(twilio.SID, twilio.TOKEN, settings.public_url, self.twilio.url, QUICK)
        cloud = CloudAccount(
            settings.whatsapp_phone_id,
            whatsapp_cloud.TOKEN,
            whatsapp_cloud.APP_SECRET,
            whatsapp_cloud.VERIFY_TOKEN,
            api_url=self.cloud.url,
            media_store=self.cloud.url,
            timeout=QUICK,
        )
        bot = Telegram(telegram.TOKEN, telegram.SECRET, api_url=self.telegram.url, pace=FAST, timeout=QUICK)
        quick: list[Channel] = [
            TwilioSms(account, settings.twilio_sms_from, FAST),
            TwilioWhatsApp(account, settings.twilio_whatsapp_from, FAST),
            bot,
            WhatsAppCloud(cloud, FAST),
        ]
        made = channels_of(settings)
        return made | {channel.name: channel for channel in quick if channel.name in made}

    def plan(self, plan: FaultPlan) -> None:
        """Misbehave by `plan` from now on."""
        self.twilio.plan = self.telegram.plan = self.cloud.plan = plan


@asynccontextmanager
async def providers() -> AsyncIterator[Providers]:
    """Twilio, Telegram and Meta, each on a port of this machine."""
    async with AsyncExitStack() as stack:
        made = Providers()
        for double in (made.twilio, made.telegram, made.cloud):
            await stack.enter_async_context(double)
        yield made
