"""What exactly is signed: the public address and the raw bytes, whatever a proxy or a path trick makes of them."""

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types

from bot.model.channel import WebhookRequest
from tests.doors import a_rest_message, a_site, changed
from tests.doubles import twilio, whatsapp_cloud
from tests.doubles.telegram import a_webhook

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_what_a_proxy_adds_changes_nothing(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        proxied = {
            "host": "inside:8000",
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "http",
            "x-forwarded-for": "203.0.113.9, 198.51.100.7",
            "x-forwarded-port": "81",
            "x-forwarded-prefix": "/elsewhere",
            "x-original-url": "/webhooks/telegram",
            "x-rewrite-url": "/webhooks/telegram",
            "forwarded": "for=203.0.113.9;host=evil.example;proto=http",
        }

        statuses = [
            await site.deliver(changed(delivery, headers=proxied))
            for delivery in (site.providers.twilio.person_writes("hello"), site.providers.cloud.person_writes("hello"))
        ]

        assert statuses == [200, 200]
        assert len(site.kept()) == 2


async def test_a_signature_for_the_address_inside_is_none(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        good = site.providers.twilio.person_writes("hello")
        form = dict(good.form)
        inside = RequestValidator(twilio.TOKEN).compute_signature(site.url + good.path_and_query, form)

        assert await site.deliver(changed(good, headers={"x-twilio-signature": inside})) == 403
        assert site.kept() == []


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("//webhooks/twilio/sms", id="two slashes"),
        pytest.param("/webhooks//twilio/sms", id="two slashes inside"),
        pytest.param("/webhooks/twilio/sms/", id="a slash at the end"),
        pytest.param("/webhooks/twilio/sm%73", id="a letter encoded"),
        pytest.param("/webhooks%2Ftwilio%2Fsms", id="slashes encoded"),
        pytest.param("/webhooks/./twilio/../twilio/sms", id="dots"),
        pytest.param("/webhooks/twilio/SMS", id="capitals"),
        pytest.param("/webhooks/twilio/sms;x=1", id="a parameter"),
        pytest.param("/webhooks/twilio/sms?x=1", id="a query nobody signed"),
        pytest.param("/webhooks/twilio/sms%00", id="a NUL"),
        pytest.param("/webhooks/twilio/sms%0d%0ax:1", id="a line break"),
        pytest.param("/webhooks/twilio/%73ms?%5B=%00&a[=b", id="odd characters"),
        pytest.param("/webhooks/twilio/whatsapp", id="another door"),
        pytest.param("/webhooks/twilio/status", id="the door for receipts"),
    ],
)
async def test_no_other_way_of_writing_a_path_gets_in(sqlite_url: str, path: str) -> None:
    async with a_site(sqlite_url) as site:
        answer = await site.answer(changed(site.providers.twilio.person_writes("hello"), path_and_query=path))

        assert answer.status in (403, 404)
        assert site.kept() == []


async def test_a_message_to_a_wrongly_written_path_may_not_be_sent_on_to_a_stranger(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        good = site.providers.twilio.person_writes("hello")
        trick = changed(good, path_and_query="/webhooks/twilio/sms/", headers={"host": "evil.example"})

        answer = await site.answer(trick)

        assert answer.status == 404
        assert "location" not in {name.lower() for name in answer.headers}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        pytest.param("application/json", b'{"From": "+447700900123", "MessageSid": "SM1", "Body": "hi"}', id="JSON"),
        pytest.param("text/plain", b"From=%2B447700900123&MessageSid=SM1&Body=hi", id="a form that says it is none"),
        pytest.param("multipart/form-data; boundary=x", b"--x--", id="parts"),
        pytest.param("", b"From=%2B447700900123&MessageSid=SM1&Body=hi", id="nothing said"),
        pytest.param(
            "application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2000)), id="a flood of fields"
        ),
    ],
)
async def test_a_body_that_would_be_read_as_an_empty_form_is_not_signed_by_its_address_alone(
    sqlite_url: str, content_type: str, body: bytes
) -> None:
    async with a_site(sqlite_url) as site:
        empty = twilio.signed("/webhooks/twilio/sms", {})

        status = await site.deliver(changed(empty, body=body, headers={"content-type": content_type}))

        assert (status, site.kept()) == (403, [])


