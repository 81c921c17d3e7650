"""`/metrics` over HTTP: who may read it, and what stands in it."""

import re
from datetime import timedelta

import pytest

from bot.model.task import TaskKind
from bot.store import tasks
from tests.doors import a_rest_message, a_site

pytestmark = pytest.mark.anyio
SECRET = "a secret of our own, long enough to be one"
LINE = re.compile(r'^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[a-z_]+"(,[a-z_]+="[a-z_]+")*\})? \d+(\.\d+)?)$')


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    ("bearer", "status"),
    [("Bearer look here", 200), ("bearer look here", 200), ("Bearer look", 403), ("Basic look here", 403), ("", 403)],
    ids=lambda given: str(given) or "none",
)
async def test_with_a_token_only_who_knows_it_may_read(sqlite_url: str, bearer: str, status: int) -> None:
    async with a_site(sqlite_url, demo=False, secret_key=SECRET, metrics_token="look here") as site:
        headers = {"authorization": bearer} if bearer else {}

        assert (await site.ask("GET", "/metrics", headers=headers)).status == status


async def test_without_one_only_the_demos_own_machine_may(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        assert (await site.ask("GET", "/metrics")).status == 200
        assert (await site.ask("GET", "/metrics", headers={"x-forwarded-for": "203.0.113.9"})).status == 404


async def test_every_line_is_one_prometheus_reads(sqlite_url: str) -> None:
    async with a_site(sqlite_url, with_work=True, quick=True) as site:
        await site.deliver(site.providers.twilio.person_writes("hello"))
        await site.settled()

        answer = await site.ask("GET", "/metrics")

        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert answer.text.endswith("\n")
        assert [line for line in answer.text.splitlines() if not LINE.match(line)] == []


async def test_what_happened_is_counted(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        await site.deliver(a_rest_message({"sender": "amina", "message": "hello"}))
        await site.deliver(a_rest_message(b"nonsense"))
        await site.deliver(site.providers.twilio.person_writes("hello"), x_twilio_signature="wrong")
        await site.deliver(site.providers.twilio.person_writes("hello"))
        with site.parts.store.write() as tx:
            tasks.add(tx, TaskKind.ANSWER, site.parts.clock.now())
            tasks.add(tx, TaskKind.ANSWER, site.parts.clock.now() - timedelta(days=3))
        site.parts.clock.move(timedelta(seconds=90))

        read = (await site.ask("GET", "/metrics")).text.splitlines()

        assert 'sayback_webhooks_total{what="received",channel="rest"} 2' in read
        assert 'sayback_webhooks_total{what="malformed",channel="rest"} 1' in read
        assert 'sayback_webhooks_total{what="unsigned",channel="sms"} 1' in read
        assert "sayback_turns_total 2" in read
        assert "sayback_turns_failed_total 0" in read
        assert 'sayback_outbox_messages{status="waiting"} 1' in read
        assert 'sayback_outbox_oldest_seconds{status="waiting"} 90' in read
        assert "sayback_tasks_open 2" in read
        assert "sayback_tasks_late 1" in read
        assert "sayback_store_up 1" in read


async def test_nobody_can_be_told_from_it(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        await site.deliver(a_rest_message({"sender": "amina", "message": "hello"}))

        assert "amina" not in (await site.ask("GET", "/metrics")).text
