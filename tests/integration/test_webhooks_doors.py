"""The front doors over real sockets: who is let in, what is turned away, and what is never an error of ours."""

import asyncio
import json

import pytest

from bot.model.channel import WebhookRequest
from bot.model.message import ChannelName, InboundMessage
from bot.webhooks import LARGEST_BODY, MOST_UNSIGNED
from tests.doors import Site, a_rest_message, a_site, changed, without
from tests.doubles import telegram, twilio, whatsapp_cloud

pytestmark = pytest.mark.anyio
DOORS = ("sms", "whatsapp", "status", "telegram", "cloud", "rest")
SIGNED = ("sms", "whatsapp", "status", "telegram", "cloud")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def a_delivery(site: Site, door: str, words: str = "hello") -> WebhookRequest:
    """A good delivery for that door."""
    behind = site.providers
    if door in ("sms", "whatsapp"):
        prefix = "whatsapp:" if door == "whatsapp" else ""
        ends = {"From": prefix + twilio.PERSON, "To": prefix + twilio.SENDER}
        return behind.twilio.person_writes(words, **ends)
    if door == "status":
        form = {"MessageSid": "SM1", "MessageStatus": "sent", "To": twilio.PERSON, "From": twilio.SENDER}
        return twilio.signed("/webhooks/twilio/status?outbox=1", form)
    if door == "telegram":
        return telegram.a_webhook(behind.telegram.person_writes(words))
    if door == "cloud":
        return behind.cloud.person_writes(words)
    return a_rest_message({"sender": "amina", "message": words}, authorization="Bearer open sesame")


def wrongly_signed(delivery: WebhookRequest) -> WebhookRequest:
    signatures = {"x-twilio-signature", "x-hub-signature-256", telegram.HEADER, "authorization"} & set(delivery.headers)
    return changed(delivery, headers=dict.fromkeys(signatures, "sha256=00"))


def unsigned(delivery: WebhookRequest) -> WebhookRequest:
    return without(delivery, "x-twilio-signature", "x-hub-signature-256", telegram.HEADER, "authorization")


@pytest.mark.parametrize("door", DOORS)
async def test_a_good_delivery_is_thanked(sqlite_url: str, door: str) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        answer = await site.answer(a_delivery(site, door))

        assert answer.status == 200
        assert site.kept() == ([] if door == "status" else [("text", "hello")])


@pytest.mark.parametrize("door", DOORS)
async def test_a_delivery_twice_has_one_effect(store_url: str, door: str) -> None:
    async with a_site(store_url, rest_token="open sesame") as site:
        delivery = a_delivery(site, door)
        if door == "rest":
            body = json.dumps({"sender": "amina", "message": "hello", "message_id": "1"}).encode()
            delivery = changed(delivery, body=body)

        answers = [await site.answer(delivery) for _ in range(2)]
        outbox = len(site.outbox())
        again = await site.answer(delivery)

        assert [one.status for one in answers] == [200, 200]
        assert answers[0].text == answers[1].text == again.text
        assert site.kept() == ([] if door == "status" else [("text", "hello")])
        assert len(site.outbox()) == outbox


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("spoil", [wrongly_signed, unsigned], ids=["wrong", "none"])
async def test_without_a_good_signature_nothing_is_kept(sqlite_url: str, door: str, spoil: object) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        good = a_delivery(site, door)
        answer = await site.answer(wrongly_signed(good) if spoil is wrongly_signed else unsigned(good))

        assert (answer.status, answer.text, site.kept()) == (403, "", [])
        assert site.count("address") == 0
        assert site.happened == {"unsigned": 1}


@pytest.mark.parametrize("door", ["sms", "whatsapp", "status"])
async def test_twilio_gets_empty_twiml(sqlite_url: str, door: str) -> None:
    async with a_site(sqlite_url) as site:
        answer = await site.answer(a_delivery(site, door))

        assert answer.headers["content-type"].startswith("text/xml")
        assert answer.text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@pytest.mark.parametrize(
    ("door", "form"),
    [
        pytest.param("/webhooks/twilio/sms", {"Body": "hello"}, id="nobody's text"),
        pytest.param("/webhooks/twilio/sms", {"From": "+447700900123", "Body": "hello"}, id="a text without an id"),
        pytest.param("/webhooks/twilio/sms", {"From": "\0", "MessageSid": "SM1"}, id="a sender of nothing"),
        pytest.param("/webhooks/twilio/whatsapp", {}, id="nothing"),
        pytest.param("/webhooks/twilio/status", {"MessageStatus": "sent"}, id="a receipt for nothing"),
    ],
)
async def test_a_signed_form_nobody_can_read_is_thanked_and_counted(
    sqlite_url: str, door: str, form: dict[str, str]
) -> None:
    async with a_site(sqlite_url) as site:
        assert await site.deliver(twilio.signed(door, form)) == 200

        assert site.kept() == []
        assert site.happened == {"received": 1, "malformed": 1}


