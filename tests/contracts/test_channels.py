"""Every channel keeps the same promises."""

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language.rendering import bubbles
from bot.model.channel import AccountProblem, Channel, MalformedWebhook, WebhookRequest
from bot.model.message import ChannelName, MessageKind, Parsed
from bot.model.place import Option
from tests.doubles.lines import SENDING, line

EVERY = tuple(ChannelName)
LONG = "We met at the library and talked about the bus. \U0001f44b হ্যাঁ। " * 90
TELEGRAMS = ["update_id", "message", "callback_query", "my_chat_member", "chat", "from", "date"]
METAS = ["entry", "changes", "value", "messages", "statuses", "contacts", "user_preferences", "metadata"]
KEYS = [*TELEGRAMS, *METAS, "id", "type", "text", "sender"]
SHAPES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.binary(max_size=200) | SHAPES.map(lambda written: json.dumps(written).encode())

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize("name", EVERY)
async def test_it_says_which_channel_and_which_of_our_numbers_it_is(name: ChannelName) -> None:
    async with line(name) as ready:
        (message,) = ready.channel.parse(ready.writes("Hello")).messages

        assert ready.channel.name is message.channel is name
        assert ready.channel.account == message.account != ""
        assert ready.address == message.address


@pytest.mark.parametrize("name", EVERY)
async def test_its_limits_and_pace_leave_room_to_talk(name: ChannelName) -> None:
    async with line(name) as ready:
        limits, pace = ready.channel.limits(ready.channel.account), ready.channel.pace

        assert limits.text >= 160
        assert (limits.buttons == 0) == (limits.button_title == 0)
        assert pace.account > 0
        assert pace.address is None or pace.address > 0


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    "text", ["Hello", "হ্যাঁ, ২টা", "نعم", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "a\n\nb", "1 & 2 = %33"]
)
async def test_words_arrive_as_they_were_written(name: ChannelName, text: str) -> None:
    async with line(name) as ready:
        request = ready.writes(text)

        assert ready.channel.verify(request)
        assert [(message.text, message.kind) for message in ready.channel.parse(request).messages] == [
            (text, MessageKind.TEXT)
        ]


@pytest.mark.parametrize("name", EVERY)
async def test_nothing_a_database_cannot_keep_gets_in(name: ChannelName) -> None:
    async with line(name) as ready:
        (message,) = ready.channel.parse(ready.writes("a\0b")).messages

        assert message.text == "ab"


@pytest.mark.parametrize("name", SENDING)
async def test_the_same_delivery_twice_is_the_same_message(name: ChannelName) -> None:
    async with line(name) as ready:
        request = ready.writes("Hello")

        assert ready.channel.parse(request) == ready.channel.parse(request)


@pytest.mark.parametrize("name", EVERY)
async def test_two_messages_are_never_taken_for_one(name: ChannelName) -> None:
    async with line(name) as ready:
        first, second = (ready.channel.parse(ready.writes("Yes")).messages[0] for _ in range(2))

        assert first.provider_id != second.provider_id


@pytest.mark.parametrize("name", EVERY)
async def test_without_its_headers_a_delivery_is_not_believed(name: ChannelName) -> None:
    async with line(name) as ready:
        bare = {"content-type": ready.writes("Hello").headers["content-type"]}

        assert not ready.channel.verify(replace(ready.writes("Hello"), headers=bare))


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    body=BODIES,
    signature=st.text(max_size=40),
    path=st.text(max_size=20).map(lambda path: "/" + path),
)
async def test_whatever_comes_is_read_or_malformed_and_nothing_else(
    name: ChannelName, body: bytes, signature: str, path: str
) -> None:
    async with line(name) as ready:
        for content_type in ("application/json", "application/x-www-form-urlencoded", signature):
            headers = dict.fromkeys(
                ("x-twilio-signature", "x-hub-signature-256", "x-telegram-bot-api-secret-token", "authorization"),
                signature,
            )
            request = WebhookRequest("POST", path, {**headers, "content-type": content_type}, body)

            assert not ready.channel.verify(request)
            assert isinstance(_read(ready.channel, request), Parsed | MalformedWebhook)


@pytest.mark.parametrize("name", SENDING)
@pytest.mark.parametrize("labels", [(), ("Yes", "No"), tuple(f"Choice {number}" for number in range(1, 13))], ids=len)
async def test_what_rendering_makes_for_its_limits_goes_out_whole(name: ChannelName, labels: tuple[str, ...]) -> None:
    async with line(name) as ready:
        options = [Option(label, label) for label in labels]
        payloads = [f"41:{place}" for place in range(len(labels))]

        parts = bubbles(LONG, options, payloads, ready.channel.limits(ready.channel.account))
        for part in parts:
            await ready.channel.send(replace(ready.message(), bubble=part))

        assert ready.taken() == len(parts) >= 2


@pytest.mark.parametrize("name", SENDING)
async def test_every_sent_message_has_an_id_of_its_own(name: ChannelName) -> None:
    async with line(name) as ready:
        sent = [await ready.channel.send(ready.message()) for _ in range(3)]

        assert len(set(sent)) == 3
        assert all(isinstance(provider_id, str) and provider_id for provider_id in sent)


@pytest.mark.parametrize("name", SENDING)
async def test_letters_no_provider_can_carry_are_left_out(name: ChannelName) -> None:
    async with line(name) as ready:
        await ready.channel.send(ready.message("a\ud800b\0c"))

        assert ready.taken() == 1


@pytest.mark.parametrize("name", EVERY)
async def test_a_list_is_a_list_or_none(name: ChannelName) -> None:
    async with line(name) as ready:
        listed = await ready.channel.listed(inbound=True, since=datetime.now(UTC) - timedelta(hours=1))

        assert listed is None or list(listed) == []


@pytest.mark.parametrize("name", SENDING)
async def test_words_and_addresses_stay_out_of_the_log(name: ChannelName, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with line(name) as ready:
        ready.channel.parse(ready.writes("a private word"))
        await ready.channel.send(ready.message("another private word"))

        assert "private" not in caplog.text
        assert ready.address not in caplog.text


async def test_rest_never_sends() -> None:
    async with line(ChannelName.REST) as ready:
        with pytest.raises(AccountProblem):
            await ready.channel.send(ready.message())


@pytest.mark.parametrize("name", EVERY)
async def test_closing_twice_is_no_trouble(name: ChannelName) -> None:
    async with line(name) as ready:
        await ready.channel.close()
        await ready.channel.close()


def _read(channel: Channel, request: WebhookRequest) -> Parsed | MalformedWebhook:
    try:
        return channel.parse(request)
    except MalformedWebhook as problem:
        return problem