@pytest.mark.parametrize(("written", "status"), [(b'{"a": 1}', 200), (b'{"a": 2}', 403)], ids=["its own", "another"])
async def test_json_is_signed_by_its_hash_in_the_address(sqlite_url: str, written: bytes, status: int) -> None:
    async with a_site(sqlite_url) as site:
        path = "/webhooks/twilio/sms?bodySHA256=" + hashlib.sha256(b'{"a": 1}').hexdigest()
        signature = RequestValidator(twilio.TOKEN).compute_signature(twilio.PUBLIC_URL + path, {})
        headers = {"content-type": "application/json", "x-twilio-signature": signature}

        assert await site.deliver(WebhookRequest("POST", path, headers, written)) == status
        assert site.kept() == []


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha256", "=", "sha1=0", "sha256=é", "ÿ" * 5000, "sha256=" + "0" * 64, "\t"],
    ids=lambda given: f"{given[:10]!r}",
)
async def test_no_signature_is_odd_enough_to_break_the_check(sqlite_url: str, signature: str) -> None:
    async with a_site(sqlite_url) as site:
        behind = site.providers
        deliveries = (behind.twilio.person_writes(), behind.cloud.person_writes(), a_webhook({}))
        latin = signature.encode("utf-8")
        names = (b"x-twilio-signature", b"x-hub-signature-256", b"x-telegram-bot-api-secret-token", b"authorization")

        for delivery in deliveries:
            head = b"POST %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n" % (
                delivery.path_and_query.encode(),
                len(delivery.body),
            )
            form = b"Content-Type: %b\r\n" % delivery.headers["content-type"].encode()
            given = b"".join(b"%b: %b\r\n" % (name, latin) for name in names)
            came = await site.raw(head + form + given + b"\r\n" + delivery.body)
            assert came.startswith(b"HTTP/1.1 403"), came[:200]


async def test_meta_hears_its_challenge_when_it_knows_our_word(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        asked = {
            "hub.mode": "subscribe",
            "hub.challenge": "1158201444",
            "hub.verify_token": whatsapp_cloud.VERIFY_TOKEN,
        }

        right = await site.ask("GET", f"/webhooks/whatsapp?{urlencode(asked)}")
        wrong = [
            await site.ask("GET", f"/webhooks/whatsapp?{urlencode(asked | other)}")
            for other in ({"hub.verify_token": "another"}, {"hub.mode": "unsubscribe"}, {"hub.verify_token": "é"})
        ]
        bare = await site.ask("GET", "/webhooks/whatsapp")

        assert (right.status, right.text) == (200, "1158201444")
        assert right.headers["content-type"].startswith("text/plain")
        assert [(answer.status, answer.text) for answer in [*wrong, bare]] == [(403, "")] * 4


async def test_a_pressed_button_is_acknowledged_once_its_answer_is_kept(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True) as site:
        behind = site.providers.telegram
        await site.deliver(a_webhook(behind.person_writes("hello")))
        await site.until(lambda: any("reply_markup" in message for message in behind.sent))
        titles = [key["text"] for row in behind.sent[-1]["reply_markup"]["inline_keyboard"] for key in row]

        press = behind.person_presses(titles[0])
        assert [await site.deliver(a_webhook(press)) for _ in range(2)] == [200, 200]
        await site.until(lambda: behind.acknowledged == [press["callback_query"]["id"]])

        assert [kind for kind, _ in site.kept()] == ["text", "button"]


async def test_a_receipt_at_the_door_for_messages_is_no_message(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        await site.deliver(site.providers.twilio.person_writes("hello"))
        await site.until(lambda: site.statuses() == ["sent"])
        sent = site.providers.twilio.messages[-1]

        form = {"MessageSid": sent.sid, "MessageStatus": "delivered", "To": sent.to, "From": sent.from_, "Body": "x"}
        assert await site.deliver(twilio.signed("/webhooks/twilio/sms", form)) == 200

        assert site.kept() == [("text", "hello")]
        assert site.statuses() == ["delivered"]


async def test_only_the_raw_bytes_are_signed(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        good = site.providers.cloud.person_writes("নমস্কার 👋")
        written_anew = json.dumps(json.loads(good.body), ensure_ascii=False).encode()

        assert await site.deliver(changed(good, body=written_anew)) == 403
        assert await site.deliver(good) == 200
        assert site.kept() == [("text", "নমস্কার 👋")]


async def test_without_a_channel_there_is_no_door(sqlite_url: str) -> None:
    names = ("account_sid", "auth_token", "sms_from", "whatsapp_from")
    nothing: dict[str, Any] = {f"twilio_{name}": "" for name in names}  # Any: settings of every type
    async with a_site(sqlite_url, telegram_token="", telegram_secret="", **nothing) as site:
        twilio_status = await site.deliver(site.providers.twilio.person_writes("hello"))
        telegram_status = await site.deliver(a_webhook(site.providers.telegram.person_writes("hello")))

        assert (twilio_status, telegram_status) == (404, 404)
        assert await site.deliver(a_rest_message({"sender": "amina", "message": "hello"})) == 200
