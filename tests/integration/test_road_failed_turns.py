"""A turn that fails: kept, put before staff, honestly answered, and nobody else's trouble. On both engines."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.conversation.batch import Batch
from bot.logs import JsonLines
from bot.model.contact import Contact, OptOut
from bot.model.effect import SetName
from bot.model.questions import Flow, say, text, yes_no
from bot.store import tables as t
from tests.people import Resident
from tests.road_people import AStreet, a_flow, a_street, open_tasks, place_of, put_place, rows_of

SORRY = "Sorry, something went wrong on our side."
ASIDE = "We have put it aside."


class Poisonous(RuntimeError):
    """What the test's own conversation raises."""


def poison(person: Contact, facts: Any) -> Flow:  # Any: it needs none
    """Asks, and breaks on the answer."""
    yield from text("welcome.name")
    raise Poisonous("Amina +447700900123 said secret words")


def too_large(person: Contact, facts: Any) -> Flow:  # Any: as above
    """Gives a name, then keeps more than a place can hold."""
    yield from yes_no("another_event.look")
    yield from text("welcome.name", at_most=100_000)
    yield from yes_no("another_event.look.2")
    return [SetName("too late")]


def slow(person: Contact, facts: Any) -> Flow:  # Any: as above
    """Takes 50 ms, which no flow may."""
    time.sleep(0.05)
    yield from say("turn.thanks")
    return []


OURS = {"event_signup": a_flow(poison), "pause": a_flow(too_large), "menu": a_flow(slow)}


@pytest.fixture
def street(store_url: str) -> Iterator[AStreet]:
    """Its EVENTS conversation is poison, PAUSE keeps too much, MENU is slow."""
    with a_street(store_url, flows=OURS) as made:
        yield made


@pytest.fixture
def amina(street: AStreet) -> Resident:
    """In the poisonous conversation, at its one question."""
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina", "events")
    return resident


def statuses(street: AStreet) -> list[str]:
    return [row["status"] for row in rows_of(street, t.inbound)]


def test_a_failed_turn_is_kept_told_to_staff_and_honestly_answered(street: AStreet, amina: Resident) -> None:
    answer = amina.writes("anything")

    assert answer.startswith(SORRY)
    assert statuses(street)[-1] == "failed"
    (task,) = open_tasks(street, "failed_turn")
    assert "'event_signup'" in task["details"]
    assert task["inbound_id"] == rows_of(street, t.inbound)[-1]["id"]
    assert street.road.failed == 1


def test_after_two_failures_it_is_set_aside_and_a_person_offered(street: AStreet, amina: Resident) -> None:
    amina.writes("anything")
    answer = amina.writes("anything else")

    assert ASIDE in answer
    assert "What would you like to talk about?" in answer
    place = place_of(street, amina.standing.contact.id)
    assert place is not None
    assert place.flow == "person"
    assert "One of us will write" in amina.chats("help me please with my form", "write to me here")


def test_stop_works_in_a_broken_conversation(amina: Resident) -> None:
    amina.writes("anything")

    assert "will not message you again" in amina.writes("STOP")
    assert amina.standing.address.opted_out is OptOut.EVERYTHING


def test_help_gives_the_safety_line_in_a_broken_conversation(street: AStreet) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina")
    with_poison_open = '{"flow":"event_signup","answers":{"welcome.name":"x"},"asked":null}'
    put_place(street, resident.standing.contact.id, with_poison_open)

    assert resident.writes("HELP").startswith("In danger now? Call 999.")


