"""Two web processes on one PostgreSQL: every webhook delivered twice and out of order, some to both at once."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.model.channel import WebhookRequest
from bot.store import tables as t
from tests.doubles.twilio import FakeTwilio
from tests.served import a_session, answers_by_message, delivered, made_ready, rows, served

pytestmark = pytest.mark.chaos

PEOPLE, MESSAGES, AT_ONCE = 30, 8, 24


def test_each_webhook_delivered_twice_and_out_of_order_is_one_turn(postgres_url: str, tmp_path: Path) -> None:
    made_ready(postgres_url)
    webhooks = _everything_said()

    statuses = asyncio.run(_deliver_twice(postgres_url, tmp_path, webhooks))

    answers = answers_by_message(postgres_url)
    assert statuses == {200: 2 * len(webhooks)}, "somebody was told to try again: a deadlock, or a store that failed"
    assert set(answers) == {dict(webhook.form)["MessageSid"] for webhook in webhooks}
    assert all(answers.values()), "a turn was lost"
    assert len(rows(postgres_url, t.contact.c.id)) == PEOPLE
    assert _doubled(postgres_url) == []
    assert [status for _, status in rows(postgres_url, t.inbound.c.id, t.inbound.c.status) if status == "failed"] == []


def test_places_at_an_event_are_counted_once_however_many_processes_take_them(
    postgres_url: str, tmp_path: Path
) -> None:
    made_ready(postgres_url)

    asyncio.run(_sign_everybody_up(postgres_url, tmp_path))

    going = [party for _, status, party in rows(postgres_url, *_SIGN_UP) if status == "going"]
    taken = [taken for _, taken in rows(postgres_url, t.event.c.id, t.event.c.taken)]
    assert len(going) == PEOPLE
    assert taken == [sum(going)]


_SIGN_UP = (t.sign_up.c.id, t.sign_up.c.status, t.sign_up.c.party)
_TO_A_PLACE = ("events", "yes", "Amina", "1", "no", "none", "yes")


def _everything_said() -> list[WebhookRequest]:
    network = FakeTwilio()
    said = ("hello", "yes", "help", "events", "language", "menu", "hello", "help")
    return [
        network.person_writes(said[number % len(said)], From=f"+4477009{person:05d}")
        for person in range(PEOPLE)
        for number in range(MESSAGES)
    ]


async def _deliver_twice(url: str, folder: Path, webhooks: list[WebhookRequest]) -> Counter[int]:
    """Every webhook goes to one process and then, or at the same moment, to the other."""
    shuffled = [*webhooks, *webhooks]
    order = random.Random(7)
    order.shuffle(shuffled)
    room, statuses = asyncio.Semaphore(AT_ONCE), Counter[int]()
    with served(url, folder, web_only=True) as one, served(url, folder, web_only=True, executor_id="two") as two:
        async with a_session() as session:

            async def deliver(webhook: WebhookRequest) -> None:
                async with room:
                    base = order.choice((one.base, two.base))
                    statuses.update(await delivered(session, base, webhook))

            await asyncio.gather(*(deliver(webhook) for webhook in shuffled))
    return statuses


async def _sign_everybody_up(url: str, folder: Path) -> None:
    """Each message to both processes at the same moment; a person's next one once either has taken it."""
    network = FakeTwilio()
    with served(url, folder, web_only=True) as one, served(url, folder, web_only=True, executor_id="two") as two:
        async with a_session() as session:

            async def person(number: int) -> None:
                for words in _TO_A_PLACE:
                    webhook = network.person_writes(words, From=f"+4477009{number:05d}")
                    both = (delivered(session, house.base, webhook) for house in (one, two))
                    await asyncio.gather(*both)

            await asyncio.gather(*(person(number) for number in range(PEOPLE)))


def _doubled(url: str) -> list[int]:
    """Messages whose answer was put in the outbox twice: the keys differ, the words are the same."""
    said = Counter(rows(url, t.outbox.c.inbound_id, t.outbox.c.text))
    return [inbound_id for (inbound_id, _), times in said.items() if times > 1 and inbound_id is not None]
