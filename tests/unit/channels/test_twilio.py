"""Twilio: what is signed, what a form holds, what goes out, and what each refusal means."""

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs

import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types

from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.model.channel import MalformedWebhook, Pace, WebhookRequest
from bot.model.message import (
    ChannelName,
    DeliveryStatus,
    Media,
    MessageKind,
    ProviderKeyword,
    Refusal,
)
from tests.doubles.twilio import PERSON, PUBLIC_URL, SENDER, SID, TOKEN, FakeTwilio, signed

ACCOUNT = TwilioAccount(SID, TOKEN, PUBLIC_URL)
SMS = TwilioSms(ACCOUNT, SENDER)
WHATSAPP = TwilioWhatsApp(ACCOUNT, f"whatsapp:{SENDER}")


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio() as double:
        yield double


def a_form(**fields: str) -> dict[str, str]:
    return {"MessageSid": "SM1", "From": PERSON, "To": SENDER, "Body": "Hello", "NumMedia": "0"} | fields


def a_json_request(body: bytes, signed_body: bytes | None = None) -> WebhookRequest:
    path = "/webhooks/twilio/sms"
    if signed_body is not None:
        path += "?bodySHA256=" + sha256(signed_body).hexdigest()
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, {})
    headers = {"content-type": "application/json", "x-twilio-signature": signature}
    return WebhookRequest("POST", path, headers, body)


class TestVerify:
    def test_a_signed_form_is_twilios(self) -> None:
        assert SMS.verify(signed("/webhooks/twilio/sms", a_form()))

    def test_blank_values_are_part_of_what_is_signed(self) -> None:
        assert SMS.verify(signed("/webhooks/twilio/sms", a_form(Body="", FromCity="")))

    def test_parameters_nobody_knows_yet_are_part_of_what_is_signed(self) -> None:
        assert SMS.verify(signed("/webhooks/twilio/sms", a_form(InventedIn2031="yes")))

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"body": b"From=%2B447700900999&MessageSid=SM1"}, id="another body"),
            pytest.param({"path_and_query": "/webhooks/twilio/sms/"}, id="a trailing slash"),
            pytest.param({"path_and_query": "/webhooks/twilio/sms?a=1"}, id="a query"),
            pytest.param({"headers": {"content-type": "application/x-www-form-urlencoded"}}, id="no signature"),
        ],
    )
    def test_anything_changed_on_the_way_is_not_twilios(self, change: dict[str, object]) -> None:
        request = signed("/webhooks/twilio/sms", a_form())

        assert not SMS.verify(replace(request, **change))  # type: ignore[arg-type]  # a table of fields

    @pytest.mark.parametrize("signature", ["", "é", "x" * 28, "\ud800"], ids=["empty", "accent", "wrong", "lone"])
    def test_a_strange_signature_is_refused_without_a_crash(self, signature: str) -> None:
        request = signed("/webhooks/twilio/sms", a_form())

        assert not SMS.verify(replace(request, headers={**request.headers, "x-twilio-signature": signature}))

    def test_the_public_address_counts_and_a_port_may_be_lost(self) -> None:
        behind_a_port = TwilioSms(replace(ACCOUNT, public_url="https://bot.example.org:8443"), SENDER)
        plain_http = TwilioSms(replace(ACCOUNT, public_url="http://bot.example.org"), SENDER)
        request = signed("/webhooks/twilio/sms", a_form())

        assert behind_a_port.verify(request)
        assert not plain_http.verify(request)

    def test_a_json_body_is_not_taken_for_an_empty_form(self) -> None:
        assert not SMS.verify(a_json_request(b'{"From": "+447700900999"}'))

    def test_a_json_body_is_checked_by_its_hash(self) -> None:
        body = b'{"a": 1}'

        assert SMS.verify(a_json_request(body, signed_body=body))
        assert not SMS.verify(a_json_request(b'{"a": 2}', signed_body=body))

    def test_a_flood_of_fields_is_refused_without_a_crash(self) -> None:
        request = signed("/webhooks/twilio/sms", a_form())

        assert not SMS.verify(replace(request, body=b"a=1&" * 10_000))


