"""Twilio: what goes out, what each refusal means, what is listed and fetched."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.model import channel as errors
from bot.model.message import (
    Bubble,
    ChannelName,
    DeliveryStatus,
    Media,
    MessageKind,
    OutboundMessage,
    TemplateCall,
)
from tests.doubles.twilio import MEDIA, PERSON, PUBLIC_URL, SENDER, SID, TOKEN, FakeTwilio

ACCOUNT = TwilioAccount(SID, TOKEN, PUBLIC_URL)
SMS = TwilioSms(ACCOUNT, SENDER)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio() as double:
        yield double


def a_message(text: str = "Hello", template: TemplateCall | None = None, to: str = PERSON) -> OutboundMessage:
    return OutboundMessage(41, ChannelName.SMS, SENDER, to, Bubble(text), template)


def sms_to(double: FakeTwilio) -> TwilioSms:
    return TwilioSms(replace(ACCOUNT, api_url=double.url, timeout=timedelta(seconds=2)), SENDER)


def whatsapp_to(double: FakeTwilio) -> TwilioWhatsApp:
    return TwilioWhatsApp(replace(ACCOUNT, api_url=double.url, timeout=timedelta(seconds=2)), SENDER)


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
