"""Meta's webhooks, read: several messages and statuses in one delivery, and shapes that grow without notice."""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from bot.channels.whatsapp_cloud.errors import meaning
from bot.model.channel import ContactBlockedUs, MalformedWebhook, WindowClosed
from bot.model.clean import clean
from bot.model.message import (
    ChannelName,
    DeliveryStatus,
    InboundMessage,
    Media,
    MessageKind,
    Parsed,
    Receipt,
    Refusal,
)

Shape: TypeAlias = Mapping[str, Any]  # Any: whatever JSON Meta writes

CHANNEL = ChannelName.WHATSAPP_CLOUD
KINDS: Mapping[str, MessageKind] = {
    "text": MessageKind.TEXT,
    "button": MessageKind.BUTTON,
    "interactive": MessageKind.BUTTON,
    "audio": MessageKind.VOICE,
    "voice": MessageKind.VOICE,
    "image": MessageKind.PICTURE,
    "video": MessageKind.VIDEO,
    "document": MessageKind.FILE,
    "sticker": MessageKind.STICKER,
    "location": MessageKind.LOCATION,
    "contacts": MessageKind.CONTACT_CARD,
}
SILENT = frozenset({"reaction", "edit", "revoke", "system", "request_welcome"})
STATUSES: Mapping[str, DeliveryStatus] = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
}

log = logging.getLogger(__name__)


def parsed(body: bytes, account: str) -> Parsed:
    """What one delivery holds for our number. Raises MalformedWebhook when it is not Meta's shape at all."""
    messages: list[InboundMessage] = []
    receipts: list[Receipt] = []
    refusals: list[Refusal] = []
    for value in _values(body, account):
        names = {_address(contact, "wa_id"): _name(contact) for contact in _shapes(value, "contacts")}
        senders = tuple(_address(contact, "wa_id") for contact in _shapes(value, "contacts"))
        for message in _shapes(value, "messages"):
            messages.extend(_message(message, account, names, senders))
        for status in _shapes(value, "statuses"):
            receipts.extend(_receipt(status, account))
            refusals.extend(_blocked(status, account))
        for preference in _shapes(value, "user_preferences"):
            refusals.extend(_stopped(preference, account))
    return Parsed(tuple(messages), tuple(receipts), tuple(refusals))


def _values(body: bytes, account: str) -> Iterator[Shape]:
    try:
        written = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedWebhook("a delivery that is not JSON") from None
    if not isinstance(written, dict) or not isinstance(written.get("entry"), list):
        raise MalformedWebhook("a delivery without entries")
    for entry in _shapes(written, "entry"):
        for change in _shapes(entry, "changes"):
            value = _shape(change, "value")
            number = _text(_shape(value, "metadata"), "phone_number_id")
            if number in ("", account):
                yield value
            else:
                # One Meta app may serve several numbers; answering from ours would confuse people.
                log.warning("a delivery for another WhatsApp number was left alone")


def _message(
    message: Shape, account: str, names: Mapping[str, str], senders: tuple[str, ...]
) -> Iterator[InboundMessage]:
    sort = _text(message, "type")
    address = _address(message, "from", "from_user_id") or (senders[0] if len(senders) == 1 else "")
    provider_id = _text(message, "id")
    if sort in SILENT or message.get("group_id") or not address or not provider_id:
        return
    text, payload = _words(message, sort)
    kind = KINDS.get(sort, MessageKind.UNREAD)
    if kind is MessageKind.BUTTON and payload is None:
        kind = MessageKind.UNREAD
    yield InboundMessage(
        CHANNEL,
        account,
        provider_id,
        address,
        text,
        kind,
        payload,
        _media(message, sort, kind),
        names.get(address) or None,
    )


def _words(message: Shape, sort: str) -> tuple[str, str | None]:
    """The words of a message, and a pressed button's payload."""
    content = _shape(message, sort)
    if sort == "text":
        return _text(content, "body"), None
    if sort == "button":  # a template's quick reply
        return _text(content, "text"), _text(content, "payload") or None
    if sort == "interactive":
        pressed = _shape(content, "button_reply") or _shape(content, "list_reply")
        return _text(pressed, "title"), _text(pressed, "id") or None
    return _text(content, "caption"), None


def _media(message: Shape, sort: str, kind: MessageKind) -> tuple[Media, ...]:
    content = _shape(message, sort)
    reference = _text(content, "id")
    if not reference or "mime_type" not in content:
        return ()
    return (Media(kind, reference, _text(content, "mime_type").lower()),)


def _receipt(status: Shape, account: str) -> Iterator[Receipt]:
    known = STATUSES.get(_text(status, "status"))
    provider_id = _text(status, "id")
    if known is None or not provider_id or status.get("recipient_type") == "group":
        return
    error, reason = meaning(_code(status)) if known is DeliveryStatus.FAILED else (None, None)
    ours = _text(status, "biz_opaque_callback_data")
    outbox_id = int(ours) if ours.isascii() and ours.isdecimal() and len(ours) < 19 else None
    yield Receipt(CHANNEL, account, provider_id, known, reason, outbox_id, error is WindowClosed)


def _blocked(status: Shape, account: str) -> Iterator[Refusal]:
    """131050 in a failed status: the person stopped marketing messages; others may still go."""
    address = _address(status, "recipient_id", "recipient_user_id")
    if address and status.get("status") == "failed" and meaning(_code(status))[0] is ContactBlockedUs:
        yield Refusal(CHANNEL, account, address, updates_only=True)


def _stopped(preference: Shape, account: str) -> Iterator[Refusal]:
    address = _address(preference, "wa_id")
    if address and preference.get("value") == "stop":
        yield Refusal(CHANNEL, account, address, updates_only=True)


def _code(status: Shape) -> object:
    return next((error.get("code") for error in _shapes(status, "errors")), None)


def _name(contact: Shape) -> str:
    return _text(_shape(contact, "profile"), "name")


def _address(shape: Shape, number: str, scoped_id: str = "user_id") -> str:
    """E.164 from a phone number; else the business-scoped id of a person who keeps theirs to themselves."""
    digits = _text(shape, number).removeprefix("+")
    if digits.isascii() and digits.isdecimal():
        return f"+{digits}"
    return digits or _text(shape, scoped_id)


def _shape(shape: Shape, key: str) -> Shape:
    inner = shape.get(key)
    return inner if isinstance(inner, dict) else {}


def _shapes(shape: Shape, key: str) -> tuple[Shape, ...]:
    inner = shape.get(key)
    return tuple(item for item in inner if isinstance(item, dict)) if isinstance(inner, list) else ()


def _text(shape: Shape, key: str) -> str:
    value = shape.get(key)
    return clean(value) if isinstance(value, str) else ""
