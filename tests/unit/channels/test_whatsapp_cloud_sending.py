"""The Cloud API: what goes out, what each refusal means, what is fetched."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.model import channel as errors
from bot.model.message import (
    Bubble,
    Button,
    ChannelName,
    Media,
    MessageKind,
    OutboundMessage,
    TemplateCall,
)
from tests.doubles.whatsapp_cloud import (
    APP_SECRET,
    PERSON,
    PHONE_ID,
    PICTURE,
    TOKEN,
    VERIFY_TOKEN,
    FakeCloud,
)

ACCOUNT = CloudAccount(PHONE_ID, TOKEN, APP_SECRET, VERIFY_TOKEN)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def double() -> AsyncIterator[FakeCloud]:
    async with FakeCloud() as server:
        yield server


@pytest.fixture
async def cloud(double: FakeCloud) -> AsyncIterator[WhatsAppCloud]:
    account = replace(ACCOUNT, api_url=double.url, media_store=double.url, timeout=timedelta(seconds=2))
    channel = WhatsAppCloud(account)
    yield channel
    await channel.close()


def a_message(
    text: str = "Hello", *titles: str, to: str = f"+{PERSON}", template: TemplateCall | None = None
) -> OutboundMessage:
    buttons = tuple(Button(title, f"p{number}") for number, title in enumerate(titles))
    return OutboundMessage(41, ChannelName.WHATSAPP_CLOUD, PHONE_ID, to, Bubble(text, buttons), template)


@pytest.mark.anyio
class TestSend:
    async def test_words_go_out_and_their_receipt_brings_our_id(self, double: FakeCloud, cloud: WhatsAppCloud) -> None:
        sent = await cloud.send(a_message("Salaam"))

        (body,) = double.bodies
        assert (body["id"], body["to"], body["text"]["body"]) == (sent, f"+{PERSON}", "Salaam")
        assert cloud.parse(double.receipt(body, "delivered")).receipts[0].outbox_id == 41

    @pytest.mark.parametrize(("count", "sort"), [(1, "button"), (3, "button"), (4, "list"), (10, "list")])
    async def test_choices_are_buttons_up_to_three_then_a_list(
        self, double: FakeCloud, cloud: WhatsAppCloud, count: int, sort: str
    ) -> None:
        await cloud.send(a_message("Which?", *(f"Choice {number}" for number in range(count))))

        (message,) = cloud.parse(double.person_presses(f"Choice {count - 1}")).messages
        assert double.bodies[0]["interactive"]["type"] == sort
        assert (message.kind, message.payload) == (MessageKind.BUTTON, f"p{count - 1}")

    async def test_a_template_goes_out_with_its_values(self, double: FakeCloud, cloud: WhatsAppCloud) -> None:
        await cloud.send(a_message(template=TemplateCall("event_reminder", "en_GB", ("Tea", "2pm"))))

        template = double.bodies[0]["template"]
        assert (template["name"], template["language"]["code"]) == ("event_reminder", "en_GB")
        assert [value["text"] for value in template["components"][0]["parameters"]] == ["Tea", "2pm"]

    async def test_a_person_without_a_number_is_written_to_by_their_scoped_id(
        self, double: FakeCloud, cloud: WhatsAppCloud
    ) -> None:
        await cloud.send(a_message(to="GB.1349"))

        assert "to" not in double.bodies[0]
        assert double.bodies[0]["recipient"] == "GB.1349"

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            (131050, errors.ContactBlockedUs),
            (131047, errors.WindowClosed),
            (131026, errors.AddressUnreachable),
            (132000, errors.MessageRefused),
            (132016, errors.MessageRefused),
            (131009, errors.MessageRefused),
            (190, errors.AccountProblem),
            (130429, errors.SlowDown),
            (131056, errors.SlowDown),
            (999999, errors.MessageRefused),
        ],
    )
    async def test_each_code_means_one_of_our_errors(
        self, double: FakeCloud, cloud: WhatsAppCloud, code: int, expected: type[errors.SendError]
    ) -> None:
        double.errors[f"+{PERSON}"] = code

        with pytest.raises(errors.SendError) as caught:
            await cloud.send(a_message())

        assert type(caught.value) is expected
        assert PERSON not in caught.value.reason

    async def test_a_wrong_key_is_a_problem_of_our_account(self, double: FakeCloud) -> None:
        cloud = WhatsAppCloud(replace(ACCOUNT, token="old", api_url=double.url))

        with pytest.raises(errors.AccountProblem):
            await cloud.send(a_message())
        await cloud.close()

    async def test_neither_key_nor_words_reach_a_log(
        self, cloud: WhatsAppCloud, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)

        await cloud.send(a_message("a private word"))

        assert not [secret for secret in (TOKEN, PERSON, "private") if secret in caplog.text]


@pytest.mark.anyio
class TestFetch:
    async def test_a_picture_is_fetched_from_metas_store(self, cloud: WhatsAppCloud) -> None:
        assert b"".join([chunk async for chunk in cloud.fetch(Media(MessageKind.PICTURE, "m1"))]) == PICTURE

    @pytest.mark.parametrize(
        "url", ["http://169.254.169.254/", "https://lookaside.fbsbx.com.evil.example/", "https://evil.example/"]
    )
    async def test_nothing_is_fetched_from_anywhere_else(
        self, double: FakeCloud, cloud: WhatsAppCloud, url: str
    ) -> None:
        double.media_url = url

        with pytest.raises(errors.MessageRefused):
            _ = [chunk async for chunk in cloud.fetch(Media(MessageKind.PICTURE, "m1"))]
