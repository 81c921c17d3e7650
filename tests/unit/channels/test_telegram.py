"""Telegram: private chats only, buttons, blocks, long polling, and a token nobody ever reads."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.telegram import Telegram
from bot.model.channel import MalformedWebhook, WebhookRequest
from bot.model.message import (
    ChannelName,
    InboundMessage,
    MessageKind,
    Parsed,
    Refusal,
)
from tests.doubles.telegram import HEADER, PERSON, SECRET, TOKEN, FakeTelegram, a_webhook

BOT_ID = "110201543"
TELEGRAM = Telegram(TOKEN, SECRET)


@pytest.fixture
async def double() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def telegram(double: FakeTelegram) -> AsyncIterator[Telegram]:
    channel = Telegram(TOKEN, SECRET, api_url=double.url, timeout=timedelta(seconds=2))
    yield channel
    await channel.close()


def read(update: object) -> Parsed:
    return TELEGRAM.parse(a_webhook(update))


def heard(text: str = "Hello", **fields: Any) -> InboundMessage:  # Any: Telegram's JSON
    (message,) = read(FakeTelegram().person_writes(text, **fields)).messages
    return message


class TestVerify:
    def test_the_secret_we_gave_is_believed(self) -> None:
        assert TELEGRAM.verify(a_webhook({}))

    @pytest.mark.parametrize("secret", ["", "wrong", "Sécret", "\ud800"], ids=["empty", "wrong", "accent", "lone"])
    def test_another_secret_is_not(self, secret: str) -> None:
        assert not TELEGRAM.verify(a_webhook({}, secret))

    def test_no_secret_is_not(self) -> None:
        assert not TELEGRAM.verify(WebhookRequest("POST", "/webhooks/telegram", {}, b"{}"))

    def test_without_a_secret_of_ours_nobody_is_believed(self) -> None:
        assert not Telegram(TOKEN).verify(a_webhook({}, ""))


class TestParse:
    def test_a_text_is_read(self) -> None:
        message = heard("Salaam")

        assert (message.channel, message.account, message.address) == (ChannelName.TELEGRAM, BOT_ID, str(PERSON))
        assert (message.text, message.kind, message.name) == ("Salaam", MessageKind.TEXT, "Amina")

    def test_each_update_has_an_id_of_its_own(self) -> None:
        update = FakeTelegram().person_writes()

        assert read(update).messages[0].provider_id == str(update["update_id"])

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            ("/start", "/start"),
            ("/start camp42", "/start camp42"),
            ("/start@our_bot camp42", "/start camp42"),
            ("/stop", "stop"),
            ("/help@our_bot", "help"),
            ("/stop please", "stop please"),
            ("either/or", "either/or"),
            ("/", "/"),
            ("//stop", "//stop"),
        ],
    )
    def test_a_command_is_the_word_it_is(self, written: str, text: str) -> None:
        assert heard(written).text == text

    @pytest.mark.parametrize(
        ("fields", "kind", "reference"),
        [
            ({"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3}}, MessageKind.VOICE, "v"),
            ({"audio": {"file_id": "a", "file_unique_id": "u", "duration": 3}}, MessageKind.VOICE, "a"),
            ({"photo": [{"file_id": size, "file_unique_id": size, "width": 9, "height": 9} for size in "sl"]},
             MessageKind.PICTURE, "l"),
            ({"document": {"file_id": "d", "file_unique_id": "u"}}, MessageKind.FILE, "d"),
            ({"location": {"latitude": 51.5, "longitude": 0.1}}, MessageKind.LOCATION, None),
            ({"contact": {"phone_number": "447700900123", "first_name": "A"}}, MessageKind.CONTACT_CARD, None),
            ({"dice": {"emoji": "x", "value": 1}}, MessageKind.UNREAD, None),
            ({"invented_in_2031": {"x": 1}}, MessageKind.UNREAD, None),
        ],
        ids=["voice", "audio", "photo", "document", "location", "contact", "dice", "unknown"],
    )  # fmt: skip
    def test_what_is_not_words_says_what_it_is(
        self, fields: dict[str, object], kind: MessageKind, reference: str | None
    ) -> None:
        message = heard("", **fields)

        assert message.kind is kind
        assert [media.reference for media in message.media] == ([reference] if reference else [])

    def test_what_the_library_cannot_read_of_a_message_does_not_silence_the_person(self) -> None:
        assert heard("", poll={"id": "of a newer kind"}).kind is MessageKind.UNREAD
        assert heard("Hello", poll={"id": "of a newer kind"}).text == "Hello"

    def test_a_picture_keeps_its_caption(self) -> None:
        photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]

        assert heard("", photo=photo, caption="the ramp").text == "the ramp"

    def test_nuls_and_lone_surrogates_are_dropped(self) -> None:
        assert heard("a\0b\ud800c").text == "abc"

    @pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"])
    def test_edits_and_channel_posts_are_silent(self, kind: str) -> None:
        update = FakeTelegram().person_writes()

        assert read({"update_id": 1, kind: update["message"]}) == Parsed()

    @pytest.mark.parametrize("chat", ["group", "supergroup", "channel"])
    def test_groups_are_silent(self, chat: str) -> None:
        assert not read(FakeTelegram().person_writes(chat={"id": -100, "type": chat, "title": "x"})).messages

    def test_other_bots_are_silent(self) -> None:
        update = FakeTelegram().person_writes()
        update["message"]["from"] = {"id": 7, "is_bot": True, "first_name": "Robot"}

        assert not read(update).messages

    def test_a_service_message_is_silent(self) -> None:
        assert not read(FakeTelegram().person_writes("", delete_chat_photo=True)).messages

    def test_blocking_the_bot_is_a_refusal(self) -> None:
        refused = Refusal(ChannelName.TELEGRAM, BOT_ID, str(PERSON))

        assert read(FakeTelegram().person_blocks()).refusals == (refused,)

    def test_letting_the_bot_in_again_is_silent(self) -> None:
        assert read(FakeTelegram().person_blocks(status="member")) == Parsed()

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff\xfe",
            b"[" * 100_000,
            b"{}",
            b'{"update_id": "x"}',
            b'{"update_id": 1, "message": 3}',
            b'{"update_id": 1, "message": {"message_id": 1}}',
            b'{"update_id": 1, "message": {"message_id": 1, "date": 1e30, "chat": {"id": 1, "type": "private"}}}',
        ],
        ids=["empty", "cut", "list", "null", "bytes", "deep", "nothing", "text id", "number", "hollow", "far date"],
    )
    def test_what_nobody_can_read_is_malformed(self, body: bytes) -> None:
        with pytest.raises(MalformedWebhook):
            TELEGRAM.parse(WebhookRequest("POST", "/webhooks/telegram", {HEADER: SECRET}, body))
