"""Messages in and out, receipts, and the closed sets that describe them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChannelName(StrEnum):
    """A channel's name, as it is kept in the store."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    WHATSAPP_CLOUD = "whatsapp_cloud"
    REST = "rest"


class MessageKind(StrEnum):
    """What sort of thing came in. Everything but text and button is "not yet heard" until a person attends to it."""

    TEXT = "text"
    BUTTON = "button"
    VOICE = "voice"
    PICTURE = "picture"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    CONTACT_CARD = "contact_card"
    STICKER = "sticker"
    UNREAD = "unread"


class ProviderKeyword(StrEnum):
    """An opt-out word the provider has already answered itself (Twilio: `OptOutType`)."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


class Purpose(StrEnum):
    """Why a message goes out. STOP ends everything but `ANSWER`."""

    ANSWER = "answer"
    SERVICE = "service"
    UPDATE = "update"
    STAFF = "staff"


class DeliveryStatus(StrEnum):
    """Where an outbound message stands."""

    WAITING = "waiting"
    ATTEMPTING = "attempting"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    NEEDS_TEMPLATE = "needs-template"


# Receipts only move a message forward: a higher rank never goes back to a lower one.
RECEIPT_RANK: Mapping[DeliveryStatus, int] = {
    DeliveryStatus.WAITING: 0,
    DeliveryStatus.ATTEMPTING: 0,
    DeliveryStatus.UNKNOWN: 1,
    DeliveryStatus.SENT: 2,
    DeliveryStatus.FAILED: 3,
    DeliveryStatus.DELIVERED: 4,
    DeliveryStatus.READ: 5,
}


@dataclass(frozen=True)
class Media:
    """A voice note, picture or file, by the provider's own reference; the bytes stay there until fetched."""

    kind: MessageKind
    reference: str
    content_type: str = ""


@dataclass(frozen=True)
class InboundMessage:
    """One message from a person, free of the provider's shapes.

    `account` is which of our numbers or bots it came to, `address` the sender's id there (E.164 for SMS,
    chat id for Telegram; WhatsApp senders may have no phone number). `payload` is the id of a pressed button.
    """

    channel: ChannelName
    account: str
    provider_id: str
    address: str
    text: str = ""
    kind: MessageKind = MessageKind.TEXT
    payload: str | None = None
    media: tuple[Media, ...] = ()
    name: str | None = None
    keyword: ProviderKeyword | None = None


@dataclass(frozen=True)
class Receipt:
    """A channel's later word on a sent message; `outbox_id` when the channel carries ours back.

    `window_closed` when WhatsApp took it and then found its service window shut: a template may still go.
    """

    channel: ChannelName
    account: str
    provider_id: str
    status: DeliveryStatus
    reason: str | None = None
    outbox_id: int | None = None
    window_closed: bool = False


@dataclass(frozen=True)
class Refusal:
    """The provider says this person no longer wants our messages: they blocked us, or stopped marketing."""

    channel: ChannelName
    account: str
    address: str
    updates_only: bool = False


@dataclass(frozen=True)
class Parsed:
    """What one webhook held; all three may be empty (groups, edits and channel posts are silent)."""

    messages: tuple[InboundMessage, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Button:
    """A reply a person may press: `payload` comes back in `InboundMessage.payload`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One message as it will look on a phone: what one row of the outbox sends."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class TemplateCall:
    """A WhatsApp-approved template with its values, by the provider's id for it."""

    provider_id: str
    language: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutboundMessage:
    """One row of the outbox on its way to a channel."""

    outbox_id: int
    channel: ChannelName
    account: str
    address: str
    bubble: Bubble
    template: TemplateCall | None = None


@dataclass(frozen=True)
class OutboxRow:
    """One thing to be said, before it is kept: to whom, why, when, and until when it is worth saying."""

    address_id: int
    contact_id: int
    purpose: Purpose
    bubble: Bubble
    key: str
    due: datetime
    expires: datetime | None = None
    inbound_id: int | None = None
    template: str | None = None
    template_values: tuple[str, ...] = ()
    event_id: int | None = None
