"""A deploy in the middle of a conversation: stopped, started again, and it goes on where it was."""

import asyncio
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.store import tables as t
from tests.doubles.twilio import PERSON, FakeTwilio
from tests.served import WITHIN, Served, a_session, delivered, made_ready, rows, served

pytestmark = pytest.mark.chaos

BEFORE, AFTER = ("events", "yes", "Amina", "1"), ("no", "none", "yes")


def test_a_conversation_goes_on_after_a_deploy(store_url: str, tmp_path: Path) -> None:
    made_ready(store_url)

    sent = asyncio.run(_talk_through_a_deploy(store_url, tmp_path))

    assert [status for _, status in rows(store_url, t.sign_up.c.id, t.sign_up.c.status)] == ["going"]
    assert len(rows(store_url, t.inbound.c.id)) == len(BEFORE + AFTER)
    said = [text for _, text, purpose in rows(store_url, *_SAID) if purpose == "answer"]
    assert sent == said, "an answer was lost, doubled or overtaken"


_SAID = (t.outbox.c.id, t.outbox.c.text, t.outbox.c.purpose)


async def _talk_through_a_deploy(url: str, folder: Path) -> list[str]:
    """What the person got, in order."""
    async with FakeTwilio() as network, a_session() as session:
        with served(url, folder, twilio_api_url=network.url) as house:
            await _write(house, network, session, *BEFORE)
            await asyncio.to_thread(house.stop)
            assert {status for _, status in rows(url, t.outbox.c.id, t.outbox.c.status)} <= {"sent", "waiting"}
            await asyncio.to_thread(house.start)
            await _write(house, network, session, *AFTER)
            await _until_sent(url)
    return [message.body for message in network.messages if message.direction == "outbound-api"]


async def _write(house: Served, network: FakeTwilio, session: ClientSession, *said: str) -> None:
    for words in said:
        await delivered(session, house.base, network.person_writes(words, From=PERSON))


async def _until_sent(url: str) -> None:
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        answers = [status for _, status, purpose in rows(url, *_STATUS) if purpose == "answer"]
        if set(answers) == {"sent"}:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not everything was sent: {set(answers)}")


_STATUS = (t.outbox.c.id, t.outbox.c.status, t.outbox.c.purpose)
