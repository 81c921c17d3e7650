"""Blocking us, or stopping marketing, at the provider counts here too."""

import pytest

from bot.delivery import refusals
from bot.model.contact import OptOut
from bot.model.message import Refusal
from bot.store import consents, contacts
from bot.store.store import Store
from tests.delivery_people import NOON, Person, a_message, a_person, an_answer, an_update, put, statuses


def a_refusal(person: Person, *, updates_only: bool = False) -> Refusal:
    return Refusal(person.channel, "us", person.value, updates_only)


def opted_out(store: Store, person: Person) -> OptOut:
    with store.read() as tx:
        return contacts.standing_at(tx, person.address_id).address.opted_out


def test_blocking_us_stops_everything_that_waits_but_answers(store: Store) -> None:
    person = a_person(store)
    put(store, [person], [a_message(person), an_update(person), an_answer(person)])

    known = refusals.note(store, [a_refusal(person)], NOON)

    assert (known, opted_out(store, person)) == (1, OptOut.EVERYTHING)
    assert statuses(store) == ["cancelled", "cancelled", "waiting"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(OptOut.NOTHING, OptOut.UPDATES, id="updates end"),
        pytest.param(OptOut.EVERYTHING, OptOut.EVERYTHING, id="who stopped everything stays so"),
    ],
)
def test_stopping_marketing_stops_updates_only(store: Store, before: OptOut, after: OptOut) -> None:
    person = a_person(store, opted_out=before)
    put(store, [person], [a_message(person), an_update(person)])

    refusals.note(store, [a_refusal(person, updates_only=True)], NOON)

    assert opted_out(store, person) is after
    assert statuses(store) == ["waiting", "cancelled"]


def test_a_refusal_from_somebody_we_do_not_know_changes_nothing(store: Store) -> None:
    stranger = Person(0, 0, a_person(store).channel, "+447700900999")

    assert refusals.note(store, [a_refusal(stranger)], NOON) == 0


def test_the_ledger_says_that_it_was_at_the_provider(sqlite_store: Store) -> None:
    person = a_person(sqlite_store)

    refusals.note(sqlite_store, [a_refusal(person)], NOON)

    with sqlite_store.read() as tx:
        (row,) = consents.of(tx, person.contact_id)
    assert (row.purpose, row.given, row.how) == ("messages", False, "provider")
