"""A staff member's morning: what is late, a voice note, a conversation taken over and handed back."""

import re
from datetime import timedelta

from bot.model.message import DeliveryStatus
from bot.model.task import TaskKind
from bot.store.store import Store
from tests.staff_people import (
    NOW,
    Visitor,
    a_received,
    a_resident,
    a_sent,
    a_site,
    a_staff_member,
    a_task,
    an_office,
    an_unheard,
)


def _seen(page: str) -> str:
    """A page as it is read: without its tags, spaces in one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_maya_deals_with_what_is_late(store: Store) -> None:
    with store.write() as tx:
        amina = a_resident(tx, "Amina Rahman", "bn")
        a_received(tx, amina, "আমি আসতে চাই")
        voice_note = an_unheard(tx, amina)
        a_task(tx, TaskKind.CALL_BACK, due=timedelta(hours=2), contact_id=amina, details="after five")
        late = a_task(tx, TaskKind.FAILED_TURN, due=-timedelta(hours=2), contact_id=amina)
    a_staff_member(store)
    maya = Visitor(a_site(an_office(store)))

    asked = maya.get("/staff")
    entered = maya.sign_in("maya@example.org", next="/staff")
    today = _seen(maya.get(entered.headers["location"]).text)
    assert asked.headers["location"].startswith("/staff/sign-in")
    assert today.index("late by 2 hours") < today.index("due in 2 hours")
    assert "after five" in today

    heard = maya.post(f"/staff/not-yet-heard/{voice_note}", words="আমার মাকে নিয়ে আসব")
    assert heard.headers["location"] == "/staff/not-yet-heard?said=heard"
    assert "Everything has been heard" in maya.get(heard.headers["location"]).text

    thread = f"/staff/conversations/{amina}"
    assert "The bot has this conversation" in _seen(maya.get(thread).text)
    maya.post(f"{thread}/take-over")
    maya.post(f"{thread}/answer", text="I will ring you at five.")
    taken = _seen(maya.get(thread).text)
    assert "You have this conversation" in taken
    assert "আমার মাকে নিয়ে আসব Written down by Maya Lind" in taken
    assert "Maya Lind from staff I will ring you at five. 15:00 · Waiting to go" in taken

    maya.post(f"{thread}/hand-back")
    maya.post(f"/staff/tasks/{late}/done")
    assert "The bot has this conversation" in _seen(maya.get(thread).text)
    assert "late by" not in maya.get("/staff").text

    maya.post("/staff/sign-out")
    assert maya.get(thread).status_code == 303


def test_a_message_that_did_not_arrive_is_explained_and_put_away(store: Store) -> None:
    with store.write() as tx:
        dot = a_resident(tx, "Dot Finch")
        failed = a_sent(tx, dot, "See you Friday", status=DeliveryStatus.FAILED, reason="The number is not a mobile")
        task = a_task(tx, TaskKind.FAILED_MESSAGE, contact_id=dot, outbox_id=failed)
        a_sent(tx, dot, "Hello", at=NOW - timedelta(hours=3), status=DeliveryStatus.UNKNOWN)
    a_staff_member(store)
    maya = Visitor(a_site(an_office(store)))
    maya.sign_in("maya@example.org")

    today = maya.get("/staff").text
    page = maya.get("/staff/failed").text
    after = maya.get(maya.post(f"/staff/tasks/{task}/done", back="failed").headers["location"]).text

    assert f'href="/staff/failed#m{failed}"' in today
    assert f'id="m{failed}"' in page
    assert "The number is not a mobile" in page
    assert "unknown for 3 hours" in _seen(page)
    assert "The number is not a mobile" not in after
    assert "unknown for 3 hours" in _seen(after)
