"""The front door for providers: verify on the raw bytes, parse, receive; 200 only after the commit."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import Clock
from bot.conversation.receive import Road
from bot.conversation.room import Outcome
from bot.delivery import hand_over, receipts, refusals
from bot.model.channel import Acknowledging, Challenged, Channel, MalformedWebhook, WebhookRequest
from bot.model.message import Bubble, ChannelName, InboundMessage, Parsed
from bot.store.store import OldSchema, Store, StoreDown

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024  # bytes
MOST_UNSIGNED = 100  # wrongly signed deliveries a minute from one caller; then 429 instead of 403
LONGEST_ID, LONGEST_ACCOUNT = 255, 64  # characters; as the store's columns have it

_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_AGAIN_SOON = {"Retry-After": "5"}
_HANG_UP = {"Connection": "close"}  # or we would read on, to the end of a body nobody wants

Door = Callable[[WebhookRequest, str], Awaitable[Response]]


class BodyTooLarge(ValueError):
    """Over 1 MiB: no provider sends that."""


@dataclass
class FrontDoor:
    """What the doors need. `counts` has what happened on which channel, since this process began."""

    store: Store
    road: Road
    clock: Clock
    channels: Mapping[ChannelName, Channel]
    patience: timedelta = timedelta(seconds=10)  # for a whole body; Twilio itself gives up after fifteen
    counts: Counter[tuple[str, ChannelName]] = field(default_factory=Counter)
    _unsigned: Counter[str] = field(default_factory=Counter)
    _minute: int = 0
    _running: set[asyncio.Task[None]] = field(default_factory=set)  # a task nobody holds may be collected

    def doors(self) -> dict[str, ASGIApp]:
        """A door for each channel that is set up, by its path."""
        every: dict[ChannelName, tuple[str, Door]] = {
            ChannelName.SMS: ("/webhooks/twilio/sms", self._twilio(ChannelName.SMS)),
            ChannelName.WHATSAPP: ("/webhooks/twilio/whatsapp", self._twilio(ChannelName.WHATSAPP)),
            ChannelName.TELEGRAM: ("/webhooks/telegram", self._telegram),
            ChannelName.REST: ("/webhooks/rest/webhook", self._rest),
        }
        doors = {path: self._door(door, "POST") for name, (path, door) in every.items() if name in self.channels}
        twilio = next((n for n in (ChannelName.SMS, ChannelName.WHATSAPP) if n in self.channels), None)
        if twilio is not None:
            doors["/webhooks/twilio/status"] = self._door(self._twilio(twilio), "POST")
        if ChannelName.WHATSAPP_CLOUD in self.channels:
            doors["/webhooks/whatsapp"] = self._door(self._whatsapp_cloud, "GET", "HEAD", "POST")
        return doors

    async def take_polled(self, name: ChannelName, delivery: WebhookRequest) -> None:
        """What long polling brought goes the same way. Raises StoreDown: it is then not confirmed, and comes again."""
        parsed = self._parsed(name, delivery)
        await self._take(parsed)
        self._acknowledge(name, delivery, parsed)

    async def close(self) -> None:
        """Let what still runs behind an answer come to its end."""
        await asyncio.gather(*self._running, return_exceptions=True)

    def _door(self, door: Door, *methods: str) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            response = await self._opened(door, methods, Request(scope, receive))
            await response(scope, receive, send)

        return app

    async def _opened(self, door: Door, methods: Sequence[str], request: Request) -> Response:
        if request.method not in methods:
            return PlainTextResponse("Method Not Allowed", 405, {"Allow": ", ".join(methods)})
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                delivery = await _delivery(request)
        except BodyTooLarge:
            return PlainTextResponse("the body is over 1 MiB", 413, _HANG_UP)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("the body did not come", 408, _HANG_UP)
        return await door(delivery, request.client.host if request.client else "")

    def _twilio(self, name: ChannelName) -> Door:
        async def door(delivery: WebhookRequest, caller: str) -> Response:
            return await self._provider(name, delivery, caller, Response(_TWIML, media_type="text/xml"))

        return door

    async def _telegram(self, delivery: WebhookRequest, caller: str) -> Response:
        return await self._provider(ChannelName.TELEGRAM, delivery, caller, JSONResponse({}))

    async def _whatsapp_cloud(self, delivery: WebhookRequest, caller: str) -> Response:
        if delivery.method == "POST":
            return await self._provider(ChannelName.WHATSAPP_CLOUD, delivery, caller, JSONResponse({}))
        channel = self.channels[ChannelName.WHATSAPP_CLOUD]
        challenge = channel.challenge(delivery) if isinstance(channel, Challenged) else None
        if challenge is None:
            return self._unsigned_answer(ChannelName.WHATSAPP_CLOUD, caller)
        return PlainTextResponse(challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def _provider(self, name: ChannelName, delivery: WebhookRequest, caller: str, thanks: Response) -> Response:
        """Thanks once everything in it is kept. 403 when it is not theirs, 503 when nothing could be kept."""
        if not self.channels[name].verify(delivery):
            return self._unsigned_answer(name, caller)
        parsed = self._parsed(name, delivery)
        try:
            await self._take(parsed)
        except (StoreDown, OldSchema):
            self.counts["not_kept", name] += 1
            return PlainTextResponse("try again", 503, _AGAIN_SOON)
        self._acknowledge(name, delivery, parsed)
        return thanks

    async def _rest(self, delivery: WebhookRequest, caller: str) -> Response:
        channel = self.channels[ChannelName.REST]
        if not channel.verify(delivery):
            return self._unsigned_answer(ChannelName.REST, caller)
        self.counts["received", ChannelName.REST] += 1
        try:
            messages = channel.parse(delivery).messages
            answers = await self._answers(messages, await self.road.receive(messages))
        except MalformedWebhook as error:
            self.counts["malformed", ChannelName.REST] += 1
            return JSONResponse({"error": str(error)}, 400)
        except (StoreDown, OldSchema):
            self.counts["not_kept", ChannelName.REST] += 1
            return JSONResponse({"error": "the message could not be kept, send it again"}, 503, _AGAIN_SOON)
        return JSONResponse([_rest_answer(message, bubble) for message, bubble in answers])

    async def _answers(
        self, messages: Sequence[InboundMessage], outcomes: Sequence[Outcome]
    ) -> list[tuple[InboundMessage, Bubble]]:
        """This turn's answers; for a message that was kept before, the answers it got then."""
        answers = []
        for message, outcome in zip(messages, outcomes, strict=True):
            bubbles = outcome.bubbles
            if outcome.repeat:
                bubbles = await asyncio.to_thread(hand_over.answers_of, self.store, outcome.inbound_id)
            answers += [(message, bubble) for bubble in bubbles]
        return answers

    def _parsed(self, name: ChannelName, delivery: WebhookRequest) -> Parsed:
        """What can be kept of it; the rest is answered 200 all the same, or the provider sends it again for days."""
        self.counts["received", name] += 1
        try:
            parsed = self.channels[name].parse(delivery)
        except MalformedWebhook as error:
            self.counts["malformed", name] += 1
            log.warning("a signed webhook could not be read", extra={"channel": name, "why": str(error)})
            return Parsed()
        keepable = tuple(message for message in parsed.messages if _is_keepable(message))
        if len(keepable) < len(parsed.messages):
            self.counts["malformed", name] += 1
            log.warning("a message with an endless id was left out", extra={"channel": name})
        return replace(parsed, messages=keepable)

    async def _take(self, parsed: Parsed) -> None:
        if parsed.messages:
            await self.road.receive(parsed.messages)
        if parsed.receipts:
            await asyncio.to_thread(receipts.note, self.store, parsed.receipts, self.clock.now())
        if parsed.refusals:
            await asyncio.to_thread(refusals.note, self.store, parsed.refusals, self.clock.now())

    def _acknowledge(self, name: ChannelName, delivery: WebhookRequest, parsed: Parsed) -> None:
        """Telegram shows a pressed button as busy until it is told; a failure there is nobody's loss."""
        if not any(message.payload for message in parsed.messages):
            return
        channel = self.channels[name]
        if isinstance(channel, Acknowledging):
            task = asyncio.create_task(channel.acknowledge(delivery))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def _unsigned_answer(self, name: ChannelName, caller: str) -> Response:
        self.counts["unsigned", name] += 1
        minute = int(self.clock.real().timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self._unsigned.clear()
        self._unsigned[caller] += 1
        return PlainTextResponse("", 429 if self._unsigned[caller] > MOST_UNSIGNED else 403)


async def _delivery(request: Request) -> WebhookRequest:
    """The delivery as it arrived. Raises BodyTooLarge."""
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope.get("raw_path", b"").decode("latin-1").split("?")[0] or request.scope["path"]
    return WebhookRequest(
        method=request.method,
        path_and_query=f"{path}?{query}" if query else path,
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]},
        body=await _body(request),
    )


async def _body(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > LARGEST_BODY:
        raise BodyTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge
    return bytes(body)


def _is_keepable(message: InboundMessage) -> bool:
    return len(message.provider_id) <= LONGEST_ID and len(message.account) <= LONGEST_ACCOUNT


def _rest_answer(message: InboundMessage, bubble: Bubble) -> dict[str, object]:
    """One answer in Rasa's shape."""
    answer: dict[str, object] = {"recipient_id": message.address, "text": bubble.text}
    if bubble.buttons:
        answer["buttons"] = [{"title": button.title, "payload": button.payload} for button in bubble.buttons]
    return answer
