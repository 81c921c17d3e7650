"""The Telegram channel: verify, parse, send, fetch, acknowledge, and long polling where no webhook can come."""

import hashlib
import hmac
import json
import logging
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from bot.model.channel import Limits, ListedMessage, Pace, SendError, WebhookRequest
from bot.model.message import ChannelName, Media, OutboundMessage, Parsed
from bot.provider_http import ProviderHttp

if TYPE_CHECKING:
    from bot.channels.telegram.client import Client

API_URL = "https://api.telegram.org"
TIMEOUT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(seconds=50)  # Telegram's own end of a long poll
HEADER = "x-telegram-bot-api-secret-token"
PATH = "/webhooks/telegram"
LIMITS = Limits(4096, buttons=8, button_title=40, text_with_buttons=4096)
USUAL_PACE = Pace(30, 1)

log = logging.getLogger(__name__)


class Telegram:
    """One bot. Its token stands in every address it calls, so neither the library's nor httpx's log may speak."""

    name: ClassVar[ChannelName] = ChannelName.TELEGRAM

    def __init__(
        self,
        token: str,
        secret: str = "",
        *,
        api_url: str = API_URL,
        pace: Pace = USUAL_PACE,
        timeout: timedelta = TIMEOUT,
    ) -> None:
        """Without a `secret` one is made of the token: the same in every process of ours, and known to nobody else."""
        self.account = token.partition(":")[0]  # the bot's own id
        self.pace = pace
        self._token = token
        self._secret = secret or _made_of(token)
        self._api_url = api_url.rstrip("/")
        self._http = ProviderHttp(timeout)
        self._polling = ProviderHttp(timeout + LONGEST_WAIT)
        self._made: Client | None = None
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's new ways; its old ones warn on every use
        for chatty, level in (
            ("telegram", logging.CRITICAL),
            ("httpx", logging.WARNING),
            ("httpcore", logging.WARNING),
        ):
            logging.getLogger(chatty).setLevel(level)

    def limits(self, account: str) -> Limits:
        return LIMITS

    def verify(self, request: WebhookRequest) -> bool:
        """Whether it brings the secret we gave Telegram. Bytes: comparing text raises on an accent."""
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        return hmac.compare_digest(given, self._secret.encode())

    def parse(self, request: WebhookRequest) -> Parsed:
        """One update. Groups, channels, edits and other bots are silent."""
        from bot.channels.telegram import inbound  # on the first update: the library costs 20 MB and 0.3 s

        return inbound.parsed(request.body, self.account)

    async def send(self, message: OutboundMessage) -> str:
        """The message's id in its chat."""
        return await self._client().send(message)

    async def acknowledge(self, request: WebhookRequest) -> None:
        """Ends the waiting sign on a pressed button. May be called on any webhook, after its answer; never raises."""
        from bot.channels.telegram import inbound  # loaded by `parse` already

        query_id = inbound.pressed(request.body)
        if query_id is None:
            return
        try:
            await self._client().acknowledge(query_id)
        except SendError as problem:
            log.info("a pressed button was not acknowledged", extra={"problem": type(problem).__name__})

    async def poll(self, offset: int, wait: timedelta) -> tuple[tuple[WebhookRequest, ...], int]:
        """Updates from `offset` on, each as the webhook it would have been, and the next offset.

        Asking with the next offset tells Telegram these are kept. Raises SendError.
        """
        from bot.channels.telegram import client  # on first use, as above

        address = f"{self._api_url}/bot{self._token}/getUpdates"
        seconds = int(min(wait, LONGEST_WAIT).total_seconds())
        updates = await client.updates(self._polling, address, offset, seconds)
        headers = {HEADER: self._secret, "content-type": "application/json"}
        requests = tuple(WebhookRequest("POST", PATH, headers, json.dumps(update).encode()) for update in updates)
        return requests, max((update["update_id"] + 1 for update in updates), default=offset)

    async def register(self, public_url: str | None) -> None:
        """Have updates sent to `public_url`; None: sent nowhere, so that `poll` may fetch them. Raises SendError."""
        await self._client().register(f"{public_url.rstrip('/')}{PATH}" if public_url else None, self._secret)

    async def fetch(self, media: Media) -> AsyncGenerator[bytes, None]:
        """The bytes; the address holds our token and is never shown."""
        where = await self._client().file_address(media.reference)
        async with aclosing(self._http.download(where, {}, (self._api_url.lower(),))) as chunks:
            async for chunk in chunks:
                yield chunk

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        return None

    def _client(self) -> "Client":
        from bot.channels.telegram.client import Client  # on first use, as above

        self._made = self._made or Client(self._token, self._api_url, self._http)
        return self._made

    async def close(self) -> None:
        await self._http.close()
        await self._polling.close()


def _made_of(token: str) -> str:
    return hmac.new(token.encode(), b"the secret of our webhooks", hashlib.sha256).hexdigest()
