"""Twilio: what is signed, what a form holds, what goes out, and what each refusal means."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs

import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]  # ships no types

from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.model import channel as errors
from bot.model.channel import MalformedWebhook, Pace, WebhookRequest
from bot.model.message import (
    Bubble,
    ChannelName,
    DeliveryStatus,
    Media,
    MessageKind,
    OutboundMessage,
    ProviderKeyword,
    Refusal,
    TemplateCall,
)
from tests.doubles.twilio import MEDIA, PERSON, PUBLIC_URL, SENDER, SID, TOKEN, FakeTwilio, signed

ACCOUNT = TwilioAccount(SID, TOKEN, PUBLIC_URL)
SMS = TwilioSms(ACCOUNT, SENDER)
WHATSAPP = TwilioWhatsApp(ACCOUNT, f"whatsapp:{SENDER}")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio() as double:
        yield double


def a_form(**fields: str) -> dict[str, str]:
    return {"MessageSid": "SM1", "From": PERSON, "To": SENDER, "Body": "Hello", "NumMedia": "0"} | fields


def a_message(text: str = "Hello", template: TemplateCall | None = None, to: str = PERSON) -> OutboundMessage:
    return OutboundMessage(41, ChannelName.SMS, SENDER, to, Bubble(text), template)


def sms_to(double: FakeTwilio) -> TwilioSms:
    return TwilioSms(replace(ACCOUNT, api_url=double.url, timeout=timedelta(seconds=2)), SENDER)


def whatsapp_to(double: FakeTwilio) -> TwilioWhatsApp:
    return TwilioWhatsApp(replace(ACCOUNT, api_url=double.url, timeout=timedelta(seconds=2)), SENDER)


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

    def test_a_late_word_that_they_opted_out_is_a_refusal(self) -> None:
        form = a_form(MessageStatus="failed", ErrorCode="21610", To=PERSON, From=SENDER)

        parsed = SMS.parse(signed("/webhooks/twilio/status", form))

        assert parsed.refusals == (Refusal(ChannelName.SMS, SENDER, PERSON),)


@pytest.mark.anyio
class TestSend:
    async def test_a_text_goes_out_with_our_id_in_the_address_for_receipts(self, twilio: FakeTwilio) -> None:
        sms = sms_to(twilio)

        sid = await sms.send(a_message("Salaam \U0001f44b"))

        (kept,) = twilio.messages
        assert (kept.sid, kept.to, kept.from_, kept.body) == (sid, PERSON, SENDER, "Salaam \U0001f44b")
        assert kept.callback == f"{PUBLIC_URL}/webhooks/twilio/status?outbox=41"
        assert sms.parse(twilio.receipt(kept, "sent")).receipts[0].outbox_id == 41
        await sms.close()

    async def test_a_template_goes_out_without_words_of_ours(self, twilio: FakeTwilio) -> None:
        whatsapp = whatsapp_to(twilio)

        await whatsapp.send(a_message("free text", TemplateCall("HX1", "en", ("Tea", "2pm"))))

        (kept,) = twilio.messages
        assert (kept.to, kept.from_, kept.body) == (f"whatsapp:{PERSON}", f"whatsapp:{SENDER}", "")
        assert (kept.content_sid, json.loads(kept.variables)) == ("HX1", {"1": "Tea", "2": "2pm"})
        await whatsapp.close()

    async def test_a_messaging_service_chooses_the_sender(self, twilio: FakeTwilio) -> None:
        service = TwilioSms(replace(ACCOUNT, api_url=twilio.url), "MG" + "1" * 32)

        await service.send(a_message())

        assert twilio.messages[0].from_ == "+447700900009"
        await service.close()

    async def test_an_edge_in_the_environment_does_not_move_the_host(
        self, twilio: FakeTwilio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TWILIO_EDGE", "dublin")
        monkeypatch.setenv("TWILIO_REGION", "ie1")
        sms = sms_to(twilio)

        assert await sms.send(a_message())
        await sms.close()

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            (21610, errors.ContactBlockedUs),
            (63016, errors.WindowClosed),
            (21211, errors.AddressUnreachable),
            (21614, errors.AddressUnreachable),
            (63003, errors.AddressUnreachable),
            (21617, errors.MessageRefused),
            (63019, errors.MessageRefused),
            (63028, errors.MessageRefused),
            (20003, errors.AccountProblem),
            (21606, errors.AccountProblem),
            (63007, errors.AccountProblem),
            (20429, errors.SlowDown),
            (63017, errors.SlowDown),
            (63018, errors.SlowDown),
            (30001, errors.SlowDown),
            (99999, errors.MessageRefused),
        ],
    )
    async def test_each_code_means_one_of_our_errors(
        self, twilio: FakeTwilio, code: int, expected: type[errors.SendError]
    ) -> None:
        twilio.errors[PERSON] = code
        sms = sms_to(twilio)

        with pytest.raises(errors.SendError) as caught:
            await sms.send(a_message())

        assert type(caught.value) is expected
        assert PERSON not in caught.value.reason
        await sms.close()

    async def test_stop_and_then_a_message_is_a_contact_who_blocked_us(self, twilio: FakeTwilio) -> None:
        twilio.person_writes("STOP")
        sms = sms_to(twilio)

        with pytest.raises(errors.ContactBlockedUs):
            await sms.send(a_message())
        await sms.close()

    async def test_a_wrong_token_is_a_problem_of_our_account(self, twilio: FakeTwilio) -> None:
        sms = TwilioSms(replace(ACCOUNT, auth_token="old", api_url=twilio.url), SENDER)

        with pytest.raises(errors.AccountProblem):
            await sms.send(a_message())
        await sms.close()

    async def test_a_text_over_1600_characters_is_refused(self, twilio: FakeTwilio) -> None:
        sms = sms_to(twilio)

        with pytest.raises(errors.MessageRefused):
            await sms.send(a_message("\U0001f44b" * 801))
        await sms.close()

    async def test_no_number_word_or_token_reaches_a_log(
        self, twilio: FakeTwilio, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        sms = sms_to(twilio)

        await sms.send(a_message("a private word"))

        assert not [secret for secret in (PERSON, "private", TOKEN, PERSON[1:]) if secret in caplog.text]
        await sms.close()


@pytest.mark.anyio
class TestListed:
    async def test_what_came_in_since_is_listed(self, twilio: FakeTwilio) -> None:
        twilio.person_writes("Hello")
        sms = sms_to(twilio)
        await sms.send(a_message("Answer"))

        listed = await sms.listed(inbound=True, since=datetime.now(UTC) - timedelta(hours=1))

        assert listed is not None
        assert [(row.address, row.text, row.status) for row in listed] == [(PERSON, "Hello", None)]
        await sms.close()

    async def test_what_went_out_is_listed_with_where_it_stands(self, twilio: FakeTwilio) -> None:
        sms = sms_to(twilio)
        sid = await sms.send(a_message("Answer"))

        listed = await sms.listed(inbound=False, since=datetime.now(UTC) - timedelta(hours=1))

        assert listed is not None
        (row,) = listed
        assert (row.provider_id, row.address, row.text) == (sid, PERSON, "Answer")
        assert row.status is not None
        assert row.status.status is DeliveryStatus.SENT
        await sms.close()


@pytest.mark.anyio
class TestFetch:
    def media_at(self, url: str) -> Media:
        return Media(MessageKind.VOICE, url, "audio/mpeg")

    async def test_a_voice_note_comes_from_the_store_without_our_key(self, twilio: FakeTwilio) -> None:
        sms = sms_to(twilio)
        url = f"{twilio.url}/2010-04-01/Accounts/{SID}/Messages/MM1/Media/ME1"

        assert b"".join([chunk async for chunk in sms.fetch(self.media_at(url))]) == MEDIA
        await sms.close()

    @pytest.mark.parametrize(
        "url",
        [
            "http://169.254.169.254/latest/meta-data",
            "https://api.twilio.com.evil.example/x",
            "https://api.twilio.com@evil.example/x",
            "http://api.twilio.com/x",
            "https://evil.example/#.twiliocdn.com",
            "file:///etc/passwd",
            "not an address",
            "",
        ],
    )
    async def test_nothing_is_fetched_from_anywhere_else(self, url: str) -> None:
        with pytest.raises(errors.MessageRefused):
            _ = [chunk async for chunk in SMS.fetch(self.media_at(url))]
        await SMS.close()


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