BROKEN = {
    "not JSON": "{broken",
    "empty": "",
    "a list": "[]",
    "a number": "7",
    "null": "null",
    "no flow": '{"answers":{}}',
    "answers are null": '{"flow":"event_signup","answers":null}',
    "asked is text": '{"flow":"event_signup","answers":{},"asked":"event"}',
    "options of another shape": '{"flow":"event_signup","answers":{},"asked":{"question":"event","options":[1],'
    '"wording":"","tries":0,"parts":[]}}',
    "under is text": '{"flow":"event_signup","answers":{},"under":"menu"}',
    "a flow that is gone": '{"flow":"knitting","answers":{"wool":"red"}}',
    "nested without end": '{"a":' * 5000 + "1" + "}" * 5000,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_place_that_makes_no_sense_ends_in_honest_words_and_never_in_a_loop(street: AStreet, body: str) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina")
    who = resident.standing.contact.id
    put_place(street, who, body)
    answers = [resident.writes(words) for words in ("hello", "hello", "skip", "write to me here")]

    assert "Sorry" in answers[0]
    assert any(ASIDE in answer for answer in answers[:2])
    assert "One of us will write to you here" in answers[-1] or "One of us will write to you here" in answers[-2]
    assert set(statuses(street)) <= {"done", "failed"}
    details = "".join(task["details"] for task in open_tasks(street, "failed_turn"))
    assert not body or body[:20] in details or "wool: red" in details


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    ("word", "said"), [("STOP", "will not message you again"), ("HELP", "Call 999"), ("START", "")]
)
def test_words_that_always_win_win_over_a_place_that_makes_no_sense(
    street: AStreet, body: str, word: str, said: str
) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina", "STOP")
    put_place(street, resident.standing.contact.id, body)

    assert said in resident.writes(word)
    expected = OptOut.NOTHING if word == "START" else OptOut.EVERYTHING
    assert resident.standing.address.opted_out is expected


def test_a_conversation_finished_over_one_that_is_gone_still_counts(street: AStreet) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina")
    put_place(
        street,
        resident.standing.contact.id,
        '{"flow":"explain","answers":{},"given":{"word":"ZQXB"},"under":{"flow":"knitting","answers":{}}}',
    )

    assert "One of us will tell you here." in resident.writes("anything")
    assert len(open_tasks(street, "explain_word")) == 1


def test_a_place_too_large_to_keep_undoes_the_whole_turn(street: AStreet) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina", "pause", "yes")
    answer = resident.writes("x" * 20_000)

    assert answer.startswith(SORRY)
    assert resident.standing.contact.name == "Amina"
    assert statuses(street)[-1] == "failed"


def test_one_poison_turn_in_twenty_leaves_the_others_right(street: AStreet, amina: Resident) -> None:
    others = [Resident(street, f"+4477009004{number:02}") for number in range(19)]
    messages = [other.message("hello") for other in others]
    messages.insert(10, amina.message("poison"))
    outcomes = Batch(street.store, street.room).run(messages)

    assert [outcome.failed for outcome in outcomes] == [number == 10 for number in range(20)]
    for number, outcome in enumerate(outcomes):
        expected = SORRY if number == 10 else "Hello, this is Hello Tower Hamlets."
        assert outcome.bubbles[0].text.startswith(expected)
    assert [place_of(street, other.standing.contact.id) is not None for other in others] == [True] * 19


def test_what_comes_after_a_poison_turn_in_the_same_batch_is_answered(street: AStreet, amina: Resident) -> None:
    messages = [amina.message(words) for words in ("poison", "STOP", "START")]
    outcomes = Batch(street.store, street.room).run(messages)

    assert [outcome.failed for outcome in outcomes] == [True, False, False]
    assert amina.standing.address.opted_out is OptOut.NOTHING


def test_a_slow_conversation_is_logged_by_its_name(street: AStreet, caplog: pytest.LogCaptureFixture) -> None:
    resident = Resident(street)
    resident.chats("hello", "yes", "Amina")
    caplog.clear()
    resident.writes("menu")

    slow_turns = [record for record in caplog.records if record.message == "a slow turn"]
    assert any("menu" in str(vars(record)["flow"]) and vars(record)["milliseconds"] >= 50 for record in slow_turns)


@pytest.mark.parametrize("flow", ["welcome", "person", "fallback"])
def test_even_where_the_last_resort_is_broken_the_message_is_kept_and_answered(store_url: str, flow: str) -> None:
    def broken(person: Contact, facts: Any) -> Flow:  # Any: as above
        raise Poisonous

    with a_street(store_url, flows={flow: a_flow(broken)}) as street:
        resident = Resident(street)
        answers = [resident.writes(words) for words in ("hello", "yes", "Amina", "purple", "person", "person")]

    assert all(answers)


def test_nothing_personal_is_in_the_log_of_a_failure(
    street: AStreet, amina: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    amina.writes("my very secret words")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)

    assert "Poisonous" in lines
    for secret in ("Amina", "447700900123", "secret"):
        assert secret not in lines
