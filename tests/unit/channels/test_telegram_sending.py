"""Telegram: what goes out, long polling, files, and a token nobody ever reads."""

import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.telegram import Telegram
from bot.model import channel as errors
from bot.model.channel import MalformedWebhook, WebhookRequest
from bot.model.message import (
    Bubble,
    Button,
    ChannelName,
    Media,
    MessageKind,
    OutboundMessage,
)
from tests.doubles.telegram import PERSON, SECRET, TOKEN, VOICE, FakeTelegram, a_webhook

BOT_ID = "110201543"
TELEGRAM = Telegram(TOKEN, SECRET)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def double() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def telegram(double: FakeTelegram) -> AsyncIterator[Telegram]:
    channel = Telegram(TOKEN, SECRET, api_url=double.url, timeout=timedelta(seconds=2))
    yield channel
    await channel.close()


def a_message(text: str = "Hello", *buttons: Button, to: str = str(PERSON)) -> OutboundMessage:
    return OutboundMessage(41, ChannelName.TELEGRAM, BOT_ID, to, Bubble(text, buttons))


@pytest.mark.anyio
class TestSend:
    async def test_words_and_buttons_go_out(self, double: FakeTelegram, telegram: Telegram) -> None:
        sent = await telegram.send(a_message("Come?", Button("Yes", "p1"), Button("No", "p2")))

        (message,) = double.sent
        assert (str(message["message_id"]), message["text"]) == (sent, "Come?")
        assert [[key["text"] for key in row] for row in message["reply_markup"]["inline_keyboard"]] == [["Yes"], ["No"]]

    async def test_a_press_comes_back_and_is_acknowledged(self, double: FakeTelegram, telegram: Telegram) -> None:
        await telegram.send(a_message("Come?", Button("Yes", "p1")))
        request = a_webhook(double.person_presses("Yes"))

        (message,) = telegram.parse(request).messages
        await telegram.acknowledge(request)

        assert (message.kind, message.payload, message.text) == (MessageKind.BUTTON, "p1", "Yes")
        assert double.acknowledged == [json.loads(request.body)["callback_query"]["id"]]

    async def test_an_old_press_or_no_press_is_acknowledged_in_silence(
        self, double: FakeTelegram, telegram: Telegram
    ) -> None:
        await telegram.send(a_message("Come?", Button("Yes", "p1")))
        request = a_webhook(double.person_presses("Yes"))

        for _ in range(2):
            await telegram.acknowledge(request)
        await telegram.acknowledge(a_webhook({"update_id": 1}))
        await telegram.acknowledge(WebhookRequest("POST", "/", {}, b"{"))

        assert len(double.acknowledged) == 1

    @pytest.mark.parametrize(
        ("crowd", "expected"),
        [
            ("blocked", errors.ContactBlockedUs),
            ("deactivated", errors.AddressUnreachable),
            ("unknown", errors.AddressUnreachable),
        ],
    )
    async def test_nobody_there_is_told_apart_from_blocked(
        self, double: FakeTelegram, telegram: Telegram, crowd: str, expected: type[errors.SendError]
    ) -> None:
        {"blocked": double.blocked, "deactivated": double.deactivated, "unknown": double.unknown}[crowd].add(PERSON)

        with pytest.raises(errors.SendError) as caught:
            await telegram.send(a_message())

        assert type(caught.value) is expected

    @pytest.mark.parametrize(
        "message",
        [
            pytest.param(a_message("\U0001f44b" * 2049), id="too long in UTF-16"),
            pytest.param(a_message(""), id="empty"),
            pytest.param(a_message("x", Button("হ্যাঁ", "হ" * 22)), id="a payload over 64 bytes"),
        ],
    )
    async def test_what_telegram_will_not_take_is_refused(self, telegram: Telegram, message: OutboundMessage) -> None:
        with pytest.raises(errors.MessageRefused):
            await telegram.send(message)

    async def test_a_chat_with_a_strange_id_is_unreachable(self, telegram: Telegram) -> None:
        with pytest.raises(errors.AddressUnreachable):
            await telegram.send(a_message(to="nobody"))

    async def test_one_a_second_to_a_chat_is_what_telegram_allows(self) -> None:
        async with FakeTelegram(paced=True) as double:
            telegram = Telegram(TOKEN, api_url=double.url)
            await telegram.send(a_message())

            with pytest.raises(errors.SlowDown) as caught:
                await telegram.send(a_message())

            assert caught.value.retry_after == timedelta(seconds=1)
            await telegram.close()

    async def test_a_wrong_token_is_a_problem_of_our_account(self, double: FakeTelegram) -> None:
        telegram = Telegram("1:wrong", api_url=double.url)

        with pytest.raises(errors.AccountProblem) as caught:
            await telegram.send(a_message())

        assert "wrong" not in str(caught.value)
        await telegram.close()

    async def test_neither_token_nor_words_reach_a_log(
        self, double: FakeTelegram, telegram: Telegram, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        double.blocked.add(7)

        await telegram.send(a_message("a private word"))
        with pytest.raises(errors.ContactBlockedUs) as caught:
            await telegram.send(a_message("a private word", to="7"))

        assert not [secret for secret in (TOKEN, TOKEN[10:], "private") if secret in caplog.text]
        assert caught.value.__suppress_context__
        assert logging.getLogger("httpx").level == logging.WARNING


@pytest.mark.anyio
class TestPoll:
    async def test_polling_brings_what_a_webhook_would(self, double: FakeTelegram, telegram: Telegram) -> None:
        double.person_writes("Hello")
        double.person_writes("Again")

        requests, offset = await telegram.poll(0, timedelta())

        assert all(telegram.verify(request) for request in requests)
        assert [telegram.parse(request).messages[0].text for request in requests] == ["Hello", "Again"]
        assert await telegram.poll(offset, timedelta()) == ((), offset)

    async def test_an_update_nobody_can_read_does_not_hold_up_the_rest(
        self, double: FakeTelegram, telegram: Telegram
    ) -> None:
        double.waiting.append({"update_id": 1, "message": {"message_id": "poison"}})
        double.person_writes("Hello")

        requests, _ = await telegram.poll(0, timedelta())

        with pytest.raises(MalformedWebhook):
            telegram.parse(requests[0])
        assert telegram.parse(requests[1]).messages[0].text == "Hello"

    async def test_polling_beside_a_webhook_is_a_problem_of_our_account(
        self, double: FakeTelegram, telegram: Telegram
    ) -> None:
        await telegram.register("https://bot.example.org/")

        with pytest.raises(errors.AccountProblem):
            await telegram.poll(0, timedelta())

        assert double.webhook["url"] == "https://bot.example.org/webhooks/telegram"
        assert double.webhook["secret_token"] == SECRET
        await telegram.register(None)
        assert await telegram.poll(0, timedelta()) == ((), 0)


@pytest.mark.anyio
class TestFetch:
    async def test_a_voice_note_is_fetched(self, telegram: Telegram) -> None:
        media = Media(MessageKind.VOICE, "v", "audio/ogg")

        assert b"".join([chunk async for chunk in telegram.fetch(media)]) == VOICE

    async def test_a_file_over_20_megabytes_is_refused(self, telegram: Telegram) -> None:
        with pytest.raises(errors.MessageRefused):
            _ = [chunk async for chunk in telegram.fetch(Media(MessageKind.FILE, "too big"))]
