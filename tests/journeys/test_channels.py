"""People on each channel, from their phone to the pretend provider and back: the real road, the real sender."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model.channel import WebhookRequest
from tests.doors import Site, a_site
from tests.doubles import telegram, twilio, whatsapp_cloud
from tests.doubles.providers import WHATSAPP_SENDER
from tests.doubles.telegram import a_webhook
from tests.people import DATA

pytestmark = pytest.mark.anyio
SIGN_UP = ("hello", "yes", "Amina", "events", "1", "no", "none", "yes")
ON_WHATSAPP = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{WHATSAPP_SENDER}"}
BSUID = "GB.13491208655302741918"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def says(site: Site, delivery: WebhookRequest) -> None:
    """Delivered twice, as providers do; until every answer has gone."""
    statuses = [await site.deliver(delivery) for _ in range(2)]
    assert statuses == [200, 200]
    await answered(site)


async def answered(site: Site) -> None:
    """Until no answer waits; reminders may."""
    await site.until(
        lambda: (
            not [
                row
                for row in site.outbox()
                if row["purpose"] == "answer" and row["status"] in ("waiting", "attempting")
            ]
        )
    )


def by_sms(site: Site) -> list[str]:
    return [kept.body for kept in site.providers.twilio.messages if kept.direction == "outbound-api"]


def reminders(site: Site) -> list[dict[str, Any]]:  # Any: columns of every type
    return [row for row in site.outbox() if row["template"] == "event_reminder"]


async def test_amina_signs_up_by_text_message(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        for words in SIGN_UP:
            await says(site, site.providers.twilio.person_writes(words))

        texts = by_sms(site)
        assert "Hello Tower Hamlets" in texts[0]
        assert any("Health chat" in text for text in texts)
        assert len(texts) == len(set(texts)) == len([row for row in site.outbox() if row["purpose"] == "answer"])
        assert site.count("sign_up") == 1
        assert {message.to for message in site.providers.twilio.messages if message.body in texts} == {twilio.PERSON}

        sent = [message for message in site.providers.twilio.messages if message.direction == "outbound-api"]
        for message in sent:
            await site.deliver(site.providers.twilio.receipt(message, "delivered"))
        assert {row["status"] for row in site.outbox() if row["purpose"] == "answer"} == {"delivered"}

        site.parts.clock.move(timedelta(days=3, hours=4))
        site.parts.sender.wake()
        await site.until(lambda: len(by_sms(site)) > len(texts))
        assert "Brick Lane Hall" in by_sms(site)[-1]


async def test_a_reminder_outside_the_service_window_needs_a_template(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        for words in SIGN_UP:
            await says(site, site.providers.twilio.person_writes(words, **ON_WHATSAPP))
        assert site.count("sign_up") == 1

        site.parts.clock.move(timedelta(days=3, hours=4))
        site.parts.sender.wake()
        await site.until(lambda: reminders(site)[0]["status"] == "needs-template")

        assert site.tasks() == ["needs_template"]
        assert not any(message.content_sid for message in site.providers.twilio.messages)


async def test_with_an_approved_template_the_reminder_goes(sqlite_url: str, tmp_path: Path) -> None:
    data = with_templates(tmp_path, twilio="HX" + "1" * 32)
    async with a_site(sqlite_url, with_work=True, quick=True, data=data) as site:
        for words in SIGN_UP:
            await says(site, site.providers.twilio.person_writes(words, **ON_WHATSAPP))

        site.parts.clock.move(timedelta(days=3, hours=4))
        site.parts.sender.wake()
        await site.until(lambda: reminders(site)[0]["status"] == "sent")

        sent = site.providers.twilio.messages[-1]
        assert sent.content_sid == "HX" + "1" * 32
        assert '"1": "Health chat"' in sent.variables
        assert site.tasks() == []


@pytest.mark.parametrize("approved", [True, False], ids=["a template goes", "staff are asked"])
async def test_a_window_that_shut_unnoticed_is_seen_by_the_receipt(
    sqlite_url: str, tmp_path: Path, approved: bool
) -> None:
    data = with_templates(tmp_path, twilio="HX" + "1" * 32 if approved else "")
    async with a_site(sqlite_url, with_work=True, quick=True, data=data, quiet_hours="00:00-00:00") as site:
        for words in SIGN_UP:
            await says(site, site.providers.twilio.person_writes(words, **ON_WHATSAPP))
        site.parts.clock.move(timedelta(days=2, hours=23, minutes=30))
        await says(site, site.providers.twilio.person_writes("hello again", **ON_WHATSAPP))
        site.parts.clock.move(timedelta(hours=5))
        site.parts.sender.wake()
        await site.until(lambda: reminders(site)[0]["status"] == "sent")

        taken = site.providers.twilio.messages[-1]
        refused = site.providers.twilio.receipt(taken, "failed", 63016)
        for _ in range(2):
            await site.deliver(refused)
        site.parts.sender.wake()
        expected = "sent" if approved else "needs-template"
        await site.until(lambda: reminders(site)[0]["status"] == expected)
        await site.until(lambda: not approved or site.providers.twilio.messages[-1].content_sid)
        await site.deliver(refused)

        assert reminders(site)[0]["status"] == expected
        assert site.tasks() == ([] if approved else ["needs_template"])


async def test_buttons_on_telegram_and_then_they_block_us(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        double = site.providers.telegram
        await says(site, a_webhook(double.person_writes("/start")))
        await says(site, a_webhook(double.person_presses("English")))
        await says(site, a_webhook(double.person_presses("Yes")))
        await says(site, a_webhook(double.person_writes("Amina")))
        for words in ("events", "1", "no", "none"):
            await says(site, a_webhook(double.person_writes(words)))
        await says(site, a_webhook(double.person_presses("Yes")))
        assert site.count("sign_up") == 1
        assert len(double.acknowledged) == 3
        assert {row["status"] for row in reminders(site)} == {"waiting"}

        before = len(double.sent)
        await says(site, a_webhook(double.person_blocks()))

        assert site.opted_out() == ["everything"]
        assert {row["status"] for row in reminders(site)} == {"cancelled"}
        assert len(double.sent) == before


async def test_somebody_who_blocked_us_unseen_is_opted_out_at_the_next_message(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        double = site.providers.telegram
        for words in SIGN_UP:
            await says(site, a_webhook(double.person_writes(words)))
        double.blocked.add(telegram.PERSON)

        site.parts.clock.move(timedelta(days=3, hours=4))
        site.parts.sender.wake()
        await site.until(lambda: site.opted_out() == ["everything"])

        assert sorted(row["status"] for row in reminders(site)) == ["cancelled", "failed"]


async def test_somebody_on_whatsapp_without_a_phone_number(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        double = site.providers.cloud
        for words in SIGN_UP:
            await says(site, from_a_scoped_id(double.person_writes(words)))

        assert site.count("sign_up") == 1
        assert {body.get("recipient") for body in double.bodies} == {BSUID}
        assert not any("to" in body for body in double.bodies)
        assert len(double.bodies) == len([row for row in site.outbox() if row["purpose"] == "answer"])


async def test_after_stop_we_stay_silent_whatever_the_provider_says(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        double = site.providers.twilio
        for words in SIGN_UP:
            await says(site, double.person_writes(words))
        before = len(by_sms(site))

        await says(site, double.person_writes("STOP", OptOutType="STOP"))
        await says(site, double.person_writes("hello?"))  # refused with 21610
        site.parts.clock.move(timedelta(days=5))
        site.parts.sender.wake()
        await site.settled()

        assert site.opted_out() == ["everything"]
        assert len(by_sms(site)) == before
        assert {row["status"] for row in reminders(site)} == {"cancelled"}
        assert {row["status"] for row in site.outbox()} <= {"sent", "cancelled", "failed"}


def from_a_scoped_id(delivery: WebhookRequest) -> WebhookRequest:
    """The same message by somebody who keeps their number to themselves."""
    body = (
        delivery.body.decode()
        .replace("GB.1349", BSUID)
        .replace(f'"from": "{whatsapp_cloud.PERSON}"', f'"from_user_id": "{BSUID}"')
    )
    body = body.replace(f'"wa_id": "{whatsapp_cloud.PERSON}", ', "")
    return whatsapp_cloud.signed(body)


def with_templates(folder: Path, twilio: str) -> Path:
    """A copy of our data folder in which Twilio has approved the English templates."""
    copied = shutil.copytree(DATA, folder / "data")
    written = (copied / "templates.yml").read_text("utf-8")
    (copied / "templates.yml").write_text(written.replace('en: {twilio: ""', f'en: {{twilio: "{twilio}"'), "utf-8")
    return copied
