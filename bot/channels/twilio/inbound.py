"""Twilio's forms, read: messages, receipts, and what of a request is signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bot.channels.twilio.errors import STATUSES, meaning
from bot.model.channel import ContactBlockedUs, MalformedWebhook, WebhookRequest, WindowClosed
from bot.model.clean import clean
from bot.model.message import (
    ChannelName,
    DeliveryStatus,
    InboundMessage,
    Media,
    MessageKind,
    Parsed,
    ProviderKeyword,
    Receipt,
    Refusal,
)

FORM = "application/x-www-form-urlencoded"
WHATSAPP = "whatsapp:"
MOST_MEDIA = 10
KEYWORDS: Mapping[str, ProviderKeyword] = {keyword.value: keyword for keyword in ProviderKeyword}
SILENT = frozenset({"reaction"})  # WhatsApp's `MessageType`
KINDS: Mapping[str, MessageKind] = {
    "audio": MessageKind.VOICE,
    "image": MessageKind.PICTURE,
    "video": MessageKind.VIDEO,
    "text/vcard": MessageKind.CONTACT_CARD,
    "text/x-vcard": MessageKind.CONTACT_CARD,
    "image/webp": MessageKind.STICKER,
}


class Pairs(dict[str, list[str]]):
    """A form as Twilio's validator wants it: repeated keys kept."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for key, value in pairs:
            self.setdefault(key, []).append(value)

    def getall(self, key: str) -> list[str]:
        return self[key]


@dataclass(frozen=True)
class Line:
    """Which of our lines a delivery is read for."""

    channel: ChannelName
    account: str


def signed(request: WebhookRequest) -> Pairs | str | None:
    """What of the body is signed; None when nothing is: a JSON body read as an empty form would always validate."""
    if request.content_type == FORM:
        return Pairs(request.form)
    if "bodySHA256" in parse_qs(urlsplit(request.path_and_query).query):
        return request.body.decode()
    return None if request.body else Pairs(())


def parsed(request: WebhookRequest, line: Line) -> Parsed:
    """A message, or a receipt where the delivery came to the status address. Raises MalformedWebhook."""
    if request.content_type != FORM:
        raise MalformedWebhook("a delivery that is not a form")
    try:
        form = dict(request.form)
    except ValueError:
        raise MalformedWebhook("a form with too many fields") from None
    url = urlsplit(request.path_and_query)
    # Only a receipt has a MessageStatus. One sent to a door for messages would have us answer ourselves for ever.
    if url.path.rstrip("/").endswith("/status") or "MessageStatus" in form:
        return _receipt(form, parse_qs(url.query), line)
    if form.get("MessageType") in SILENT:
        return Parsed()
    return Parsed(messages=(_message(form, line),))


def plain(address: str) -> str:
    """An address without Twilio's prefix: E.164, or a business-scoped id for people without a phone number."""
    return clean(address).removeprefix(WHATSAPP)


def _message(form: Mapping[str, str], line: Line) -> InboundMessage:
    media = tuple(_media(form))
    sender = _needed(form, "From")
    whose = _whose(sender, form.get("To", ""), line)
    payload = form.get("ButtonPayload") or form.get("ListId") or None
    return InboundMessage(
        whose.channel,
        whose.account,
        _needed(form, "MessageSid"),
        plain(sender),
        text=clean(form.get("Body") or form.get("ButtonText") or form.get("ListTitle") or ""),
        kind=MessageKind.BUTTON if payload else _kind(form, media),
        payload=payload and clean(payload),
        media=media,
        name=clean(form.get("ProfileName", "")) or None,
        keyword=KEYWORDS.get(form.get("OptOutType", "").upper()),
    )


def _kind(form: Mapping[str, str], media: Sequence[Media]) -> MessageKind:
    if media:
        return media[0].kind
    if form.get("Latitude"):
        return MessageKind.LOCATION
    return MessageKind.TEXT if form.get("Body", "").strip() else MessageKind.UNREAD


def _media(form: Mapping[str, str]) -> Iterator[Media]:
    count = form.get("NumMedia", "")
    for number in range(min(int(count), MOST_MEDIA) if _is_number(count) else 0):
        url = form.get(f"MediaUrl{number}", "")
        content_type = clean(form.get(f"MediaContentType{number}", "")).lower()
        kind = KINDS.get(content_type) or KINDS.get(content_type.partition("/")[0], MessageKind.FILE)
        if url:
            yield Media(kind, clean(url), content_type)


def _receipt(form: Mapping[str, str], query: Mapping[str, Sequence[str]], line: Line) -> Parsed:
    status = STATUSES.get(form.get("MessageStatus") or form.get("SmsStatus") or "")
    sid, to = _needed(form, "MessageSid"), _needed(form, "To")
    if status is None:
        return Parsed()
    whose = _whose(to, form.get("From", ""), line)
    failed = status is DeliveryStatus.FAILED
    error, reason = meaning(form.get("ErrorCode")) if failed else (None, None)
    outbox = (query.get("outbox") or [""])[0]
    outbox_id = int(outbox) if _is_number(outbox) else None
    receipt = Receipt(whose.channel, whose.account, sid, status, reason, outbox_id, error is WindowClosed)
    blocked = (Refusal(whose.channel, whose.account, plain(to)),) if error is ContactBlockedUs else ()
    return Parsed(receipts=(receipt,), refusals=blocked)


def _whose(person: str, ours: str, line: Line) -> Line:
    """The line it is for: a messaging service has one address for texts and WhatsApp alike."""
    channel = ChannelName.WHATSAPP if person.startswith(WHATSAPP) else ChannelName.SMS
    return line if channel is line.channel else Line(channel, plain(ours))


def _needed(form: Mapping[str, str], key: str) -> str:
    value = clean(form.get(key, ""))
    if not value:
        raise MalformedWebhook(f"a form without {key}")
    return value


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
