"""The channels that are set up: the only module that names them."""

from dataclasses import replace

from bot.channels.rest import Rest
from bot.channels.telegram import Telegram
from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model.channel import Channel, Pace
from bot.model.message import ChannelName
from bot.settings import Settings


def channels_of(settings: Settings) -> dict[ChannelName, Channel]:
    """The channels that are set up; the simulator's only in the demo or with a token."""
    channels: list[Channel] = [*_twilio(settings), *_telegram(settings), *_whatsapp_cloud(settings)]
    token = settings.rest_token.get_secret_value()
    if settings.demo or token:
        channels.append(Rest(token or None))
    return {channel.name: channel for channel in channels}


def _twilio(settings: Settings) -> list[Channel]:
    if not settings.twilio_account_sid:
        return []
    account = TwilioAccount(
        settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value(), settings.public_url
    )
    if settings.twilio_api_url:
        account = replace(account, api_url=settings.twilio_api_url)
    sms = settings.twilio_messaging_service or settings.twilio_sms_from
    channels: list[Channel] = []
    if sms:
        channels.append(TwilioSms(account, sms, Pace(settings.twilio_sms_pace)))
    if settings.twilio_whatsapp_from:
        channels.append(TwilioWhatsApp(account, settings.twilio_whatsapp_from, Pace(settings.twilio_whatsapp_pace)))
    return channels


def _telegram(settings: Settings) -> list[Channel]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return []
    secret, pace = settings.telegram_secret.get_secret_value(), Pace(settings.telegram_pace, 1)
    if not settings.telegram_api_url:
        return [Telegram(token, secret, pace=pace)]
    return [Telegram(token, secret, api_url=settings.telegram_api_url, pace=pace)]


def _whatsapp_cloud(settings: Settings) -> list[Channel]:
    if not settings.whatsapp_phone_id:
        return []
    account = CloudAccount(
        settings.whatsapp_phone_id,
        settings.whatsapp_token.get_secret_value(),
        settings.whatsapp_app_secret.get_secret_value(),
        settings.whatsapp_verify_token.get_secret_value(),
    )
    if settings.whatsapp_api_url:
        account = replace(account, api_url=settings.whatsapp_api_url)
    return [WhatsAppCloud(account, Pace(settings.whatsapp_pace, 1))]
