"""What the pages say, and what they never say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.model.message import ChannelName, DeliveryStatus, MessageKind
from bot.model.task import TaskKind
from bot.staff.wording import CHANNELS, HAPPENED, JOBS, KINDS, NEXT_STEPS, ON_CHANNEL, STATUSES, TROUBLES
from bot.store.store import Store
from bot.store.tables import phone_share
from tests.staff_people import (
    NOW,
    a_contact,
    a_guessed,
    a_received,
    a_resident,
    a_sent,
    a_staff_member,
    a_task,
    a_visitor,
    an_address,
    an_office,
    an_unheard,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        pytest.param(JOBS, TaskKind, id="every kind of task"),
        pytest.param(CHANNELS, ChannelName, id="every channel"),
        pytest.param(ON_CHANNEL, ChannelName, id="every channel, in a sentence"),
        pytest.param(KINDS, MessageKind, id="every kind of message"),
        pytest.param(STATUSES, DeliveryStatus, id="every status"),
        pytest.param(NEXT_STEPS, TROUBLES, id="what to do about every trouble"),
        pytest.param(HAPPENED, TROUBLES, id="what happened in every trouble"),
    ],
)
def test_everything_kept_has_words_for_staff(table: dict[str, object], keys: list[str]) -> None:
    assert set(table) == set(keys)


@pytest.mark.parametrize(
    ("path", "teaches"),
    [
        pytest.param("/staff", "When somebody asks for a person", id="today"),
        pytest.param("/staff/not-yet-heard", "You write down what you heard", id="not yet heard"),
        pytest.param("/staff/failed", "with the reason and what to do next", id="failed"),
        pytest.param("/staff/understanding", "You say what they meant", id="what did they mean"),
        pytest.param("/staff/conversations", "send a text to your own number", id="conversations"),
    ],
)
def test_an_empty_page_teaches_what_will_be_there(sqlite_store: Store, path: str, teaches: str) -> None:
    assert teaches in a_visitor(sqlite_store).get(path).text


def test_the_demo_says_that_everybody_is_made_up_and_points_to_the_simulator(sqlite_store: Store) -> None:
    page = a_visitor(sqlite_store, office=an_office(sqlite_store, demo=True)).get("/staff").text

    assert "made up" in page
    assert 'href="/try"' in page


def test_words_from_outside_are_text_and_never_page(sqlite_store: Store) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    with sqlite_store.write() as tx:
        who = a_resident(tx, evil)
        a_received(tx, who, evil)
        failed = a_sent(tx, who, evil, status=DeliveryStatus.FAILED, reason=evil)
        an_unheard(tx, who, text=evil)
        a_guessed(tx, who, evil, intent=evil)
        a_task(tx, contact_id=who, details=evil, outbox_id=failed)
    visitor = a_visitor(sqlite_store)

    for path in (
        "/staff",
        "/staff/not-yet-heard",
        "/staff/failed",
        "/staff/understanding",
        "/staff/conversations",
        f"/staff/conversations/{who}",
    ):
        page = visitor.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_no_page_shows_a_whole_address(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        who = a_contact(tx, None)
        an_address(tx, who, value="+447700900456")
        a_received(tx, who, "hello")
        a_sent(tx, who, "hi", status=DeliveryStatus.FAILED)
        a_task(tx, contact_id=who)
    visitor = a_visitor(sqlite_store)

    for path in ("/staff", "/staff/failed", "/staff/conversations", f"/staff/conversations/{who}"):
        page = visitor.get(path).text
        assert "7700900" not in page
        assert "No name yet" in page
    assert "ending 456" in visitor.get(f"/staff/conversations/{who}").text


@pytest.mark.parametrize(
    ("address", "said", "unsaid"),
    [
        pytest.param(
            {"channel": "whatsapp", "window_until": NOW - HOUR},
            "That ended today at 14:00",
            "said STOP",
            id="whatsapp's 24 hours are over",
        ),
        pytest.param({"channel": "whatsapp_cloud"}, "They have not written there yet", "said STOP", id="no window yet"),
        pytest.param(
            {"channel": "whatsapp", "window_until": NOW + HOUR}, "Send answer", "within 24 hours", id="window open"
        ),
        pytest.param({"opted_out": "everything"}, "They said STOP. Only answer", "within 24 hours", id="said stop"),
        pytest.param({"opted_out": "updates"}, "stopped updates by text message", "They said STOP", id="no updates"),
        pytest.param({"held": True}, "may have meant STOP", "They said STOP", id="held"),
    ],
)
def test_a_thread_warns_of_what_may_stop_an_answer(
    sqlite_store: Store, address: dict[str, object], said: str, unsaid: str
) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx, "Dot Finch", "en", **address)

    page = a_visitor(sqlite_store).get(f"/staff/conversations/{who}").text

    assert said in page
    assert unsaid not in page


def test_a_person_whose_phone_somebody_else_uses_now_cannot_be_answered_by_mistake(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        before, now = a_contact(tx, "Before"), a_contact(tx, "Now")
        address_id = an_address(tx, now)
        tx.connection.execute(insert(phone_share).values(address_id=address_id, contact_id=before))

    page = a_visitor(sqlite_store).get(f"/staff/conversations/{before}").text

    assert "somebody else uses this phone" in page
    assert "Send answer" not in page


def test_an_answer_to_nobody_is_kept_in_its_box(sqlite_store: Store) -> None:
    def nobody(contact_id: int, staff_id: int, text: str) -> None:
        raise LookupError("no address")

    with sqlite_store.write() as tx:
        who = a_resident(tx)
    visitor = a_visitor(sqlite_store, office=replace(an_office(sqlite_store), answer=nobody))

    response = visitor.post(f"/staff/conversations/{who}/answer", text="Are you there?")

    assert response.status_code == 422
    assert "There is no way to write to them now" in response.text
    assert ">Are you there?</textarea>" in response.text


def test_a_pause_is_shown_until_it_is_over(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        paused, over = a_contact(tx, paused_until=NOW + 24 * HOUR), a_contact(tx, paused_until=NOW - HOUR)
    visitor = a_visitor(sqlite_store)

    assert "paused until tomorrow at 15:00" in visitor.get(f"/staff/conversations/{paused}").text
    assert "paused" not in visitor.get(f"/staff/conversations/{over}").text


def test_bubbles_say_their_language_and_direction(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx, language="ar")
        a_received(tx, who, "أريد أن أتحدث")
        a_received(tx, who, "hello")

    page = a_visitor(sqlite_store).get(f"/staff/conversations/{who}").text

    assert 'lang="ar" dir="rtl">أريد' in page
    assert 'lang="en" dir="ltr">hello' in page


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("  \n ", "Write your answer first", id="nothing written"),
        pytest.param("a" * 1501, "at most 1500", id="too long"),
    ],
)
def test_an_answer_that_will_not_do_is_kept_in_its_box_and_not_sent(sqlite_store: Store, text: str, error: str) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx)
    visitor = a_visitor(sqlite_store)

    response = visitor.post(f"/staff/conversations/{who}/answer", text=text)

    assert response.status_code == 422
    assert error in response.text
    assert "<title>Error: " in response.text
    assert f">{text.strip()}</textarea>" in response.text
    assert "Nothing was said here yet" in response.text


def test_an_empty_hearing_is_refused_at_its_own_box(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx)
        first, second = an_unheard(tx, who), an_unheard(tx, who)

    response = a_visitor(sqlite_store).post(f"/staff/not-yet-heard/{second}", words=" ")

    assert response.status_code == 422
    assert f'href="#words-{second}"' in response.text
    assert f'id="words-{second}-error"' in response.text
    assert f'id="words-{first}-error"' not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/staff/conversations/999",
        "/staff/conversations/amina",
        "/staff/conversations/99999999999999999999999",
        "/staff/conversations/999?before=not-a-time",
        "/staff/understanding/999",
        "/staff?page=0",
        "/staff?page=x",
        "/staff/conversations?before=-1",
        "/staff/nothing/here",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(sqlite_store: Store, path: str) -> None:
    response = a_visitor(sqlite_store).get(path)

    assert response.status_code == 404
    assert "There is nothing here" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/staff/not-yet-heard/7",
        "/staff/understanding/7",
        "/staff/conversations/7/answer",
        "/staff/conversations/7/hand-back",
    ],
)
def test_a_form_about_what_is_gone_changes_nothing(sqlite_store: Store, path: str) -> None:
    assert a_visitor(sqlite_store).post(path, words="hello", text="hello").status_code == 404


@pytest.mark.parametrize(
    ("guess", "line"),
    [
        pytest.param({"accepted": True, "confidence": 0.97}, "Understood as: wants to sign up, 97% sure", id="sure"),
        pytest.param({}, "Not sure: perhaps wants to sign up (41%)", id="not sure"),
        pytest.param({"intent": "borrow_a_bike"}, "Not sure: perhaps borrow a bike", id="an intent of their own"),
    ],
)
def test_a_thread_says_what_the_bot_understood(sqlite_store: Store, guess: dict[str, object], line: str) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx)
        a_guessed(tx, who, "put me down", **guess)

    assert line in a_visitor(sqlite_store).get(f"/staff/conversations/{who}").text


def test_a_thread_says_what_staff_say_it_meant_and_nothing_where_nobody_asked(sqlite_store: Store) -> None:
    joe = a_staff_member(sqlite_store, "joe@example.org", name="Joe Bright")
    with sqlite_store.write() as tx:
        who, other = a_resident(tx), a_resident(tx)
        a_guessed(tx, who, meant="pause", meant_by=joe)
        a_received(tx, other, "7")
    visitor = a_visitor(sqlite_store)

    assert "Joe Bright: wants a pause from us" in visitor.get(f"/staff/conversations/{who}").text
    assert "/staff/understanding/" not in visitor.get(f"/staff/conversations/{other}").text


def test_a_long_thread_has_a_way_to_what_came_before(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        who = a_resident(tx)
        for number in range(60):
            a_received(tx, who, f"message {number}.", at=NOW + timedelta(minutes=number))
    visitor = a_visitor(sqlite_store)

    newest = visitor.get(f"/staff/conversations/{who}").text
    earlier = visitor.get(newest.partition('">Earlier messages')[0].rpartition('href="')[2]).text

    assert "message 59." in newest
    assert "message 9." not in newest
    assert "message 9." in earlier
    assert "Back to the newest" in earlier


def test_only_sentences_we_wrote_are_shown_at_the_top(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)

    assert "Your answer is on its way" in visitor.get("/staff?said=answered").text
    assert "Call this number" not in visitor.get("/staff?said=Call+this+number").text
