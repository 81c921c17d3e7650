"""Payloads and specifications nobody here wrote: every channel reads the first and keeps to the second."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
import yaml

from bot.channels.telegram import Telegram
from bot.channels.twilio import TwilioAccount, TwilioSms
from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model.channel import MalformedWebhook, WebhookRequest
from bot.model.message import (
    Bubble,
    Button,
    ChannelName,
    DeliveryStatus,
    MessageKind,
    OutboundMessage,
    Parsed,
    TemplateCall,
)
from tests.doubles import telegram, telegram_spec, whatsapp_cloud
from tests.doubles.lines import line
from tests.doubles.telegram import FakeTelegram, a_webhook
from tests.doubles.telegram_spec import Spec
from tests.doubles.whatsapp_cloud import FakeCloud, signed

FOLDER = os.environ.get("SAYBACK_VECTORS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="set SAYBACK_VECTORS to the folder of public test vectors")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def vectors(name: str) -> list[Spec]:
    """The vectors of a file; none where there is no folder, so that collecting still works."""
    if not FOLDER:
        return []
    text = (Path(FOLDER) / name).read_text("utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(written) for written in text.splitlines()]
    return list(json.loads(text)["vectors"])


def by_id(vector: object) -> str:
    return f"{vector['id']}-{vector.get('label', '')}" if isinstance(vector, dict) else str(vector)


class TestTelegram:
    @pytest.mark.parametrize("vector", vectors("telegram_updates.json"), ids=by_id)
    def test_an_update_of_any_kind_is_read_or_malformed(self, vector: Spec) -> None:
        channel, expected = Telegram(telegram.TOKEN, telegram.SECRET), vector["expected"]
        request = a_webhook(vector["json"])

        read = _read_twice(channel, request)

        assert channel.verify(request)
        if vector["group"] != "update":
            return
        assert isinstance(read, Parsed)
        private = expected.get("is_private_message", False)
        assert not (read.messages and not private and expected["update_kind"] != "callback_query")
        if private and "text" in expected and not expected["text"].startswith("/"):
            assert read.messages[0].text == expected["text"]
        if private and "contains" in expected:
            assert read.messages[0].kind not in (MessageKind.TEXT, MessageKind.BUTTON)
        assert all(message.address == str(expected.get("from_id", message.address)) for message in read.messages)

    def test_a_press_is_read_with_its_message_or_without(self) -> None:
        pressed = [
            vector for vector in vectors("telegram_updates.json") if vector["label"].startswith("callback_query")
        ]

        for vector in pressed:
            read = _read_twice(Telegram(telegram.TOKEN), a_webhook(vector["json"]))
            assert isinstance(read, Parsed)
            assert [message.kind for message in read.messages] == [MessageKind.BUTTON]

    @pytest.mark.anyio
    async def test_every_call_is_one_the_bot_api_knows(self) -> None:
        async with FakeTelegram() as double:
            channel = Telegram(telegram.TOKEN, telegram.SECRET, api_url=double.url)
            bubble = Bubble("Come?", (Button("Yes", "1"), Button("No", "2")))
            to = str(telegram.PERSON)
            await channel.send(OutboundMessage(1, ChannelName.TELEGRAM, channel.account, to, bubble))
            await channel.acknowledge(a_webhook(double.person_presses("Yes")))
            await channel.register("https://bot.example.org")
            await channel.register(None)
            await channel.close()

        assert {method for method, _ in double.calls} == {
            "sendMessage",
            "answerCallbackQuery",
            "setWebhook",
            "deleteWebhook",
        }
        assert [telegram_spec.wrong_in_call(_bot_api(), method, fields) for method, fields in double.calls] == [[]] * 4

    @pytest.mark.anyio
    async def test_our_double_writes_updates_as_the_bot_api_does(self) -> None:
        async with FakeTelegram() as double:
            channel = Telegram(telegram.TOKEN, api_url=double.url)
            bubble = Bubble("Come?", (Button("Yes", "1"),))
            to = str(telegram.PERSON)
            await channel.send(OutboundMessage(1, ChannelName.TELEGRAM, channel.account, to, bubble))
            await channel.close()
            updates = [double.person_writes(), double.person_presses("Yes"), double.person_blocks()]

        for update in [*updates, double.person_blocks(status="member")]:
            assert telegram_spec.wrong_in(_bot_api(), ["Update"], update, "update") == []

    def test_the_check_itself_finds_what_is_wrong(self) -> None:
        wrong = FakeTelegram().person_writes(caption=3, invented=1)

        assert len(telegram_spec.wrong_in(_bot_api(), ["Update"], wrong, "update")) == 2
        assert telegram_spec.wrong_in_call(_bot_api(), "sendMessage", {"chat_id": "1", "txt": "x"})


class TestWhatsAppCloud:
    @pytest.mark.parametrize("vector", vectors("whatsapp_cloud_webhooks.json"), ids=by_id)
    def test_a_webhook_of_any_kind_is_read(self, vector: Spec) -> None:
        read = _read_twice(_cloud_for(vector["json"]), signed(json.dumps(vector["json"])))

        assert isinstance(read, Parsed)
        expected = vector["expected"]
        if expected.get("is_reaction") or expected.get("is_deletion") or vector["group"] == "pywa:outgoing_message":
            assert not read.messages
        if expected.get("voice"):
            assert read.messages[0].kind is MessageKind.VOICE
        if vector["group"] == "pywa:message_status" and vector["label"] in ("sent", "delivered", "read", "failed"):
            assert read.receipts[0].status is DeliveryStatus(vector["label"])

    @pytest.mark.parametrize("vector", vectors("whatsapp_cloud_inbound.jsonl"), ids=by_id)
    def test_every_message_keeps_its_id_and_its_kind(self, vector: Spec) -> None:
        channel = _cloud_for(vector["payload"])
        request = signed(vector["raw"])

        read = _read_twice(channel, request)

        assert channel.verify(request)
        assert isinstance(read, Parsed)
        silent = vector["expect"]["kind"] in ("reaction", "edit", "revoke", "system", "status", "other_event")
        expected = [] if silent else vector["expect"]["message_ids"]
        assert [message.provider_id for message in read.messages] == expected
        kinds = {
            "text": MessageKind.TEXT,
            "location": MessageKind.LOCATION,
            "contact": MessageKind.CONTACT_CARD,
            **dict.fromkeys(("button", "button_reply", "list_reply"), MessageKind.BUTTON),
            **dict.fromkeys(("unsupported", "nfm_reply"), MessageKind.UNREAD),
        }
        known = kinds.get(vector["expect"]["kind"])
        assert known is None or [message.kind for message in read.messages] == [known]

    @pytest.mark.anyio
    @pytest.mark.parametrize(
        ("bubble", "template"),
        [
            pytest.param(Bubble("Hello"), None, id="words"),
            pytest.param(Bubble("Come?", (Button("Yes", "1"), Button("No", "2"))), None, id="buttons"),
            pytest.param(Bubble("Which?", tuple(Button(f"No {n}", str(n)) for n in range(10))), None, id="a list"),
            pytest.param(Bubble(""), TemplateCall("event_reminder", "en_GB", ("Tea", "2pm")), id="a template"),
            pytest.param(Bubble(""), TemplateCall("update_waiting", "en_GB"), id="a template without values"),
        ],
    )
    async def test_every_body_is_one_meta_would_take(self, bubble: Bubble, template: TemplateCall | None) -> None:
        async with line(ChannelName.WHATSAPP_CLOUD) as ready:
            assert isinstance(ready.double, FakeCloud)
            message = OutboundMessage(1, ready.channel.name, ready.channel.account, ready.address, bubble, template)
            await ready.channel.send(message)
            (body,) = ready.double.bodies

        content = body[body["type"]]
        assert _wrong_by_meta("BaseMessageProperties", body) == []
        assert _wrong_by_meta(_content_schema(body["type"]), content) == []

    def test_the_check_itself_finds_what_is_wrong(self) -> None:
        assert _wrong_by_meta("BaseMessageProperties", {"to": 3})
        assert _wrong_by_meta(_content_schema("text"), {"bdy": "x"})
        assert _wrong_by_meta(_content_schema("interactive"), {"type": "knobs"})

    def test_our_double_writes_messages_as_meta_does(self) -> None:
        request = FakeCloud().person_writes("Hello")
        value = json.loads(request.body)["entry"][0]["changes"][0]["value"]

        # The specification mixes up its incoming and outgoing messages, so the parts are checked one by one.
        (message,), (contact,) = value["messages"], value["contacts"]
        assert _wrong_by_meta("BaseMessageProperties_1", message) == []
        assert _wrong_by_meta("TextMessage_2/allOf/1", message) == []
        assert _wrong_by_meta("ContactProfile", contact) == []
        assert _wrong_by_meta("Metadata", value["metadata"]) == []


class TestTwilio:
    @pytest.mark.parametrize("vector", vectors("twilio_signatures.json"), ids=by_id)
    def test_a_signature_is_judged_as_twilios_own_client_does(self, vector: Spec) -> None:
        url = urlsplit(vector["url"])
        channel = TwilioSms(TwilioAccount("AC1", vector["token"], f"{url.scheme}://{url.netloc}"), "+447700900001")
        is_json = "raw_body" in vector
        params = vector.get("params", {})
        pairs = params.items() if isinstance(params, dict) else map(tuple, params)
        body = vector["raw_body"].encode() if is_json else urlencode(list(pairs)).encode()
        headers = {
            "content-type": "application/json" if is_json else "application/x-www-form-urlencoded",
            "x-twilio-signature": vector["signature"],
        }

        request = WebhookRequest("POST", f"{url.path}?{url.query}", headers, body)

        assert channel.verify(request) is channel.verify(request) is vector["valid"]


def _read_twice(channel: Telegram | WhatsAppCloud, request: WebhookRequest) -> Parsed | MalformedWebhook:
    """What a delivery holds; the same when it comes again."""
    try:
        read = channel.parse(request)
    except MalformedWebhook as problem:
        return problem
    assert channel.parse(request) == read
    return read


def _cloud_for(payload: Spec) -> WhatsAppCloud:
    """A channel for the number the payload was sent to."""
    value: dict[str, Any] = payload["entry"][0]["changes"][0]["value"]  # Any: Meta's JSON
    phone_id = value.get("metadata", {}).get("phone_number_id") or whatsapp_cloud.PHONE_ID
    return WhatsAppCloud(CloudAccount(phone_id, "token", whatsapp_cloud.APP_SECRET, "word"))


@cache
def _bot_api() -> Spec:
    spec: Spec = json.loads((Path(FOLDER) / "telegram_bot_api.json").read_text("utf-8"))
    return spec


@cache
def _openapi() -> Spec:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a megabyte: the C one is ten times faster
    with (Path(FOLDER) / "whatsapp_cloud_openapi_v23.yaml").open(encoding="utf-8") as file:
        spec: Spec = yaml.load(file, loader)  # both loaders are the safe ones
    return spec


def _content_schema(sort: str) -> str:
    """Meta's own schema closes each half of a message against the other half, so the halves are checked apart."""
    return {
        "text": "TextMessage/allOf/1/properties/text",
        "interactive": "InteractiveObject",
        "template": "TemplateObject",
    }[sort]


def _wrong_by_meta(schema: str, value: object) -> list[str]:
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": _openapi()["components"]}
    return [problem.message for problem in jsonschema.Draft202012Validator(wanted).iter_errors(value)]
