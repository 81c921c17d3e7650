"""The REST channel: Rasa's shape, a token, a skin."""

import json

import pytest

from bot.channels.rest import Rest
from bot.model.channel import AccountProblem, MalformedWebhook, WebhookRequest
from bot.model.message import Bubble, ChannelName, InboundMessage, MessageKind, OutboundMessage


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def a_request(body: object = None, query: str = "", **headers: str) -> WebhookRequest:
    written = {"sender": "amina", "message": "Hello"} if body is None else body
    return WebhookRequest("POST", "/webhooks/rest/webhook" + query, headers, json.dumps(written).encode())


def the_message(**written: object) -> InboundMessage:
    return Rest().parse(a_request({"sender": "amina", "message": "Hello"} | written)).messages[0]


def test_a_message_in_rasas_shape_is_read() -> None:
    message = the_message()

    assert (message.channel, message.account, message.address) == (ChannelName.REST, "rest", "amina")
    assert (message.text, message.kind) == ("Hello", MessageKind.TEXT)


def test_without_an_id_nothing_is_a_repeat() -> None:
    assert the_message().provider_id != the_message().provider_id


def test_the_same_id_from_the_same_sender_is_a_repeat() -> None:
    assert the_message(message_id="1").provider_id == the_message(message_id="1").provider_id


def test_the_same_id_from_another_sender_is_another_message() -> None:
    assert the_message(message_id="1").provider_id != the_message(message_id="1", sender="bilal").provider_id


def test_a_pressed_button_brings_its_payload() -> None:
    message = the_message(message="Yes", payload="p1")

    assert (message.kind, message.payload, message.text) == (MessageKind.BUTTON, "p1", "Yes")


@pytest.mark.parametrize("kind", ["voice", "picture", "video", "file", "location"])
def test_what_is_not_words_comes_with_its_kind(kind: str) -> None:
    message = the_message(message="", kind=kind, message_id="1")

    assert (message.kind, message.text) == (MessageKind(kind), "")
    assert [one.kind for one in message.media] == [MessageKind(kind)]


def test_a_picture_may_have_words() -> None:
    assert the_message(message="my letter", kind="picture").text == "my letter"


@pytest.mark.parametrize(("skin", "text", "buttons"), [("sms", 1600, 0), ("whatsapp", 4096, 3), ("telegram", 4096, 8)])
def test_a_skin_brings_its_limits(skin: str, text: int, buttons: int) -> None:
    message = the_message(**{"as": skin})

    limits = Rest().limits(message.account)

    assert (message.account, limits.text, limits.buttons) == (skin, text, buttons)


@pytest.mark.parametrize(
    "body",
    [
        [],
        "hello",
        1,
        {},
        {"sender": "amina"},
        {"message": "x"},
        {"sender": {}, "message": "x"},
        {"sender": True, "message": "x"},
        {"sender": "amina", "message": "x", "as": "fax"},
        {"sender": "amina", "message": "x", "kind": "fax"},
        {"sender": "amina", "kind": "text"},
    ],
    ids=str,
)
def test_what_is_not_a_message_is_malformed(body: object) -> None:
    with pytest.raises(MalformedWebhook):
        Rest().parse(a_request(body))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000], ids=["empty", "cut", "bytes", "deep"])
def test_what_is_not_json_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedWebhook):
        Rest().parse(WebhookRequest("POST", "/", {}, body))


def test_lone_surrogates_and_nuls_are_dropped() -> None:
    assert the_message(message="a\ud800b\0c\U0001f600").text == "abc\U0001f600"


@pytest.mark.parametrize(
    ("request_", "known"),
    [
        pytest.param(a_request(authorization="Bearer secret"), True, id="a bearer"),
        pytest.param(a_request(query="?token=secret"), True, id="in the address"),
        pytest.param(a_request(), False, id="nothing"),
        pytest.param(a_request(authorization="Bearer wrong"), False, id="wrong"),
        pytest.param(a_request(authorization="Bearer sécret\ud800"), False, id="strange"),
        pytest.param(a_request(authorization="Basic secret"), False, id="not a bearer"),
    ],
)
def test_only_who_knows_the_token_may_write(request_: WebhookRequest, known: bool) -> None:
    assert Rest("secret").verify(request_) is known


def test_without_a_token_anybody_may_write() -> None:
    assert Rest().verify(a_request())


@pytest.mark.anyio
async def test_nothing_is_ever_sent() -> None:
    with pytest.raises(AccountProblem):
        await Rest().send(OutboundMessage(1, ChannelName.REST, "rest", "amina", Bubble("Hello")))