DEEP = b"[" * 100_000
REPLIES = b'{"update_id":1,"message":' + b'{"reply_to_message":' * 400 + b"{}" + b"}" * 400 + b"}"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[1]", id="a list"),
        pytest.param(b'{"entry": [null, 1, {"changes": "x"}]}', id="entries of anything"),
        pytest.param(b'{"entry": [{"changes": [{"value": {"messages": [{"type": []}]}}]}]}', id="a type of anything"),
        pytest.param(b'{"update_id": 1, "message": 3}', id="a message of anything"),
        pytest.param(b'{"update_id": 1, "message": {"chat": {"id": {}}, "date": 1e400}}', id="a date beyond time"),
        pytest.param(b'{"update_id": 1' + b"0" * 5000 + b"}", id="a number without end"),
        pytest.param(b'{"update_id": 1, "callback_query": {"id": [], "data": {}}}', id="a press of anything"),
        pytest.param(DEEP, id="deep"),
        pytest.param(REPLIES, id="replies to replies"),
    ],
)
@pytest.mark.parametrize("door", ["telegram", "cloud"])
async def test_signed_json_nobody_can_read_is_thanked(sqlite_url: str, door: str, body: bytes) -> None:
    async with a_site(sqlite_url) as site:
        delivery = changed(telegram.a_webhook({}), body=body)
        if door == "cloud":
            delivery = whatsapp_cloud.signed(body.decode("latin-1"))

        assert await site.deliver(delivery) == 200
        assert site.kept() == []


async def test_a_message_whose_id_no_column_holds_is_left_out(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        endless = site.providers.twilio.person_writes("hello", MessageSid="S" * 300)

        assert await site.deliver(endless) == 200
        assert site.kept() == []
        assert site.happened["malformed"] == 1


@pytest.mark.parametrize("door", DOORS)
async def test_more_than_a_mebibyte_is_too_much(sqlite_url: str, door: str) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        large = changed(a_delivery(site, door), body=b"x" * (LARGEST_BODY + 1))

        assert await site.deliver(large) == 413
        assert await site.deliver(changed(large, body=b"x" * LARGEST_BODY)) in (200, 400, 403)
        assert site.kept() == []


async def test_an_announced_size_is_believed_before_anything_is_read(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        came = await site.raw(b"POST /webhooks/telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")

        assert came.startswith(b"HTTP/1.1 413")


async def test_a_chunked_body_is_counted_as_it_comes(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        head = b"POST /webhooks/telegram HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunk = b"%x\r\n%b\r\n" % (LARGEST_BODY // 16, b"x" * (LARGEST_BODY // 16))

        came = await site.raw(head, *[chunk] * 16, b"1\r\nx\r\n")

        assert came.startswith(b"HTTP/1.1 413")
        assert b"connection: close" in came.lower()


async def test_many_unsigned_callers_are_told_so_and_signed_ones_still_pass(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        wrong = wrongly_signed(a_delivery(site, "telegram"))
        statuses = [await site.deliver(wrong) for _ in range(MOST_UNSIGNED + 5)]

        assert set(statuses[:MOST_UNSIGNED]) == {403}
        assert set(statuses[MOST_UNSIGNED:]) == {429}
        assert [await site.deliver(a_delivery(site, door)) for door in SIGNED] == [200] * 5


@pytest.mark.parametrize("door", DOORS)
async def test_a_door_opens_one_way(sqlite_url: str, door: str) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        methods = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
        answers = {each: await site.deliver(changed(a_delivery(site, door), method=each)) for each in methods}

        asks_who_we_are = dict.fromkeys(("GET", "HEAD"), 403) if door == "cloud" else {}
        assert answers == dict.fromkeys(methods, 405) | asks_who_we_are
        assert site.kept() == []


async def test_a_body_that_never_ends_is_not_waited_for(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        site.parts.door.patience /= 100
        came = await site.raw(b"POST /webhooks/telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")

        assert came.startswith(b"HTTP/1.1 408")


async def test_a_caller_who_goes_away_is_no_error_of_ours(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with a_site(sqlite_url) as site:
        await site.raw(b"POST /webhooks/telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", hang_up=True)
        assert await site.deliver(a_delivery(site, "telegram")) == 200

    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_get_may_bring_a_body_too_large(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        large = WebhookRequest("GET", "/webhooks/whatsapp?hub.mode=subscribe", {}, b"x" * (LARGEST_BODY + 1))

        assert await site.deliver(large) == 413


@pytest.mark.parametrize("door", DOORS)
async def test_while_the_store_is_away_the_provider_is_told_to_come_again(sqlite_url: str, door: str) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        delivery = a_delivery(site, door)
        with site.is_gone():
            refused = await site.answer(delivery)
        after = [await site.deliver(delivery) for _ in range(1 if door == "rest" else 2)]

        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert set(after) == {200}
        assert site.kept() == ([] if door == "status" else [("text", "hello")])
        assert site.happened["not_kept"] == 1


async def test_a_caller_who_is_cut_off_does_not_stop_the_writer(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        message = InboundMessage(ChannelName.REST, "rest", "1", "amina", "hello")
        for _ in range(5):
            cut_off = asyncio.create_task(site.parts.road.receive([message]))
            await asyncio.sleep(0)
            cut_off.cancel()
            await asyncio.wait({cut_off})

        assert await site.deliver(a_delivery(site, "sms", "still there?")) == 200


async def test_no_room_is_shown_to_strangers(sqlite_url: str) -> None:
    async with a_site(sqlite_url, demo=False, secret_key="a secret of our own, long enough to be one") as site:
        shown = {path: await site.ask("GET", path) for path in ("/docs", "/redoc", "/openapi.json", "/metrics")}
        rest = await site.deliver(a_rest_message({"sender": "amina", "message": "hello"}))

        assert [shown[path].status for path in ("/docs", "/redoc", "/metrics")] == [404, 404, 404]
        assert "staff" not in shown["/openapi.json"].text
        assert rest == 404
