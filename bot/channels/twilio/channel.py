"""The two Twilio channels: verify, parse, send, fetch, list."""

import hmac
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from bot.channels.twilio import client, inbound
from bot.channels.twilio.client import TwilioAccount
from bot.channels.twilio.errors import STATUSES, meaning
from bot.model.channel import Limits, ListedMessage, OutcomeUnknown, Pace, WebhookRequest
from bot.model.clean import clean
from bot.model.message import ChannelName, DeliveryStatus, Media, OutboundMessage, Parsed, Receipt
from bot.provider_http import NO_ANSWER, ProviderHttp

STATUS_PATH = "/webhooks/twilio/status"
STORES = ("https://*.twiliocdn.com", "https://s3-external-1.amazonaws.com")  # where media is redirected to
LONGEST = 1600  # characters; error 21617 beyond
MOST_LISTED = 1000
LONG_CODE, SHORT_CODE, WHATSAPP_SENDER = Pace(1), Pace(100), Pace(80)


class _Twilio:
    """What SMS and WhatsApp through Twilio have alike."""

    name: ClassVar[ChannelName]
    prefix: ClassVar[str] = ""

    def __init__(self, account: TwilioAccount, sender: str, pace: Pace | None = None) -> None:
        """`sender` is one of our numbers, or the sid of a messaging service (`MG...`)."""
        from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # no types; late

        self.account = inbound.plain(sender)
        self.pace = pace or self._usual_pace()
        self._twilio = account
        self._public_url = account.public_url.rstrip("/")
        self._line = inbound.Line(self.name, self.account)
        self._validator = RequestValidator(account.auth_token)
        self._http = ProviderHttp(account.timeout)
        self._made: Any = None  # Any: the twilio package ships no types

    def _usual_pace(self) -> Pace:
        return WHATSAPP_SENDER

    def verify(self, request: WebhookRequest) -> bool:
        """Whether Twilio signed it for the address we have in public, whatever a proxy made of that."""
        from twilio.request_validator import get_signature_algorithm  # loaded by the constructor already

        signature = request.headers.get("x-twilio-signature", "")
        algorithm = get_signature_algorithm(request.headers.get("x-twilio-webhooks-signature-settings"))
        url = self._public_url + request.path_and_query
        try:
            signed = inbound.signed(request)
            return signed is not None and self._is_signed(url, signed, signature, algorithm)
        except (TypeError, ValueError):
            return False

    def _is_signed(self, url: str, signed: inbound.Pairs | str, signature: str, algorithm: str) -> bool:
        """The address as it is first: `validate` always computes it with and without the port, at twice the cost."""
        if isinstance(signed, inbound.Pairs):
            expected = self._validator.compute_signature(url, signed, algorithm)
            if hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
                return True
        return bool(self._validator.validate(url, signed, signature, algorithm))

    def parse(self, request: WebhookRequest) -> Parsed:
        """A message, or a receipt where the delivery came to the status address."""
        return inbound.parsed(request, self._line)

    async def send(self, message: OutboundMessage) -> str:
        """The message's sid. Our outbox id goes along in the address for receipts."""
        sent = await client.asked(self._client().messages.create_async(**self._arguments(message)))
        if not sent.sid:
            raise OutcomeUnknown(NO_ANSWER)  # a 2xx with an empty body raises nothing in their client
        return str(sent.sid)

    def _arguments(self, message: OutboundMessage) -> dict[str, str]:
        arguments = {"to": self.prefix + message.address, **self._sender("from_")}
        if self._public_url:
            arguments["status_callback"] = f"{self._public_url}{STATUS_PATH}?outbox={message.outbox_id}"
        if message.template is None:
            return arguments | {"body": clean(message.bubble.text)}
        values = {str(place): clean(value) for place, value in enumerate(message.template.values, start=1)}
        template = {"content_sid": message.template.provider_id}
        return arguments | template | ({"content_variables": json.dumps(values)} if values else {})

    def _sender(self, key: str) -> dict[str, str]:
        if self.account.startswith("MG"):
            return {"messaging_service_sid": self.account}
        return {key: self.prefix + self.account}

    def fetch(self, media: Media) -> AsyncIterator[bytes]:
        """The bytes, from Twilio with our key, then from its store without."""
        headers = client.basic((self._twilio.sid, self._twilio.auth_token))
        origin = self._twilio.api_url.rstrip("/").lower()
        return self._http.download(media.reference, headers, (origin,), (origin, *STORES))

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        """Twilio's list for our sender, at most the newest 1,000."""
        ours = self._sender("to" if inbound else "from_")
        ours.pop("messaging_service_sid", None)  # no such filter there: a service's list is sorted out here
        call = self._client().messages.list_async(date_sent_after=since.astimezone(UTC), limit=MOST_LISTED, **ours)
        return tuple(self._row(row, inbound) for row in await client.asked(call) if self._is_ours(row, inbound))

    def _is_ours(self, row: Any, came_in: bool) -> bool:  # Any: twilio's record, without types
        same_way = str(row.direction).startswith("inbound") == came_in
        same_channel = str(row.to).startswith(inbound.WHATSAPP) == bool(self.prefix)
        in_service = not self.account.startswith("MG") or row.messaging_service_sid in (self.account, None)
        return same_way and same_channel and in_service

    def _row(self, row: Any, came_in: bool) -> ListedMessage:  # Any: twilio's record, without types
        status = None if came_in else STATUSES.get(str(row.status))
        reason = meaning(row.error_code)[1] if status is DeliveryStatus.FAILED else None
        receipt = Receipt(self.name, self.account, row.sid, status, reason) if status else None
        address = inbound.plain(str(row.from_ if came_in else row.to))
        return ListedMessage(row.sid, address, clean(row.body or ""), row.date_sent or row.date_created, receipt)

    def _client(self) -> Any:  # Any: the twilio package ships no types
        self._made = self._made or client.made(self._twilio, self._http)
        return self._made

    async def close(self) -> None:
        await self._http.close()


class TwilioSms(_Twilio):
    """Text messages. A short code may send a hundred a second, an ordinary number one."""

    name: ClassVar[ChannelName] = ChannelName.SMS

    def _usual_pace(self) -> Pace:
        is_short = self.account.isdecimal() and len(self.account) <= 6
        return SHORT_CODE if is_short else LONG_CODE

    def limits(self, account: str) -> Limits:
        return Limits(LONGEST, sms=True)


class TwilioWhatsApp(_Twilio):
    """WhatsApp. Buttons need a template made beforehand, so choices are numbered here."""

    name: ClassVar[ChannelName] = ChannelName.WHATSAPP
    prefix: ClassVar[str] = inbound.WHATSAPP

    def limits(self, account: str) -> Limits:
        return Limits(LONGEST)
