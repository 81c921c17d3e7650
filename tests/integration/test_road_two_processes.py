"""Two roads on one PostgreSQL: the same people in different orders, some messages to both, strangers met at once."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import text

from bot.conversation.room import Outcome
from bot.model.contact import Contact
from bot.model.message import InboundMessage
from bot.model.questions import Flow, number
from bot.store import tables as t
from bot.store.store import Tx
from tests.people import Resident, an_event, plant
from tests.road_people import AStreet, a_flow, a_street, place_of, rows_of

PEOPLE, ROUNDS = 30, 12


def counting(person: Contact, facts: Any) -> Flow:  # Any: it needs none
    """Asks for one number after another, so that every answer is seen in the place."""
    for which in range(1, 1000):
        yield from number(f"another_event.look.{which}")
    return []


@pytest.fixture
def two_streets(postgres_url: str) -> Iterator[tuple[AStreet, AStreet]]:
    with ExitStack() as stack:
        flows = {"pause": a_flow(counting)}
        first, second = (stack.enter_context(a_street(postgres_url, flows=flows)) for _ in range(2))
        yield first, second


async def bring(street: AStreet, messages: Sequence[InboundMessage]) -> list[Outcome]:
    return await street.road.receive(messages)


def in_both(
    streets: tuple[AStreet, AStreet], first: list[InboundMessage], second: list[InboundMessage]
) -> list[Outcome]:
    """What came of them, brought to the two roads at the same moment."""

    async def together() -> list[Outcome]:
        one, other = await asyncio.gather(bring(streets[0], first), bring(streets[1], second))
        return [*one, *other]

    return asyncio.run(together())


def some_residents(street: AStreet, count: int = PEOPLE) -> list[Resident]:
    return [Resident(street, f"+4477009006{number:02}") for number in range(count)]


def test_no_turn_is_lost_or_doubled_and_nobody_waits_for_ever(two_streets: tuple[AStreet, AStreet]) -> None:
    street = two_streets[0]
    chance = random.Random(7)
    residents = some_residents(street)
    for resident in residents:
        resident.chats("hello", "yes", "skip", "pause")
    told: Counter[str] = Counter()
    for _ in range(ROUNDS):
        messages = [resident.message("5") for resident in residents]
        first, second = list(messages[:20]), list(messages[10:])  # ten of them to both
        chance.shuffle(first)
        chance.shuffle(second)
        outcomes = in_both(two_streets, first, second)
        told.update("repeat" if outcome.repeat else "new" for outcome in outcomes)
        assert not any(outcome.failed for outcome in outcomes)

    kept = [place_of(street, resident.standing.contact.id) for resident in residents]
    assert [len(place.answers) if place is not None else 0 for place in kept] == [ROUNDS] * PEOPLE
    assert told == {"new": PEOPLE * ROUNDS, "repeat": 10 * ROUNDS}
    answers = [row["inbound_id"] for row in rows_of(street, t.outbox)]
    assert max(Counter(answers).values()) == 1


def test_strangers_who_come_to_both_at_once_are_one_contact_each(two_streets: tuple[AStreet, AStreet]) -> None:
    street = two_streets[0]
    residents = some_residents(street)
    messages = [resident.message("hello") for resident in residents]
    outcomes = in_both(two_streets, messages, messages[::-1])

    assert len(rows_of(street, t.contact)) == PEOPLE
    assert len(rows_of(street, t.address)) == PEOPLE
    assert Counter(outcome.repeat for outcome in outcomes) == {True: PEOPLE, False: PEOPLE}


def test_strangers_with_a_first_message_to_each_are_one_contact(two_streets: tuple[AStreet, AStreet]) -> None:
    street = two_streets[0]
    residents = some_residents(street)
    in_both(two_streets, [r.message("hello") for r in residents], [r.message("hi") for r in reversed(residents)])

    assert len(rows_of(street, t.contact)) == PEOPLE
    assert {row["status"] for row in rows_of(street, t.inbound)} == {"done"}


@pytest.mark.parametrize("places", [100, 20], ids=["room for all", "too few places"])
def test_people_who_take_places_at_the_same_events_in_other_orders(
    two_streets: tuple[AStreet, AStreet], places: int
) -> None:
    street = two_streets[0]
    plant(street, an_event(places=places), an_event(title="Tea", places=places))
    residents = some_residents(street)
    for which, resident in enumerate(residents):
        resident.chats("hello", "yes", "skip", "events", str(which % 2 + 1), "no", "none")
    halves = residents[:15], residents[15:]
    first = sorted(halves[0], key=lambda resident: residents.index(resident) % 2)
    second = sorted(halves[1], key=lambda resident: -(residents.index(resident) % 2))
    outcomes = in_both(two_streets, [r.message("yes") for r in first], [r.message("yes") for r in second])

    assert not any(outcome.failed for outcome in outcomes)
    going = Counter(row["event_id"] for row in rows_of(street, t.sign_up) if row["status"] == "going")
    taken = {row["id"]: row["taken"] for row in rows_of(street, t.event)}
    assert taken == dict(going)
    assert sum("Your place is booked." in outcome.bubbles[0].text for outcome in outcomes) == sum(taken.values()) == 30


def test_the_last_places_are_given_once_across_processes(two_streets: tuple[AStreet, AStreet]) -> None:
    street = two_streets[0]
    plant(street, an_event(places=7))
    residents = some_residents(street)
    for resident in residents:
        resident.chats("hello", "yes", "skip", "events", "1", "no", "none")
    outcomes = in_both(
        two_streets, [r.message("yes") for r in residents[:15]], [r.message("yes") for r in residents[15:]]
    )

    booked = ["Your place is booked." in outcome.bubbles[0].text for outcome in outcomes]
    assert sum(booked) == 7
    assert [row["taken"] for row in rows_of(street, t.event)] == [7]
    others = [outcome for outcome, mine in zip(outcomes, booked, strict=True) if not mine]
    assert all("waiting list" in outcome.bubbles[-1].text for outcome in others)


def test_a_batch_that_gives_way_to_another_process_is_run_again(
    two_streets: tuple[AStreet, AStreet], caplog: pytest.LogCaptureFixture
) -> None:
    street, other = two_streets
    plant(street, an_event(), an_event(title="Tea"))
    amina, dot = some_residents(street, 2)
    for resident, which in ((amina, "1"), (dot, "2")):
        resident.chats("hello", "yes", "skip", "events", which, "no", "none")
    pool = ThreadPoolExecutor(1)
    with other.store.write() as tx:  # takes the two events the other way round
        tx.connection.execute(text("UPDATE event SET taken = taken WHERE id = 2"))
        answers = pool.submit(lambda: asyncio.run(bring(street, [amina.message("yes"), dot.message("yes")])))
        until_somebody_waits(tx)
        tx.connection.execute(text("UPDATE event SET taken = taken WHERE id = 1"))
    outcomes = answers.result(timeout=30)
    pool.shutdown()

    assert ["Your place is booked." in outcome.bubbles[0].text for outcome in outcomes] == [True, True]
    assert "a batch gave way to another process" in caplog.text


def until_somebody_waits(tx: Tx) -> None:
    """Until another connection waits for what this one holds; PostgreSQL looks for a ring only a second later."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while tx.connection.execute(waiting).scalar() == 0:
        tx.connection.execute(text("SELECT pg_sleep(0.01)"))
