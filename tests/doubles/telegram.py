"""A pretend Telegram: sends, long polling, files, button presses, blocks, and its own limits."""

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.model.channel import WebhookRequest
from tests.doubles.faults import BEFORE_TAKING, RETRY_AFTER, Fault, FaultPlan
from tests.doubles.server import Double

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "S3cret_-"
PERSON = 456001
VOICE = b"OggS" + b"sound" * 1000
HEADER = "x-telegram-bot-api-secret-token"


class FakeTelegram(Double):
    """`calls` keeps every call as (method, fields); `paced` refuses more than one message a second to a chat."""

    def __init__(self, plan: FaultPlan | None = None, paced: bool = False) -> None:
        super().__init__(plan)
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.sent: list[dict[str, Any]] = []  # Any: Telegram's JSON
        self.blocked: set[int] = set()
        self.deactivated: set[int] = set()
        self.unknown: set[int] = set()
        self.acknowledged: list[str] = []
        self.webhook: dict[str, str] = {}
        self.waiting: list[dict[str, Any]] = []
        self._paced = paced
        self._last: dict[int, float] = defaultdict(float)
        self._numbers = itertools.count(1)

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/bot{token}/{method}", self._call), web.get("/file/bot{token}/{name:.*}", self._file))

    def sent_to(self, chat: int) -> list[str]:
        """The words one person got, in order."""
        return [str(message["text"]) for message in self.sent if message["chat"]["id"] == chat]

    def person_writes(self, text: str = "Hello", person: int = PERSON, **fields: Any) -> dict[str, Any]:
        """The update of a message in a private chat. Any: Telegram's JSON."""
        content = {"text": text} if text else {}
        return self._update("message", _message(next(self._numbers), person) | content | fields)

    def person_presses(self, title: str, person: int = PERSON) -> dict[str, Any]:
        """The update of a press on the last message's button with that title."""
        message = next(m for m in reversed(self.sent) if m["chat"]["id"] == person and "reply_markup" in m)
        keys = [key for row in message["reply_markup"]["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if key["text"] == title)
        query = {"id": str(next(self._numbers)), "from": a_user(person), "message": message, "chat_instance": "1"}
        return self._update("callback_query", query | {"data": data})

    def person_blocks(self, person: int = PERSON, status: str = "kicked") -> dict[str, Any]:
        """The update that somebody blocked the bot, or with `member` let it in again."""
        (self.blocked.add if status == "kicked" else self.blocked.discard)(person)
        bot = {"id": 110201543, "is_bot": True, "first_name": "Bot"}
        change = {"chat": _chat(person), "from": a_user(person), "date": 1784483903}
        new = (
            {"status": status, "user": bot, "until_date": 0} if status == "kicked" else {"status": status, "user": bot}
        )
        states = {"old_chat_member": {"status": "member", "user": bot}, "new_chat_member": new}
        return self._update("my_chat_member", change | states)

    def _update(self, kind: str, what: dict[str, Any]) -> dict[str, Any]:
        update = {"update_id": 9000 + next(self._numbers), kind: what}
        self.waiting.append(update)
        return update

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = {key: str(value) for key, value in (await request.post()).items()}
        if request.match_info["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        self.calls.append((method, fields))
        known = {
            "sendMessage": self._send_message,
            "getUpdates": self._get_updates,
            "answerCallbackQuery": self._answer_callback_query,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getFile": self._get_file,
        }
        if method not in known:
            return _refused(404, "Not Found")
        return await known[method](request, fields)

    async def _send_message(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        fault = self.plan.next(fields["chat_id"])
        if fault is Fault.TOO_MANY:
            return _too_many(RETRY_AFTER)
        if fault in BEFORE_TAKING:
            return _refused(500 if fault is Fault.SERVER_ERROR else 503, "Internal Server Error")
        refused = self._refusal(fields)
        if refused is not None:
            return refused
        message = self._take(fields)
        broken = await self.plan.misbehave(fault, request) if fault else None
        return broken if broken is not None else _ok(message)

    def _refusal(self, fields: dict[str, str]) -> web.Response | None:
        text, markup = fields.get("text", ""), json.loads(fields.get("reply_markup", "{}"))
        chat = int(fields["chat_id"]) if fields["chat_id"].lstrip("-").isdecimal() else 0
        if not chat or chat in self.unknown:
            return _refused(400, "Bad Request: chat not found")
        if chat in self.blocked:
            return _refused(403, "Forbidden: bot was blocked by the user")
        if chat in self.deactivated:
            return _refused(403, "Forbidden: user is deactivated")
        if not text:
            return _refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return _refused(400, "Bad Request: message is too long")
        keys = [key for row in markup.get("inline_keyboard", []) for key in row]
        if any(not 1 <= len(key["callback_data"].encode()) <= 64 for key in keys):
            return _refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return self._pacing(chat)

    def _pacing(self, chat: int) -> web.Response | None:
        now = time.monotonic()
        if self._paced and now - self._last[chat] < 1:
            return _too_many(1)
        self._last[chat] = now
        return None

    def _take(self, fields: dict[str, str]) -> dict[str, Any]:
        bot = {"id": 110201543, "is_bot": True, "first_name": "Bot"}
        message = _message(next(self._numbers), int(fields["chat_id"])) | {"from": bot, "text": fields["text"]}
        if "reply_markup" in fields:
            message["reply_markup"] = json.loads(fields["reply_markup"])
        self.sent.append(message)
        return message

    async def _get_updates(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        if self.webhook:
            return _refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, until = int(fields.get("offset", 0)), time.monotonic() + float(fields.get("timeout", 0))
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        while not self.waiting and time.monotonic() < until:
            await asyncio.sleep(0.01)
        return _ok(self.waiting[:100])

    async def _answer_callback_query(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        if fields["callback_query_id"] in self.acknowledged:
            return _refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.acknowledged.append(fields["callback_query_id"])
        return _ok(True)

    async def _set_webhook(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        self.webhook = fields
        return _ok(True)

    async def _delete_webhook(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        self.webhook = {}
        return _ok(True)

    async def _get_file(self, request: web.Request, fields: dict[str, str]) -> web.StreamResponse:
        if fields["file_id"] == "too big":
            return _refused(400, "Bad Request: file is too big")
        where = {"file_id": fields["file_id"], "file_unique_id": "u", "file_path": "voice/file_1.oga"}
        return _ok(where)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=VOICE) if request.match_info["token"] == TOKEN else web.Response(status=404)


def a_webhook(update: object, secret: str = SECRET) -> WebhookRequest:
    """An update as Telegram delivers it."""
    headers = {"content-type": "application/json", HEADER: secret}
    return WebhookRequest("POST", "/webhooks/telegram", headers, json.dumps(update).encode())


def a_user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Amina", "language_code": "so"}


def _chat(person: int) -> dict[str, Any]:
    return {"id": person, "type": "private", "first_name": "Amina"}


def _message(number: int, person: int) -> dict[str, Any]:
    return {"message_id": number, "date": 1784483903, "chat": _chat(person), "from": a_user(person)}


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(code: int, description: str, **parameters: int) -> web.Response:
    more = {"parameters": parameters} if parameters else {}
    return web.json_response({"ok": False, "error_code": code, "description": description} | more, status=code)


def _too_many(seconds: int) -> web.Response:
    return _refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
