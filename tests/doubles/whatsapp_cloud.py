"""A pretend Cloud API: takes messages, holds media, signs its webhooks, keeps Meta's limits."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.model.channel import WebhookRequest
from tests.doubles.faults import BEFORE_TAKING, RETRY_AFTER, Fault, FaultPlan
from tests.doubles.server import Double

PHONE_ID = "106540352242922"
TOKEN = "EAAG-cloud-token"
APP_SECRET = "app secret"
VERIFY_TOKEN = "our word"
PERSON = "447700900123"
PICTURE = b"\xff\xd8" + b"light" * 1000


class FakeCloud(Double):
    """`errors` gives a recipient one of Meta's codes; `bodies` keeps every body as it came."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        super().__init__(plan)
        self.bodies: list[dict[str, Any]] = []  # Any: Meta's JSON
        self.errors: dict[str, int] = {}
        self.receipt_first = False
        self.media_url = ""
        self._numbers = itertools.count(1)

    def routes(self) -> Sequence[web.RouteDef]:
        return (
            web.post("/{phone_id}/messages", self._send),
            web.get("/store/{media}", self._store),
            web.get("/{media}", self._media),
        )

    def person_writes(self, text: str = "Hello", **fields: Any) -> WebhookRequest:  # Any: Meta's JSON
        """The signed webhook of a message."""
        number = next(self._numbers)
        message = {"from": PERSON, "id": f"wamid.in{number}", "timestamp": "1784483903", "type": "text"}
        return a_webhook(a_value(messages=[message | {"text": {"body": text}} | fields]))

    def person_presses(self, title: str) -> WebhookRequest:
        """The signed webhook of a press on the newest button or row with that title."""
        for body in reversed(self.bodies):
            for key in _keys(body):
                if key["title"] == title:
                    sort = f"{body['interactive']['type']}_reply"
                    return self.person_writes(type="interactive", interactive={"type": sort, sort: key})
        raise LookupError(title)

    def receipt(self, body: dict[str, Any], status: str, code: int | None = None) -> WebhookRequest:
        """The signed webhook of a status."""
        person = str(body.get("to") or body.get("recipient")).removeprefix("+")
        told = {"id": body["id"], "status": status, "timestamp": "1784483903", "recipient_id": person}
        failed = {"errors": [{"code": code, "title": f"about {PERSON}"}]} if code else {}
        return a_webhook(
            a_value(statuses=[told | {"biz_opaque_callback_data": body["biz_opaque_callback_data"]} | failed])
        )

    async def _send(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}" or request.match_info["phone_id"] != PHONE_ID:
            return _error(401, 190)
        body: dict[str, Any] = await request.json()  # Any: Meta's JSON
        person = str(body.get("to") or body.get("recipient"))
        fault = self.plan.next(person)
        if fault is Fault.TOO_MANY:
            return _error(429, 130429, {"Retry-After": str(RETRY_AFTER)})
        if fault in BEFORE_TAKING:
            return _error(500 if fault is Fault.SERVER_ERROR else 503, 131000)
        if code := self.errors.get(person) or _too_much(body):
            return _error(400, code)
        body["id"] = f"wamid.out{next(self._numbers)}"
        self.bodies.append(body)
        if self.receipt_first:
            await self.deliver(self.receipt(body, "sent"))
        broken = await self.plan.misbehave(fault, request) if fault else None
        if broken is not None:
            return broken
        taken = {"contacts": [{"input": person, "wa_id": PERSON}], "messages": [{"id": body["id"]}]}
        return web.json_response({"messaging_product": "whatsapp"} | taken)

    async def _media(self, request: web.Request) -> web.StreamResponse:
        where = self.media_url or f"{self.url}/store/{request.match_info['media']}"
        return web.json_response({"url": where, "mime_type": "image/jpeg", "id": request.match_info["media"]})

    async def _store(self, request: web.Request) -> web.StreamResponse:
        known = request.headers.get("Authorization") == f"Bearer {TOKEN}"
        return web.Response(body=PICTURE) if known else web.Response(status=401)


def a_value(**fields: Any) -> dict[str, Any]:  # Any: Meta's JSON
    """What one change of a webhook holds."""
    contact = {"profile": {"name": "Amina"}, "wa_id": PERSON, "user_id": "GB.1349"}
    metadata = {"display_phone_number": "447700900001", "phone_number_id": PHONE_ID}
    return {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [contact]} | fields


def a_webhook(*values: dict[str, Any], secret: str = APP_SECRET) -> WebhookRequest:
    """A delivery as Meta makes it: letters escaped before it is signed."""
    changes = [{"value": value, "field": "messages"} for value in values]
    return signed(
        json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}), secret
    )


def signed(text: str, secret: str = APP_SECRET) -> WebhookRequest:
    body = text.encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json", "x-hub-signature-256": signature}
    return WebhookRequest("POST", "/webhooks/whatsapp", headers, body)


def _keys(body: dict[str, Any]) -> list[dict[str, str]]:
    action = body.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return rows + [key["reply"] for key in action.get("buttons", [])]


def _too_much(body: dict[str, Any]) -> int | None:
    interactive = body.get("interactive", {})
    is_list = interactive.get("type") == "list"
    titles = [key["title"] for key in _keys(body)]
    text = interactive.get("body", {}).get("text") or body.get("text", {}).get("body", "")
    fine = (
        len(titles) <= (10 if is_list else 3)
        and len(set(titles)) == len(titles)
        and all(len(title) <= (24 if is_list else 20) for title in titles)
        and len(text) <= (1024 if interactive else 4096)
        and (bool(text) or body["type"] == "template")
    )
    return None if fine else 131009


def _error(status: int, code: int, headers: dict[str, str] | None = None) -> web.Response:
    told = {"error": {"message": f"(#{code}) about {PERSON}", "type": "OAuthException", "code": code}}
    return web.json_response(told, status=status, headers=headers)
