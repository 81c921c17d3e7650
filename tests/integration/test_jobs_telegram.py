"""What Telegram needs beside webhooks: told where they go, or asked what came."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.telegram import Telegram
from bot.jobs import polling, registering
from bot.model.channel import MessageRefused, SendError, SlowDown, WebhookRequest
from bot.store.store import StoreDown
from tests.doors import a_site
from tests.doubles import telegram
from tests.doubles.providers import providers
from tests.doubles.telegram import FakeTelegram

pytestmark = pytest.mark.anyio
AT_HOME = "http://127.0.0.1:8000"
SHORT = timedelta(seconds=0.01)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def asked(double: FakeTelegram, method: str) -> list[dict[str, str]]:
    return [fields for name, fields in double.calls if name == method]


async def test_with_a_public_address_telegram_is_told_where_its_webhooks_go(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True) as site:
        await site.until(lambda: site.providers.telegram.webhook)
        told = site.providers.telegram.webhook

        assert told["url"] == "https://bot.example.org/webhooks/telegram"
        assert told["secret_token"] == telegram.SECRET
        assert asked(site.providers.telegram, "getUpdates") == []


async def test_without_one_the_webhook_is_taken_away_and_updates_are_fetched(sqlite_url: str) -> None:
    async with providers() as behind:
        behind.telegram.webhook = {"url": "https://elsewhere.example.org"}
        behind.telegram.person_writes("hello")
        async with a_site(sqlite_url, behind, with_work=True, public_url=AT_HOME) as site:
            await site.until(lambda: behind.telegram.sent_to(telegram.PERSON))

            assert site.kept() == [("text", "hello")]
            assert behind.telegram.webhook == {}
            assert [name for name, _ in behind.telegram.calls][:2] == ["deleteWebhook", "getUpdates"]


async def test_a_conversation_can_be_had_by_polling(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True, public_url=AT_HOME) as site:
        double = site.providers.telegram
        double.person_writes("hello")
        await site.until(lambda: any("reply_markup" in message for message in double.sent))
        press = double.person_presses("Yes")
        await site.until(lambda: double.acknowledged == [press["callback_query"]["id"]])
        await site.until(lambda: any("call you" in text for text in double.sent_to(telegram.PERSON)))
        await site.until(lambda: double.waiting == [])  # confirmed

        assert [kind for kind, _ in site.kept()] == ["text", "button"]


async def test_what_could_not_be_kept_is_not_confirmed_and_comes_again_once(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        double = site.providers.telegram
        channel = Telegram(telegram.TOKEN, telegram.SECRET, api_url=double.url)
        update, stop = double.person_writes("hello"), asyncio.Event()
        tried = 0

        async def take(delivery: WebhookRequest) -> None:
            nonlocal tried
            tried += 1
            if tried == 1:
                with site.is_gone(), pytest.raises(StoreDown):
                    await site.parts.door.take_polled(channel.name, delivery)
                raise StoreDown("away")
            await site.parts.door.take_polled(channel.name, delivery)

        reading = asyncio.create_task(polling.poll(channel, take, stop, SHORT))
        await site.until(lambda: tried == 1)
        assert update in double.waiting
        await site.until(lambda: double.waiting == [])
        stop.set()
        await asyncio.wait_for(reading, 5)
        await channel.close()

        assert tried == 2
        assert site.kept() == [("text", "hello")]


async def test_an_update_nobody_can_read_holds_nothing_up(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True, public_url=AT_HOME) as site:
        double = site.providers.telegram
        double.waiting.append({"update_id": 1, "message": {"from": 3, "chat": []}})
        double.person_writes("hello")

        await site.until(lambda: site.kept() == [("text", "hello")])
        await site.until(lambda: double.waiting == [])
        assert site.happened["malformed"] == 1


async def test_polling_goes_on_after_an_error_nobody_thought_of() -> None:
    stop, tried = asyncio.Event(), 0

    class Odd:
        async def poll(self, offset: int, wait: timedelta) -> tuple[tuple[WebhookRequest, ...], int]:
            nonlocal tried
            tried += 1
            if tried < 3:
                raise ValueError("a name, a number")
            stop.set()
            return (), offset

    async def take(delivery: WebhookRequest) -> None:
        """Nothing comes."""

    await asyncio.wait_for(polling.poll(Odd(), take, stop, SHORT), 5)

    assert tried == 3


async def test_a_long_poll_does_not_hold_up_the_end(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, public_url=AT_HOME) as site:
        await site.until(lambda: asked(site.providers.telegram, "getUpdates"))
        began = asyncio.get_running_loop().time()

    assert asyncio.get_running_loop().time() - began < 5  # a long poll lasts 25


async def test_telegram_out_of_reach_does_not_stop_the_start(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, telegram_api_url="http://127.0.0.1:1") as site:
        assert (await site.ask("GET", "/health/live")).status == 200
        assert await site.deliver(site.providers.twilio.person_writes("hello")) == 200


class _Provider:
    """Says these things, one after another, when it is told an address."""

    def __init__(self, *says: SendError | None) -> None:
        self.says = list(says)

    async def register(self, public_url: str | None) -> None:
        said = self.says.pop(0)
        if said is not None:
            raise said


async def test_telling_an_address_is_tried_again() -> None:
    provider = _Provider(SlowDown("too fast"), SlowDown("too fast"), None)

    await asyncio.wait_for(registering.register(provider, None, asyncio.Event(), SHORT), 5)

    assert provider.says == []


async def test_an_address_that_is_refused_is_for_a_person(caplog: pytest.LogCaptureFixture) -> None:
    provider = _Provider(MessageRefused("Bad webhook."), None)

    await asyncio.wait_for(registering.register(provider, "https://x.example", asyncio.Event(), SHORT), 5)

    assert provider.says == [None]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_every_process_of_ours_makes_the_same_secret(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, telegram_secret="") as site:
        await site.until(lambda: site.providers.telegram.webhook)
        secret = site.providers.telegram.webhook["secret_token"]
        delivery = telegram.a_webhook({"update_id": 1}, secret)

        assert Telegram(telegram.TOKEN).verify(delivery)
        assert not Telegram("110201543:another").verify(delivery)
        assert await site.deliver(delivery) == 200
