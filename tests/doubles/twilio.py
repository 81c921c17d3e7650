"""A pretend Twilio: creates, lists and keeps messages, holds media, signs its webhooks."""

import base64
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types

from bot.model.channel import WebhookRequest
from tests.doubles.faults import BEFORE_TAKING, RETRY_AFTER, Fault, FaultPlan
from tests.doubles.server import Double

SID = "AC" + "0" * 32
TOKEN = "twilio-token"
PUBLIC_URL = "https://bot.example.org"
SENDER = "+447700900001"
PERSON = "+447700900123"
MEDIA = b"\xff\xfb" + b"sound" * 1000


@dataclass
class Kept:
    """One message as Twilio keeps it."""

    sid: str
    to: str
    from_: str
    body: str
    status: str
    direction: str
    callback: str
    at: datetime
    content_sid: str = ""
    variables: str = ""


class FakeTwilio(Double):
    """`errors` gives a recipient an error code; `opted_out` are refused with 21610."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        super().__init__(plan)
        self.messages: list[Kept] = []
        self.errors: dict[str, int] = {}
        self.opted_out: set[str] = set()
        self.receipt_first = False
        self._numbers = itertools.count(1)

    def routes(self) -> Sequence[web.RouteDef]:
        account = f"/2010-04-01/Accounts/{SID}"
        return (
            web.post(f"{account}/Messages.json", self._create),
            web.get(f"{account}/Messages.json", self._list),
            web.get(account + "/Messages/{message}/Media/{media}", self._media),
            web.get("/store/{media}", self._store),
        )

    def person_writes(self, body: str = "Hello", **fields: str) -> WebhookRequest:
        """The signed webhook of a message somebody sent; `fields` are Twilio's own."""
        form = {
            "MessageSid": f"SM{next(self._numbers):032x}",
            "AccountSid": SID,
            "From": PERSON,
            "To": SENDER,
            "Body": body,
            "NumMedia": "0",
        } | fields
        if body.strip().upper() == "STOP":
            self.opted_out.add(form["From"])
        whatsapp = form["From"].startswith("whatsapp:")
        self.messages.append(
            Kept(form["MessageSid"], form["To"], form["From"], body, "received", "inbound", "", datetime.now(UTC))
        )
        return signed(f"/webhooks/twilio/{'whatsapp' if whatsapp else 'sms'}", form)

    def receipt(self, message: Kept, status: str, error: int | None = None) -> WebhookRequest:
        """The signed webhook of a status."""
        message.status = status
        form = {"MessageSid": message.sid, "MessageStatus": status, "To": message.to, "From": message.from_}
        path = message.callback.removeprefix(PUBLIC_URL) or "/webhooks/twilio/status"
        return signed(path, form | ({"ErrorCode": str(error)} if error else {}))

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if not _knows_us(request):
            return _error(401, 20003)
        form = {key: str(value) for key, value in (await request.post()).items()}
        fault = self.plan.next(form.get("To", ""))
        if fault is Fault.TOO_MANY:
            return _error(429, 20429, {"Retry-After": str(RETRY_AFTER)})
        if fault in BEFORE_TAKING:
            return _error(500 if fault is Fault.SERVER_ERROR else 503, 20500)
        if code := self._refusal(form):
            return _error(400, code)
        message = self._take(form)
        if self.receipt_first:
            await self.deliver(self.receipt(message, "sent"))
        broken = await self.plan.misbehave(fault, request) if fault else None
        return broken if broken is not None else web.json_response(_shown(message), status=201)

    def _refusal(self, form: dict[str, str]) -> int | None:
        to = form.get("To", "")
        if not to:
            return 21604
        if to in self.opted_out:
            return 21610
        if not (form.get("Body") or form.get("ContentSid")):
            return 21602
        if len(form.get("Body", "").encode("utf-16-le")) // 2 > 1600:
            return 21617
        return self.errors.get(to)

    def _take(self, form: dict[str, str]) -> Kept:
        message = Kept(
            sid=f"SM{next(self._numbers):032x}",
            to=form["To"],
            from_=form.get("From", "+447700900009"),
            body=form.get("Body", ""),
            status="queued",
            direction="outbound-api",
            callback=form.get("StatusCallback", ""),
            at=datetime.now(UTC),
            content_sid=form.get("ContentSid", ""),
            variables=form.get("ContentVariables", ""),
        )
        self.messages.append(message)
        return message

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if not _knows_us(request):
            return _error(401, 20003)
        to, from_, since = (request.query.get(key) for key in ("To", "From", "DateSent>"))
        found = [
            _shown(message)
            for message in reversed(self.messages)
            if to in (None, message.to)
            and from_ in (None, message.from_)
            and (since is None or message.at >= datetime.fromisoformat(since))
        ]
        return web.json_response({"messages": found, "next_page_uri": None, "page": 0, "page_size": 50})

    async def _media(self, request: web.Request) -> web.StreamResponse:
        if not _knows_us(request):
            return _error(401, 20003)
        raise web.HTTPTemporaryRedirect(f"{self.url}/store/{request.match_info['media']}")

    async def _store(self, request: web.Request) -> web.StreamResponse:
        # The real store refuses a request that carries two kinds of key.
        if "Authorization" in request.headers:
            return web.Response(status=400)
        return web.Response(body=MEDIA, content_type="audio/mpeg")


def signed(path_and_query: str, form: dict[str, str]) -> WebhookRequest:
    """A webhook as Twilio sends it, signed for the public address."""
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path_and_query, form)
    headers = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8", "x-twilio-signature": signature}
    return WebhookRequest("POST", path_and_query, headers, urlencode(form).encode())


def _knows_us(request: web.Request) -> bool:
    expected = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
    return request.headers.get("Authorization") == expected


def _error(status: int, code: int, headers: dict[str, str] | None = None) -> web.Response:
    body = {"code": code, "message": f"The 'To' number {PERSON} is not right", "status": status}
    return web.Response(status=status, text=json.dumps(body), content_type="application/json", headers=headers)


def _shown(message: Kept) -> dict[str, object]:
    return {
        "sid": message.sid,
        "to": message.to,
        "from": message.from_,
        "body": message.body,
        "status": message.status,
        "direction": message.direction,
        "error_code": None,
        "messaging_service_sid": None,
        "date_sent": format_datetime(message.at),
        "date_created": format_datetime(message.at),
    }
