"""The Cloud API channel: verify, challenge, parse, send, fetch."""

import hashlib
import hmac
import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from bot.channels.whatsapp_cloud import inbound
from bot.channels.whatsapp_cloud.errors import send_error
from bot.model.channel import (
    Limits,
    ListedMessage,
    MessageRefused,
    OutcomeUnknown,
    Pace,
    SendError,
    WebhookRequest,
)
from bot.model.clean import clean
from bot.model.message import Bubble, ChannelName, Media, OutboundMessage, Parsed, TemplateCall
from bot.provider_http import NO_ANSWER, Answer, ProviderHttp

API_URL = "https://graph.facebook.com/v23.0"
MEDIA_STORE = "https://lookaside.fbsbx.com"
TIMEOUT = timedelta(seconds=15)
MOST_BUTTONS = 3  # more of them are a list, of ten rows at most
OPEN_LIST = "☰"  # the button that opens a list, the same in every language
# A list's row may have 24 characters, a button 20; the shorter for both, so either can be chosen late.
LIMITS = Limits(4096, buttons=10, button_title=20, text_with_buttons=1024)
USUAL_PACE = Pace(80, 1)


@dataclass(frozen=True)
class CloudAccount:
    """Our number at Meta. `api_url` and `media_store` are other addresses in tests."""

    phone_id: str
    token: str
    app_secret: str
    verify_token: str
    api_url: str = API_URL
    media_store: str = MEDIA_STORE
    timeout: timedelta = TIMEOUT


class WhatsAppCloud:
    """One number. Choices are buttons up to three, then a list."""

    name: ClassVar[ChannelName] = ChannelName.WHATSAPP_CLOUD

    def __init__(self, account: CloudAccount, pace: Pace = USUAL_PACE) -> None:
        self.account = account.phone_id
        self.pace = pace
        self._cloud = account
        self._api_url = account.api_url.rstrip("/")
        self._http = ProviderHttp(account.timeout)

    def limits(self, account: str) -> Limits:
        return LIMITS

    def verify(self, request: WebhookRequest) -> bool:
        """Whether Meta signed these very bytes: it escapes letters before it signs, so JSON is not written anew."""
        scheme, _, given = request.headers.get("x-hub-signature-256", "").partition("=")
        expected = hmac.new(self._cloud.app_secret.encode(), request.body, hashlib.sha256).hexdigest()
        return scheme == "sha256" and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())

    def challenge(self, request: WebhookRequest) -> str | None:
        """What to answer, as plain text, when Meta asks who we are; None when it does not know our word."""
        query = {key: values[0] for key, values in parse_qs(urlsplit(request.path_and_query).query).items()}
        given = query.get("hub.verify_token", "").encode("utf-8", "replace")
        is_metas = hmac.compare_digest(given, self._cloud.verify_token.encode())
        return query.get("hub.challenge") if query.get("hub.mode") == "subscribe" and is_metas else None

    def parse(self, request: WebhookRequest) -> Parsed:
        """Several messages, receipts and refusals. Reactions, edits, groups and system notes are silent."""
        return inbound.parsed(request.body, self.account)

    async def send(self, message: OutboundMessage) -> str:
        """The message's id (`wamid...`). Our outbox id goes along and comes back in its receipts."""
        body = _recipient(message.address) | {"biz_opaque_callback_data": str(message.outbox_id)}
        body |= _templated(message.template) if message.template else _said(message.bubble)
        answer = await self._call("POST", f"{self.account}/messages", body)
        try:
            return str(answer["messages"][0]["id"])
        except (IndexError, KeyError, TypeError):
            raise OutcomeUnknown(NO_ANSWER) from None

    async def fetch(self, media: Media) -> AsyncGenerator[bytes, None]:
        """The bytes, from Meta's media store only."""
        found = await self._call("GET", quote(media.reference, safe=""))
        url = found.get("url") if isinstance(found, dict) else None
        if not isinstance(url, str):
            raise MessageRefused("WhatsApp no longer has this file.")
        headers = {"Authorization": f"Bearer {self._cloud.token}"}
        async with aclosing(self._http.download(url, headers, (self._cloud.media_store,))) as chunks:
            async for chunk in chunks:
                yield chunk

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        return None

    async def close(self) -> None:
        await self._http.close()

    async def _call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:  # Any: Meta's JSON
        headers = {"Authorization": f"Bearer {self._cloud.token}", "Content-Type": "application/json"}
        sent = json.dumps(body).encode() if body is not None else None
        answer = await self._http.call(method, f"{self._api_url}/{path}", headers, sent)
        try:
            found = json.loads(answer.text)
        except (ValueError, RecursionError):
            found = None
        if not 200 <= answer.status < 300:
            raise _refused(answer, found)
        if not isinstance(found, dict):
            raise OutcomeUnknown(NO_ANSWER)
        return found


def _refused(answer: Answer, found: object) -> SendError:
    told = found.get("error") if isinstance(found, dict) else None
    error = send_error(answer.status, told.get("code") if isinstance(told, dict) else None)
    error.retry_after = answer.retry_after
    return error


def _recipient(address: str) -> dict[str, object]:
    """A phone number goes in `to`, a business-scoped id in `recipient`."""
    field = "to" if address.startswith("+") else "recipient"
    return {"messaging_product": "whatsapp", "recipient_type": "individual", field: address}


def _said(bubble: Bubble) -> dict[str, object]:
    if not bubble.buttons:
        return {"type": "text", "text": {"body": clean(bubble.text), "preview_url": False}}
    if len(bubble.buttons) > MOST_BUTTONS:
        rows = [{"id": button.payload, "title": button.title} for button in bubble.buttons]
        action: dict[str, object] = {"button": OPEN_LIST, "sections": [{"title": OPEN_LIST, "rows": rows}]}
        sort = "list"
    else:
        keys = [{"type": "reply", "reply": {"id": b.payload, "title": b.title}} for b in bubble.buttons]
        action, sort = {"buttons": keys}, "button"
    return {
        "type": "interactive",
        "interactive": {"type": sort, "body": {"text": clean(bubble.text)}, "action": action},
    }


def _templated(template: TemplateCall) -> dict[str, object]:
    language = {"policy": "deterministic", "code": template.language}
    called: dict[str, object] = {"name": template.provider_id, "language": language}
    if template.values:
        values = [{"type": "text", "text": clean(value)} for value in template.values]
        called["components"] = [{"type": "body", "parameters": values}]
    return {"type": "template", "template": called}
