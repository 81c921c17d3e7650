"""Twilio: SMS and WhatsApp through its Messages API, by the `twilio` client."""

from bot.channels.twilio.channel import TwilioSms, TwilioWhatsApp
from bot.channels.twilio.client import TwilioAccount

__all__ = ["TwilioAccount", "TwilioSms", "TwilioWhatsApp"]