class TestParse:
    def test_a_text_message_comes_with_its_sender_in_e164(self) -> None:
        (message,) = SMS.parse(signed("/webhooks/twilio/sms", a_form())).messages

        assert (message.channel, message.account, message.address) == (ChannelName.SMS, SENDER, PERSON)
        assert (message.provider_id, message.text, message.kind) == ("SM1", "Hello", MessageKind.TEXT)

    def test_whatsapp_senders_lose_the_prefix(self) -> None:
        form = a_form(From=f"whatsapp:{PERSON}", To=f"whatsapp:{SENDER}", ProfileName="Amina")

        (message,) = WHATSAPP.parse(signed("/webhooks/twilio/whatsapp", form)).messages

        assert (message.account, message.address, message.name) == (SENDER, PERSON, "Amina")

    def test_a_messaging_service_may_bring_whatsapp_to_the_address_for_texts(self) -> None:
        form = a_form(From=f"whatsapp:{PERSON}", To="whatsapp:+447700900002")

        (message,) = SMS.parse(signed("/webhooks/twilio/sms", form)).messages

        assert (message.channel, message.account, message.address) == (ChannelName.WHATSAPP, "+447700900002", PERSON)

    def test_whatsapp_senders_may_have_no_phone_number(self) -> None:
        form = a_form(From="whatsapp:GB.13491208655302741918")

        (message,) = WHATSAPP.parse(signed("/webhooks/twilio/whatsapp", form)).messages

        assert message.address == "GB.13491208655302741918"

    @pytest.mark.parametrize(
        "fields", [{"ButtonPayload": "p1", "ButtonText": "Yes"}, {"ListId": "p1", "ListTitle": "Yes"}]
    )
    def test_a_pressed_button_brings_its_payload(self, fields: dict[str, str]) -> None:
        (message,) = WHATSAPP.parse(signed("/webhooks/twilio/whatsapp", a_form(Body="", **fields))).messages

        assert (message.kind, message.payload, message.text) == (MessageKind.BUTTON, "p1", "Yes")

    @pytest.mark.parametrize("word", ["STOP", "START", "HELP"])
    def test_a_word_twilio_answered_itself_is_marked(self, word: str) -> None:
        (message,) = SMS.parse(signed("/webhooks/twilio/sms", a_form(Body=word, OptOutType=word))).messages

        assert message.keyword is ProviderKeyword(word)

    @pytest.mark.parametrize(
        ("content_type", "kind"),
        [
            ("audio/ogg", MessageKind.VOICE),
            ("image/jpeg", MessageKind.PICTURE),
            ("video/mp4", MessageKind.VIDEO),
            ("text/vcard", MessageKind.CONTACT_CARD),
            ("application/pdf", MessageKind.FILE),
            ("", MessageKind.FILE),
        ],
    )
    def test_media_says_what_it_is(self, content_type: str, kind: MessageKind) -> None:
        form = a_form(Body="", NumMedia="1", MediaUrl0="https://api.twilio.com/m", MediaContentType0=content_type)

        (message,) = SMS.parse(signed("/webhooks/twilio/sms", form)).messages

        assert message.kind is kind
        assert message.media == (Media(kind, "https://api.twilio.com/m", content_type),)

    def test_a_place_on_the_map_is_a_location(self) -> None:
        (message,) = WHATSAPP.parse(signed("/w", a_form(Body="", Latitude="51.5", Longitude="0.1"))).messages

        assert message.kind is MessageKind.LOCATION

    def test_a_message_with_nothing_in_it_is_unread(self) -> None:
        (message,) = SMS.parse(signed("/webhooks/twilio/sms", a_form(Body=" "))).messages

        assert message.kind is MessageKind.UNREAD

    def test_a_reaction_is_silent(self) -> None:
        assert not WHATSAPP.parse(signed("/w", a_form(MessageType="reaction"))).messages

    def test_nuls_are_dropped(self) -> None:
        (message,) = SMS.parse(signed("/webhooks/twilio/sms", a_form(Body="a\0b"))).messages

        assert message.text == "ab"

    @pytest.mark.parametrize("missing", ["MessageSid", "From"])
    def test_a_form_without_what_it_needs_is_malformed(self, missing: str) -> None:
        form = {key: value for key, value in a_form().items() if key != missing}

        with pytest.raises(MalformedWebhook):
            SMS.parse(signed("/webhooks/twilio/sms", form))

    @pytest.mark.parametrize("count", ["-1", "²", "99999999999999999999", "x"])
    def test_a_strange_number_of_media_does_not_crash(self, count: str) -> None:
        assert SMS.parse(signed("/webhooks/twilio/sms", a_form(NumMedia=count))).messages[0].media == ()


