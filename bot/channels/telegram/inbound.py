"""Telegram's updates, read by the library's own parser. Imported on first use: it is heavy."""

import json
import re
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, InlineKeyboardMarkup, Message, Update, User

from bot.model.channel import MalformedWebhook
from bot.model.clean import clean
from bot.model.message import ChannelName, InboundMessage, Media, MessageKind, Parsed, Refusal

# What the library raises on an update it cannot read; ArithmeticError and OSError for a date out of range,
# RecursionError for a reply to a reply to a reply, a thousand times.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
SPEAKING = ("message", "callback_query", "my_chat_member")
ENVELOPE = ("message_id", "date", "chat", "from", "text", "caption")
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?=\s|$)")
START = "start"  # /start PAYLOAD is an invitation's link and stays as it is

# What a message may hold, most telling first: an animation is a document too, a venue a location.
HEARD: Mapping[str, MessageKind] = {
    "voice": MessageKind.VOICE,
    "audio": MessageKind.VOICE,
    "photo": MessageKind.PICTURE,
    "video": MessageKind.VIDEO,
    "video_note": MessageKind.VIDEO,
    "animation": MessageKind.VIDEO,
    "sticker": MessageKind.STICKER,
    "document": MessageKind.FILE,
    "venue": MessageKind.LOCATION,
    "location": MessageKind.LOCATION,
    "contact": MessageKind.CONTACT_CARD,
    **dict.fromkeys(
        ("poll", "dice", "game", "story", "checklist", "paid_media", "web_app_data", "users_shared", "chat_shared"),
        MessageKind.UNREAD,
    ),
}


def parsed(body: bytes, account: str) -> Parsed:
    """What one update holds. Raises MalformedWebhook."""
    written = _written(body)
    if not isinstance(written.get("update_id"), int):
        raise MalformedWebhook("an update without a number")
    if not any(written.get(kind) for kind in SPEAKING):
        return Parsed()
    try:
        update = _update(written)
        provider_id = str(update.update_id)
        if update.message is not None:
            return _message(update.message, provider_id, account)
        if update.callback_query is not None:
            return _pressed(update.callback_query, provider_id, account)
        return _refusal(update.my_chat_member, account)
    except UNREADABLE:
        raise MalformedWebhook("an update nobody can read") from None


def _update(written: dict[str, Any]) -> Update:  # Any: Telegram's JSON
    """The update; where the library cannot read what a person sent, what it can read of it."""
    try:
        return Update.de_json(written, None)
    except UNREADABLE:
        message = written["message"]
        known = {key: message[key] for key in ENVELOPE if key in message}
        return Update.de_json({"update_id": written["update_id"], "message": known | {"unreadable": True}}, None)


def pressed(body: bytes) -> str | None:
    """The id of the button press to acknowledge; None when no button was pressed."""
    try:
        query = _written(body).get("callback_query")
    except MalformedWebhook:
        return None
    query_id = query.get("id") if isinstance(query, dict) else None
    return query_id if isinstance(query_id, str) else None


def _message(message: Message, provider_id: str, account: str) -> Parsed:
    if not _is_person(message.from_user, message.chat):
        return Parsed()
    kind = _kind(message)
    if kind is None:
        return Parsed()
    inbound = InboundMessage(
        ChannelName.TELEGRAM,
        account,
        provider_id,
        str(message.chat.id),
        text=_words(clean(message.text or message.caption or "")),
        kind=kind,
        media=_media(message, kind),
        name=_name(message.from_user),
    )
    return Parsed(messages=(inbound,))


def _kind(message: Message) -> MessageKind | None:
    """None for a service message: somebody pinned something, a timer was set."""
    if message.text:
        return MessageKind.TEXT
    for field, kind in HEARD.items():
        if getattr(message, field):  # the names are ours, above
            return kind
    return MessageKind.UNREAD if message.api_kwargs else None  # a kind of message the library does not know yet


def _media(message: Message, kind: MessageKind) -> tuple[Media, ...]:
    attached: Any = message.effective_attachment  # Any: one of twenty classes
    if kind is MessageKind.PICTURE and attached:
        attached = attached[-1]  # the same picture in several sizes, the largest last
    file_id = getattr(attached, "file_id", None)
    if not isinstance(file_id, str):
        return ()
    return (Media(kind, clean(file_id), clean(getattr(attached, "mime_type", None) or "")),)


def _words(text: str) -> str:
    """A command as the word it is: "/stop@our_bot" is "stop"."""
    command = COMMAND.match(text)
    if command is None:
        return text
    slash = "/" if command[1] == START else ""
    return slash + command[1] + text[command.end() :]


def _pressed(query: CallbackQuery, provider_id: str, account: str) -> Parsed:
    # A message too old, or taken away, comes without its chat; we only ever write in private chats.
    chat = query.message.chat if query.message else None
    if query.inline_message_id or not query.data or not _is_person(query.from_user, chat):
        return Parsed()
    inbound = InboundMessage(
        ChannelName.TELEGRAM,
        account,
        provider_id,
        str(chat.id if chat else query.from_user.id),
        text=_title(query),
        kind=MessageKind.BUTTON,
        payload=clean(query.data),
        name=_name(query.from_user),
    )
    return Parsed(messages=(inbound,))


def _title(query: CallbackQuery) -> str:
    """What stood on the button; empty when the message is gone."""
    keyboard = getattr(query.message, "reply_markup", None)
    rows = keyboard.inline_keyboard if isinstance(keyboard, InlineKeyboardMarkup) else ()
    return next((clean(key.text) for row in rows for key in row if key.callback_data == query.data), "")


def _refusal(change: ChatMemberUpdated | None, account: str) -> Parsed:
    if change is None or change.chat.type != Chat.PRIVATE or change.new_chat_member.status != "kicked":
        return Parsed()
    return Parsed(refusals=(Refusal(ChannelName.TELEGRAM, account, str(change.chat.id)),))


def _is_person(sender: User | None, chat: Chat | None) -> bool:
    return sender is not None and not sender.is_bot and (chat is None or chat.type == Chat.PRIVATE)


def _name(sender: User | None) -> str | None:
    return (clean(sender.full_name) or None) if sender is not None else None


def _written(body: bytes) -> dict[str, Any]:  # Any: whatever JSON comes
    try:
        written = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedWebhook("an update that is not JSON") from None
    if not isinstance(written, dict):
        raise MalformedWebhook("an update that is not an object")
    return written
