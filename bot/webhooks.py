"""The front door for providers: verify on the raw bytes, parse, receive; 200 only after the commit."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.conversation.batch import Outcome
from bot.conversation.receive import Road
from bot.delivery import hand_over, receipts, refusals
from bot.model.channel import Acknowledging, Challenged, Channel, MalformedWebhook, WebhookRequest
from bot.model.message import Bubble, ChannelName, InboundMessage, Parsed
from bot.store.store import Store, StoreDown

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024  # bytes
MOST_UNSIGNED = 100  # wrongly signed deliveries a minute from one caller; then 429 instead of 403

_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

Endpoint = Callable[[Request], Awaitable[Response]]


class BodyTooLarge(ValueError):
    """Over 1 MiB: no provider sends that."""


@dataclass
class FrontDoor:
    """What the doors need. `minute` counts wrongly signed callers in the current minute."""

    store: Store
    road: Road
    clock: Clock
    channels: Mapping[ChannelName, Channel]
    counts: Counter[str] = field(default_factory=Counter)
    _unsigned: Counter[str] = field(default_factory=Counter)
    _minute: int = 0
    _running: set[asyncio.Task[None]] = field(default_factory=set)  # a task nobody holds may be collected

    def routes(self) -> list[Route]:
        """A door for each channel that is set up."""
        doors: dict[ChannelName, Sequence[tuple[str, Endpoint]]] = {
            ChannelName.SMS: [("/webhooks/twilio/sms", self._twilio(ChannelName.SMS))],
            ChannelName.WHATSAPP: [("/webhooks/twilio/whatsapp", self._twilio(ChannelName.WHATSAPP))],
            ChannelName.TELEGRAM: [("/webhooks/telegram", self._telegram)],
            ChannelName.REST: [("/webhooks/rest/webhook", self._rest)],
        }
        routes = [Route(path, door, methods=["POST"]) for name in self.channels for path, door in doors.get(name, ())]
        twilio = next((n for n in (ChannelName.SMS, ChannelName.WHATSAPP) if n in self.channels), None)
        if twilio is not None:
            routes.append(Route("/webhooks/twilio/status", self._twilio(twilio), methods=["POST"]))
        if ChannelName.WHATSAPP_CLOUD in self.channels:
            routes.append(Route("/webhooks/whatsapp", self._whatsapp_cloud, methods=["GET", "POST"]))
        return routes

    async def take_polled(self, name: ChannelName, delivery: WebhookRequest) -> None:
        """What long polling brought goes the same way. Raises StoreDown: it is then not confirmed, and comes again."""
        parsed = self._parsed(name, delivery)
        await self._take(parsed)
        self._acknowledge(name, delivery, parsed)

    def _twilio(self, name: ChannelName) -> Endpoint:
        async def door(request: Request) -> Response:
            return await self._provider(name, request, Response(_TWIML, media_type="text/xml"))

        return door

    async def _telegram(self, request: Request) -> Response:
        return await self._provider(ChannelName.TELEGRAM, request, JSONResponse({}))

    async def _whatsapp_cloud(self, request: Request) -> Response:
        if request.method == "POST":
            return await self._provider(ChannelName.WHATSAPP_CLOUD, request, JSONResponse({}))
        channel = self.channels[ChannelName.WHATSAPP_CLOUD]
        challenge = channel.challenge(await _delivery(request)) if isinstance(channel, Challenged) else None
        return PlainTextResponse("", 403) if challenge is None else PlainTextResponse(challenge)

    async def _provider(self, name: ChannelName, request: Request, thanks: Response) -> Response:
        """Thanks once everything in it is kept. 403 when it is not theirs, 503 when nothing could be kept."""
        try:
            delivery = await _delivery(request)
        except BodyTooLarge:
            return PlainTextResponse("too large", 413)
        if not self.channels[name].verify(delivery):
            return self._unsigned_answer(name, request)
        parsed = self._parsed(name, delivery)
        try:
            await self._take(parsed)
        except StoreDown:
            return PlainTextResponse("try again", 503, headers={"Retry-After": "5"})
        self._acknowledge(name, delivery, parsed)
        return thanks

    async def _rest(self, request: Request) -> Response:
        try:
            delivery = await _delivery(request)
        except BodyTooLarge:
            return JSONResponse({"error": "the message is over 1 MiB"}, 413)
        if not self.channels[ChannelName.REST].verify(delivery):
            return self._unsigned_answer(ChannelName.REST, request)
        try:
            messages = self.channels[ChannelName.REST].parse(delivery).messages
            outcomes = await self.road.receive(messages)
        except MalformedWebhook as error:
            return JSONResponse({"error": str(error)}, 400)
        except StoreDown:
            return JSONResponse({"error": "the message could not be kept, send it again"}, 503)
        return JSONResponse(
            [_rest_answer(message, bubble) for message, bubble in await self._answers(messages, outcomes)]
        )

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
        """Empty when it cannot be read: answered 200 all the same, or the provider sends it again for days."""
        try:
            return self.channels[name].parse(delivery)
        except MalformedWebhook as error:
            self.counts[f"malformed_{name}"] += 1
            log.warning("a signed webhook could not be read", extra={"channel": name, "why": str(error)})
            return Parsed()

    async def _take(self, parsed: Parsed) -> None:
        if parsed.messages:
            await self.road.receive(parsed.messages)
        if parsed.receipts:
            await asyncio.to_thread(receipts.note, self.store, parsed.receipts, self.clock.now())
        if parsed.refusals:
            await asyncio.to_thread(refusals.note, self.store, parsed.refusals, self.clock.now())

    def _acknowledge(self, name: ChannelName, delivery: WebhookRequest, parsed: Parsed) -> None:
        """Telegram shows a pressed button as busy until it is told; a failure there is nobody's loss."""
        channel = self.channels[name]
        if isinstance(channel, Acknowledging) and any(message.payload for message in parsed.messages):
            task = asyncio.create_task(channel.acknowledge(delivery))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def _unsigned_answer(self, name: ChannelName, request: Request) -> Response:
        self.counts[f"unsigned_{name}"] += 1
        minute = int(self.clock.real().timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self._unsigned.clear()
        caller = request.client.host if request.client else ""
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
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge
    return body


def _rest_answer(message: InboundMessage, bubble: Bubble) -> dict[str, object]:
    """One answer in Rasa's shape."""
    answer: dict[str, object] = {"recipient_id": message.address, "text": bubble.text}
    if bubble.buttons:
        answer["buttons"] = [{"title": button.title, "payload": button.payload} for button in bubble.buttons]
    return answer