class TestReceipts:
    @pytest.mark.parametrize(
        ("word", "status"),
        [
            ("queued", DeliveryStatus.SENT),
            ("sent", DeliveryStatus.SENT),
            ("delivered", DeliveryStatus.DELIVERED),
            ("read", DeliveryStatus.READ),
            ("undelivered", DeliveryStatus.FAILED),
            ("failed", DeliveryStatus.FAILED),
        ],
    )
    def test_a_status_brings_our_own_id_back(self, word: str, status: DeliveryStatus) -> None:
        request = signed("/webhooks/twilio/status?outbox=41", a_form(MessageStatus=word, To=PERSON, From=SENDER))

        (receipt,) = SMS.parse(request).receipts

        assert (receipt.status, receipt.outbox_id, receipt.provider_id, receipt.account) == (status, 41, "SM1", SENDER)

    @pytest.mark.parametrize("word", ["receiving", "received", "invented", ""])
    def test_a_status_that_is_none_of_ours_is_silent(self, word: str) -> None:
        assert not SMS.parse(signed("/webhooks/twilio/status", a_form(MessageStatus=word))).receipts

    def test_either_channel_reads_the_others_receipt(self) -> None:
        form = a_form(MessageStatus="sent", To=f"whatsapp:{PERSON}", From="whatsapp:+447700900002")

        (receipt,) = SMS.parse(signed("/webhooks/twilio/status", form)).receipts

        assert (receipt.channel, receipt.account) == (ChannelName.WHATSAPP, "+447700900002")

    def test_a_failure_says_what_staff_can_do(self) -> None:
        form = a_form(MessageStatus="undelivered", ErrorCode="30006", To=PERSON, From=SENDER)

        (receipt,) = SMS.parse(signed("/webhooks/twilio/status", form)).receipts

        assert receipt.reason == "This is a landline or not a mobile number. Ring them, or ask for a mobile."

    @pytest.mark.parametrize(("code", "closed"), [("63016", True), ("30003", False)])
    def test_a_late_word_that_the_window_is_closed_is_marked(self, code: str, closed: bool) -> None:
        form = a_form(MessageStatus="failed", ErrorCode=code, To=f"whatsapp:{PERSON}", From=f"whatsapp:{SENDER}")

        (receipt,) = WHATSAPP.parse(signed("/webhooks/twilio/status", form)).receipts

        assert receipt.window_closed is closed

    def test_a_late_word_that_they_opted_out_is_a_refusal(self) -> None:
        form = a_form(MessageStatus="failed", ErrorCode="21610", To=PERSON, From=SENDER)

        parsed = SMS.parse(signed("/webhooks/twilio/status", form))

        assert parsed.refusals == (Refusal(ChannelName.SMS, SENDER, PERSON),)


@pytest.mark.parametrize(
    ("channel", "pace"),
    [
        pytest.param(SMS, Pace(1), id="a long code"),
        pytest.param(TwilioSms(ACCOUNT, "60777"), Pace(100), id="a short code"),
        pytest.param(WHATSAPP, Pace(80), id="WhatsApp"),
        pytest.param(TwilioSms(ACCOUNT, SENDER, Pace(5, 1)), Pace(5, 1), id="as configured"),
    ],
)
def test_the_pace_follows_the_kind_of_sender(channel: TwilioSms | TwilioWhatsApp, pace: Pace) -> None:
    assert channel.pace == pace


def test_the_webhook_of_the_double_reads_like_twilios() -> None:
    request = FakeTwilio().person_writes("Hello & goodbye")

    assert parse_qs(request.body.decode())["Body"] == ["Hello & goodbye"]
    assert SMS.verify(request)
