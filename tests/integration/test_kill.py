"""kill -9 while messages come in and go out: none lost either way, and nothing said twice but what was in flight."""

import asyncio
import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store import tables as t
from tests.network import Network, Street, until_all_went
from tests.served import WITHIN, a_session, answers_by_message, made_ready, rows, served

pytestmark = pytest.mark.chaos

KILLS = 5  # each of four times: twenty moments in all
PEOPLE = 12
FIRST_SEND = 2.0  # seconds after it serves again


@pytest.mark.parametrize("policy", ["park", "resend"])
def test_killed_at_random_moments_it_loses_nothing_and_repeats_only_what_was_in_flight(
    store_url: str, tmp_path: Path, policy: str
) -> None:
    made_ready(store_url)

    story = asyncio.run(_live_through_it(store_url, tmp_path, policy))

    answers = answers_by_message(store_url)
    assert len(story.acknowledged) > PEOPLE * KILLS, "hardly anything came in between the kills"
    assert set(story.acknowledged) <= set(answers), "an acknowledged message is not there"
    assert [sid for sid in story.acknowledged if not answers[sid]] == [], "a message has no answer"
    assert set().union(*answers.values()) <= ({"sent"} if policy == "resend" else {"sent", "unknown"})
    assert story.unsent == [], "a row says sent, and was not"
    assert story.twice <= (story.in_flight if policy == "resend" else 0)
    assert max(story.first_sends) <= FIRST_SEND


@dataclass
class Story:
    """What came of it: `twice` counts messages that went out again, `in_flight` those under way at the kills."""

    acknowledged: list[str]
    unsent: list[int]
    twice: int
    in_flight: int
    first_sends: list[float]


async def _live_through_it(url: str, folder: Path, policy: str) -> Story:
    moments = random.Random(f"{url.split(':')[0]} {policy}")
    in_flight, first_sends = 0, []
    async with Network() as network, a_session() as session:
        with served(url, folder, twilio_api_url=network.url, unknown_policy=f"sms={policy}") as house:
            street = Street(house, network)
            people = [asyncio.create_task(street.person(number, session)) for number in range(PEOPLE)]
            for _ in range(KILLS):
                await asyncio.sleep(moments.uniform(0.2, 1.0))  # the moment is what is tried
                await asyncio.to_thread(house.kill)
                in_flight += _attempting(url)
                sent = len(network.sent_at)
                await asyncio.to_thread(house.start)
                first_sends.append(await _until_more(network, sent))
            street.over = True
            await asyncio.gather(*people)
            await until_all_went(url)
            await asyncio.to_thread(house.stop)
    sends = network.sends()
    said_sent = [row for row, status in rows(url, t.outbox.c.id, t.outbox.c.status) if status == "sent"]
    unsent = [row for row in said_sent if row not in sends]
    return Story(street.acknowledged, unsent, sends.total() - len(sends), in_flight, first_sends)


def _attempting(url: str) -> int:
    return [status for _, status in rows(url, t.outbox.c.id, t.outbox.c.status)].count("attempting")


async def _until_more(network: Network, than: int) -> float:
    """Seconds from now until the next message went out."""
    begin = time.monotonic()
    while len(network.sent_at) <= than and time.monotonic() - begin < WITHIN:
        await asyncio.sleep(0.01)
    return time.monotonic() - begin
