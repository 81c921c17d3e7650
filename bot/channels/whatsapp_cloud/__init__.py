"""WhatsApp straight from Meta: its Cloud API over plain HTTP."""

from bot.channels.whatsapp_cloud.channel import CloudAccount, WhatsAppCloud

__all__ = ["CloudAccount", "WhatsAppCloud"]
