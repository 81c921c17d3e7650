"""The REST channel in Rasa's shape: the phone simulator and other programs. Answers go out with the response."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from bot.model.channel import AccountProblem, Limits, ListedMessage, MalformedWebhook, Pace, WebhookRequest
from bot.model.clean import clean
from bot.model.message import ChannelName, InboundMessage, Media, MessageKind, OutboundMessage, Parsed

PLAIN = Limits(4096, buttons=10, button_title=40)
SKINS: Mapping[str, Limits] = {
    "rest": PLAIN,
    "sms": Limits(1600, sms=True),
    "whatsapp": Limits(4096, buttons=3, button_title=20, text_with_buttons=1024),
    "telegram": Limits(4096, buttons=8, button_title=40),
}
UNREAD = (MessageKind.VOICE, MessageKind.PICTURE, MessageKind.VIDEO, MessageKind.FILE, MessageKind.LOCATION)


class Rest:
    """The simulated phone wears a skin (`as`): that channel's limits apply, and it is the message's account."""

    name: ClassVar[ChannelName] = ChannelName.REST
    pace: ClassVar[Pace] = Pace(1000)
    account: ClassVar[str] = "rest"

    def __init__(self, token: str | None = None) -> None:
        """Without a `token` anybody may write: for the demo only."""
        self._token = token.encode() if token else None

    def limits(self, account: str) -> Limits:
        return SKINS.get(account, PLAIN)

    def verify(self, request: WebhookRequest) -> bool:
        """Whether the caller knows the token, as a bearer or in the address as Rasa has it."""
        if self._token is None:
            return True
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        asked = parse_qs(urlsplit(request.path_and_query).query).get("token", [""])[0]
        given = bearer.strip() if scheme.lower() == "bearer" else asked
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._token)

    def parse(self, request: WebhookRequest) -> Parsed:
        """One message. Without a `message_id` it gets a random one, so nothing is taken for a repeat.

        `kind` is for what is not words (a voice note, say); it may come without any.
        """
        written = _written(request.body)
        sender, text, payload = (_text(written, key) for key in ("sender", "message", "payload"))
        kind = _kind(_text(written, "kind"), payload)
        if not sender or not (text or payload or kind in UNREAD):
            raise MalformedWebhook("a message needs a sender and words")
        skin = _text(written, "as") or "rest"
        if skin not in SKINS:
            raise MalformedWebhook("there is no such skin")
        message_id = _message_id(sender, _text(written, "message_id"))
        media = (Media(kind, f"simulated:{message_id}"),) if kind in UNREAD else ()
        return Parsed((InboundMessage(self.name, skin, message_id, sender, text, kind, payload or None, media),))

    async def send(self, message: OutboundMessage) -> str:
        raise AccountProblem("Messages to the simulator and to other programs go out with their own response.")

    def fetch(self, media: Media) -> AsyncIterator[bytes]:
        raise AccountProblem("The simulator and other programs send words only.")

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        return None

    async def close(self) -> None:
        """Nothing is open."""


def _written(body: bytes) -> Mapping[str, Any]:  # Any: whatever JSON somebody sends
    try:
        written = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedWebhook("a body that is not JSON") from None
    if not isinstance(written, dict):
        raise MalformedWebhook("a body that is not a JSON object")
    return written


def _text(written: Mapping[str, Any], key: str) -> str:  # Any: as above
    value = written.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise MalformedWebhook(f"{key} has to be text")
    return clean(str(value))


def _kind(given: str, payload: str) -> MessageKind:
    if payload or not given:
        return MessageKind.BUTTON if payload else MessageKind.TEXT
    kind = next((kind for kind in UNREAD if kind == given), None)
    if kind is None:
        raise MalformedWebhook(f"kind has to be one of {', '.join(UNREAD)}")
    return kind


def _message_id(sender: str, given: str) -> str:
    """Callers number their own messages, so the same id from another sender is another message."""
    if not given:
        return token_hex(16)
    return hashlib.sha256(f"{sender}\0{given}".encode()).hexdigest()[:32]
