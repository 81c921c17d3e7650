"""The shelf of events: what is open, who is going, and counts that never go wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.model.event import Event, Need, NeedKind, OpenTo, SignUpStatus
from bot.model.message import ChannelName
from bot.store import contacts, events
from bot.store.contacts import Stranger
from bot.store.store import Store, Tx
from tests.people import MORNING, an_event


def in_days(days: float, **more: object) -> Event:
    starts = MORNING + timedelta(days=days)
    return an_event(starts=starts, ends=starts + timedelta(hours=2), **more)


def somebody(tx: Tx, number: int = 1) -> tuple[int, int]:
    """Contact and address id."""
    value = f"+4477009008{number:02}"
    blind = tx.blind("sms", value)
    contacts.meet(tx, {blind: Stranger(ChannelName.SMS, "us", value, "en")}, MORNING)
    met = contacts.standing(tx, [blind])[blind]
    return met.contact.id, met.address.id


def test_an_event_comes_back_as_it_was_put(store: Store) -> None:
    whole = in_days(
        3, title="চা আড্ডা", open_to=OpenTo.WOMEN, food="Samosas", prayer_space=True, quiet_room=True, creche=True
    )
    with store.write() as tx:
        event_id = events.add(tx, whole)
        found = events.one(tx, event_id)

    assert found == an_event(**{**vars(whole), "id": event_id})


def test_open_events_are_those_to_come_the_soonest_first(store: Store) -> None:
    with store.write() as tx:
        for days, title, called_off in ((5, "later", False), (1, "soon", False), (-1, "past", False), (2, "off", True)):
            events.add(tx, in_days(days, title=title, cancelled=called_off))

        assert [event.title for event in events.open_events(tx, MORNING)] == ["soon", "later"]
        assert [event.title for event in events.open_events(tx, MORNING, at_most=1)] == ["soon"]


def test_an_event_that_is_not_there_is_none(store: Store) -> None:
    with store.read() as tx:
        assert events.one(tx, 4711) is None
        assert events.sign_up_by_id(tx, 4711) is None


@pytest.mark.parametrize(("party", "fits"), [(1, True), (3, True), (4, False)])
def test_places_are_taken_only_where_there_are_enough(store: Store, party: int, fits: bool) -> None:
    with store.write() as tx:
        event_id = events.add(tx, in_days(3, places=5, taken=2))

        assert events.take_places(tx, event_id, party) is fits
        found = events.one(tx, event_id)
        assert found is not None
        assert found.taken == (2 + party if fits else 2)


def test_no_place_is_taken_at_an_event_that_was_called_off(store: Store) -> None:
    with store.write() as tx:
        event_id = events.add(tx, in_days(3, cancelled=True))

        assert not events.take_places(tx, event_id, 1)


def test_somebody_has_one_sign_up_an_event_however_often_it_changes(store: Store) -> None:
    with store.write() as tx:
        event_id, who = events.add(tx, in_days(3)), somebody(tx)
        first = events.put_sign_up(tx, event_id, who, MORNING, status="going", party=1)
        second = events.put_sign_up(tx, event_id, who, MORNING, status="waiting", party=2)
        found = events.sign_up_by_id(tx, first)

    assert first == second
    assert found is not None
    assert (found.status, found.party) == (SignUpStatus.WAITING, 2)


def test_sign_ups_of_somebody_leave_out_cancelled_and_past_ones(store: Store) -> None:
    with store.write() as tx:
        who = somebody(tx)
        for days, status in ((3, "going"), (1, "waiting"), (2, "cancelled"), (-1, "going")):
            events.put_sign_up(tx, events.add(tx, in_days(days)), who, MORNING, status=status, party=1)

        mine = events.sign_ups_of(tx, who[0], MORNING)
    assert [sign_up.status for sign_up in mine] == [SignUpStatus.WAITING, SignUpStatus.GOING]


def test_the_waiting_list_is_in_the_order_people_came(store: Store) -> None:
    with store.write() as tx:
        event_id = events.add(tx, in_days(3))
        for number, minutes in ((1, 30), (2, 10), (3, 20)):
            queued = MORNING + timedelta(minutes=minutes)
            who = somebody(tx, number)
            events.put_sign_up(tx, event_id, who, MORNING, status="waiting", party=number, queued=queued)

        assert [sign_up.party for sign_up in events.waiting(tx, event_id)] == [2, 3, 1]
        assert events.count_of(tx, event_id, SignUpStatus.WAITING) == 3


def test_offers_end_on_time_and_not_before(store: Store) -> None:
    until = MORNING + timedelta(hours=24)
    with store.write() as tx:
        who, event_id = somebody(tx), events.add(tx, in_days(3))
        events.put_sign_up(tx, event_id, who, MORNING, status="offered", party=1, offer_until=until)

        assert events.expired_offers(tx, until - timedelta(seconds=1)) == ()
        assert len(events.expired_offers(tx, until)) == 1


def test_needs_are_put_instead_or_besides(store: Store) -> None:
    bsl, travel = Need(NeedKind.BSL), Need(NeedKind.TRAVEL, details="Money before the day")
    with store.write() as tx:
        sign_up_id = events.put_sign_up(tx, events.add(tx, in_days(3)), somebody(tx), MORNING, status="going", party=1)
        seen = []
        for needs, instead in (((bsl,), True), ((travel,), False), ((travel,), True)):
            events.put_needs(tx, sign_up_id, needs, instead=instead)
            seen.append(events.needs_of(tx, sign_up_id))

    assert seen == [(bsl,), (bsl, travel), (travel,)]


def test_what_somebody_needs_and_notes_cannot_be_read_from_the_file(store: Store) -> None:
    with store.write() as tx:
        notes = events.notes_as_text([("who_comes", "relative")])
        event_id = events.add(tx, in_days(3))
        sign_up_id = events.put_sign_up(tx, event_id, somebody(tx), MORNING, status="going", party=1, notes=notes)
        events.put_needs(tx, sign_up_id, [Need(NeedKind.OTHER, details="A ramp for my chair")])
        kept = tx.connection.execute(text("SELECT details FROM need")).scalar_one()
        sealed = tx.connection.execute(text("SELECT notes FROM sign_up")).scalar_one()

    assert b"ramp" not in bytes(kept)
    assert b"relative" not in bytes(sealed)
