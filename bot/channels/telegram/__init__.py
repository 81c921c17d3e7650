"""Telegram: private chats with our bot, by the `Bot` and `Update` of python-telegram-bot."""

from bot.channels.telegram.channel import Telegram

__all__ = ["Telegram"]
