"""A message whose webhook never came is found in the provider's list, and has its effect once."""

from datetime import timedelta

import pytest

from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.jobs import gaps
from tests.doors import Site, a_site
from tests.doubles import twilio
from tests.doubles.providers import WHATSAPP_SENDER

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def look(site: Site) -> None:
    """What the calendar does every five minutes."""
    parts = site.parts
    await gaps.receive_missing(parts.channels.values(), parts.store, parts.clock, parts.road.receive)


def a_while_ago(site: Site, minutes: float = 10) -> None:
    for message in site.providers.twilio.messages:
        message.at -= timedelta(minutes=minutes)


async def test_what_no_webhook_brought_is_received_once(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        late = site.providers.twilio.person_writes("hello")
        a_while_ago(site)

        await look(site)
        answered = len(site.outbox())
        await look(site)
        assert await site.deliver(late) == 200

        assert site.kept() == [("text", "hello")]
        assert len(site.outbox()) == answered > 0


async def test_what_a_webhook_brought_is_not_received_again(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        await site.deliver(site.providers.twilio.person_writes("hello"))
        a_while_ago(site)

        await look(site)

        assert site.kept() == [("text", "hello")]


async def test_a_webhook_has_two_minutes_for_it_says_more(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        stop = site.providers.twilio.person_writes("STOP", OptOutType="STOP")
        await look(site)
        assert site.kept() == []

        await site.deliver(stop)

        assert site.kept() == [("text", "STOP")]
        assert site.outbox() == []  # Twilio has answered it already


async def test_they_are_taken_in_the_order_they_were_written(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        for words in ("hello", "yes", "Amina"):
            site.providers.twilio.person_writes(words)
        a_while_ago(site)

        await look(site)

        assert [words for _, words in site.kept()] == ["hello", "yes", "Amina"]


async def test_what_has_no_words_there_is_put_before_staff(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        site.providers.twilio.person_writes("")
        a_while_ago(site)

        await look(site)

        assert site.kept() == [("unread", "")]
        assert site.tasks() == ["listen"]


async def test_each_channel_takes_its_own_messages(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        ends = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{WHATSAPP_SENDER}"}
        late = site.providers.twilio.person_writes("from WhatsApp", **ends)
        site.providers.twilio.person_writes("from a phone")
        a_while_ago(site)

        await look(site)
        assert await site.deliver(late) == 200

        assert sorted(words for _, words in site.kept()) == ["from WhatsApp", "from a phone"]


async def test_looking_does_not_open_a_service_window_again(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        ends = {"From": f"whatsapp:{twilio.PERSON}", "To": f"whatsapp:{WHATSAPP_SENDER}"}
        await site.deliver(site.providers.twilio.person_writes("hello", **ends))
        a_while_ago(site)
        before = site.windows()

        site.parts.clock.move(timedelta(hours=1))
        await look(site)

        assert site.windows() == before


async def test_what_is_long_ago_is_left_alone(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        site.providers.twilio.person_writes("hello")
        a_while_ago(site, minutes=180)

        await look(site)

        assert site.kept() == []


async def test_a_provider_that_gives_no_list_stops_nothing(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        parts, double = site.parts, site.providers.twilio
        wrong = TwilioSms(TwilioAccount(twilio.SID, "wrong", twilio.PUBLIC_URL, double.url), twilio.SENDER)
        right = TwilioWhatsApp(TwilioAccount(twilio.SID, twilio.TOKEN, twilio.PUBLIC_URL, double.url), WHATSAPP_SENDER)
        double.person_writes("hi", From=f"whatsapp:{twilio.PERSON}", To=f"whatsapp:{WHATSAPP_SENDER}")
        a_while_ago(site)

        await gaps.receive_missing([wrong, right], parts.store, parts.clock, parts.road.receive)
        await wrong.close()
        await right.close()

        assert site.kept() == [("text", "hi")]
