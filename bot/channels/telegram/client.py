"""The library's `Bot`, over connections whose failures we can tell apart. Imported on first use: it is heavy."""

import json
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.model.channel import (
    AccountProblem,
    AddressUnreachable,
    ContactBlockedUs,
    MessageRefused,
    OutcomeUnknown,
    SendError,
    SlowDown,
)
from bot.model.clean import clean
from bot.model.message import Bubble, OutboundMessage
from bot.provider_http import NO_ANSWER, ProviderHttp

T = TypeVar("T")

UPDATES = ["message", "callback_query", "my_chat_member"]
BLOCKED = "They have blocked our bot. Write to them on another channel they gave us."
NOBODY = "There is nobody in this chat any more. Ask for another way to reach them."
REFUSED = "Telegram refuses this message as it is. Change its words and send it anew."
NOT_OURS = "Telegram does not accept our bot's token. Check the Telegram settings."
TWO_READERS = "Another program reads this bot's messages. Stop it, or take its webhook away."
TOO_FAST = "We send faster than Telegram allows. It goes on by itself."
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Client:
    """What we ask of the Bot API."""

    def __init__(self, token: str, api_url: str, http: ProviderHttp) -> None:
        request = _Request(http)
        self._bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )

    async def send(self, message: OutboundMessage) -> str:
        sent = await _asked(
            self._bot.send_message(
                message.address,
                clean(message.bubble.text),
                reply_markup=_keyboard(message.bubble),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        return str(sent.message_id)

    async def acknowledge(self, query_id: str) -> None:
        await _asked(self._bot.answer_callback_query(query_id))

    async def register(self, url: str | None, secret: str) -> None:
        if url is None:
            await _asked(self._bot.delete_webhook())
        else:
            await _asked(self._bot.set_webhook(url, allowed_updates=UPDATES, secret_token=secret))

    async def file_address(self, file_id: str) -> str:
        file = await _asked(self._bot.get_file(file_id))
        if not file.file_path:
            raise MessageRefused("Telegram no longer has this file.")
        return file.file_path


async def updates(http: ProviderHttp, address: str, offset: int, seconds: int) -> list[dict[str, Any]]:
    """Raw updates: the library would read them all, and one it cannot read would hold up the rest for ever.

    Any: whatever Telegram writes.
    """
    asked = urlencode({"offset": offset, "timeout": seconds, "allowed_updates": json.dumps(UPDATES)}).encode()
    answer = await http.call("POST", address, {"Content-Type": "application/x-www-form-urlencoded"}, asked)
    if answer.status in (401, 404):
        raise AccountProblem(NOT_OURS)
    if answer.status == 409:
        raise AccountProblem(TWO_READERS)
    if answer.status == 429:
        raise _slow_down(answer.text)
    try:
        found = json.loads(answer.text)["result"]
        return [update for update in found if isinstance(update["update_id"], int)]
    except (*UNREADABLE, RecursionError):
        raise OutcomeUnknown(NO_ANSWER) from None


class _Request(BaseRequest):
    """The library's door to the network. Its own, over httpx, costs ten times the CPU and logs the token."""

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Opened on the first call."""

    async def shutdown(self) -> None:
        """Closed by the channel."""

    async def do_request(  # type: ignore[override]  # its time-outs are ProviderHttp's business
        self, url: str, method: str, request_data: RequestData | None = None, **_: object
    ) -> tuple[int, bytes]:
        body = urlencode(request_data.json_parameters).encode() if request_data else None
        answer = await self._http.call(method, url, {"Content-Type": "application/x-www-form-urlencoded"}, body)
        if answer.status == 429:
            raise _slow_down(answer.text)  # the library's own RetryAfter warns of its deprecation when it is made
        return answer.status, answer.text.encode()


async def _asked(call: Awaitable[T]) -> T:
    """What the library says, its exceptions made ours. They hold the token, so none is chained."""
    try:
        return await call
    except TelegramError as problem:
        error = problem.__cause__ if isinstance(problem.__cause__, SendError) else _error(problem)
    except UNREADABLE:
        error = OutcomeUnknown(NO_ANSWER)
    raise error from None


def _error(problem: TelegramError) -> SendError:
    said = problem.message.lower()
    if isinstance(problem, Forbidden):
        return ContactBlockedUs(BLOCKED) if "blocked" in said else AddressUnreachable(NOBODY)
    if isinstance(problem, ChatMigrated):
        return AddressUnreachable(NOBODY)
    if isinstance(problem, BadRequest):
        nobody = any(words in said for words in ("chat not found", "user not found", "deactivated", "peer_id_invalid"))
        return AddressUnreachable(NOBODY) if nobody else MessageRefused(REFUSED)
    if isinstance(problem, InvalidToken):
        return AccountProblem(NOT_OURS)
    if isinstance(problem, Conflict):
        return AccountProblem(TWO_READERS)
    return OutcomeUnknown(NO_ANSWER)


def _slow_down(text: str) -> SlowDown:
    try:
        return SlowDown(TOO_FAST, retry_after=timedelta(seconds=int(json.loads(text)["parameters"]["retry_after"])))
    except (*UNREADABLE, RecursionError):
        return SlowDown(TOO_FAST)


def _keyboard(bubble: Bubble) -> InlineKeyboardMarkup | None:
    if not bubble.buttons:
        return None
    rows = [[InlineKeyboardButton(clean(button.title), callback_data=button.payload)] for button in bubble.buttons]
    return InlineKeyboardMarkup(rows)
