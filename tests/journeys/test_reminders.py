"""Two days and two hours before: in the contact's language, never a word about needs, never when it is too late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import Parts
from bot.store import tables as t
from tests.people import Resident, an_event, plant

TO_TWO_DAYS, TO_TWO_HOURS = timedelta(days=3, hours=4), timedelta(days=1, hours=22)


@pytest.fixture
def amina(house: Parts) -> Resident:
    """Has a place in five days, at two in the afternoon."""
    plant(house, an_event())
    resident = Resident(house).is_welcomed()
    resident.books()
    return resident


def statuses(house: Parts) -> list[tuple[str, str | None]]:
    """Of everything that is no answer."""
    o = t.outbox.c
    with house.store.read() as tx:
        rows = tx.connection.execute(select(o.status, o.reason).where(o.purpose != "answer").order_by(o.id))
        return [(status, reason) for status, reason in rows]


def test_reminders_come_two_days_and_two_hours_before(house: Parts, amina: Resident) -> None:
    house.clock.move(TO_TWO_DAYS - timedelta(minutes=1))
    early = amina.hears()
    house.clock.move(timedelta(minutes=1))
    two_days = amina.hears()
    house.clock.move(TO_TWO_HOURS - timedelta(minutes=1))
    between = amina.hears()
    house.clock.move(timedelta(minutes=1))
    two_hours = amina.hears()

    assert (early, between) == ("", "")
    assert two_days.startswith("See you in 2 days: Health chat, Saturday 6 March at 2pm, Brick Lane Hall.")
    assert "Bus 25 stops outside." in two_days
    assert two_hours.startswith("See you soon: Health chat")


def test_a_reminder_is_in_the_language_chosen_after_signing_up(house: Parts, amina: Resident) -> None:
    assert "বাংলা" in amina.writes("Bangla please")
    house.clock.move(TO_TWO_DAYS)
    reminder = amina.hears()

    assert "See you" not in reminder
    assert "Health chat" in reminder
    assert "২" in reminder


def test_there_and_back_in_one_moment_still_leaves_one_reminder_of_each(house: Parts, amina: Resident) -> None:
    amina.chats("Bangla please", "English please")
    house.clock.move(TO_TWO_DAYS)

    assert amina.hears().count("See you in 2 days") == 1


def test_a_reminder_says_nothing_of_what_somebody_needs(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house).is_welcomed()
    amina.chats("events", "1", "no", "1", "Somali", "skip", "1", "yes", "1", "skip", "any time", "both", "yes")
    house.clock.move(TO_TWO_DAYS)
    reminder = amina.hears()

    assert "See you in 2 days" in reminder
    for word in ("interpreter", "Somali", "woman", "Amina"):
        assert word not in reminder


def test_nobody_who_left_is_reminded(house: Parts, amina: Resident) -> None:
    amina.chats("change", "1", "no")
    house.clock.move(TO_TWO_DAYS)

    assert amina.hears() == ""
    assert statuses(house) == [("cancelled", "they are no longer going")] * 2


def test_nobody_who_stopped_is_reminded(house: Parts, amina: Resident) -> None:
    amina.writes("STOP")
    house.clock.move(TO_TWO_DAYS)

    assert amina.hears() == ""
    assert statuses(house) == [("cancelled", "they said stop")] * 2


def test_a_rest_from_news_does_not_hold_reminders(house: Parts, amina: Resident) -> None:
    assert "Reminders for your events still come." in amina.chats("pause", "a week")
    house.clock.move(TO_TWO_DAYS)

    assert "See you in 2 days" in amina.hears()


def test_a_reminder_that_comes_too_late_is_dropped(house: Parts, amina: Resident) -> None:
    house.clock.move(TO_TWO_DAYS + timedelta(days=1, minutes=1))

    assert amina.hears() == ""


def test_somebody_who_signs_up_the_day_before_gets_the_last_one_only(house: Parts) -> None:
    plant(house, an_event())
    house.clock.move(timedelta(days=4))
    amina = Resident(house).is_welcomed()
    amina.books()
    house.clock.move(timedelta(days=1, hours=2))

    assert amina.hears().startswith("See you soon: Health chat")
    assert len(statuses(house)) == 1


def test_a_reminder_does_not_disturb_what_is_being_asked(house: Parts, amina: Resident) -> None:
    amina.writes("pause")
    house.clock.move(TO_TWO_DAYS)
    amina.hears()

    assert "No news until" in amina.writes("a week")
