"""Places taken, queued for, offered and given back; across processes each seat is counted once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.speaker import Speaker
from bot.events import sign_ups
from bot.events.sign_ups import Desk, Wish
from bot.model.effect import StaleFacts
from bot.model.event import Need, NeedKind, SignUpStatus
from bot.model.message import ChannelName
from bot.store import contacts, events
from bot.store.contacts import Stranger
from bot.store.store import Store, Tx
from tests.conftest import SECRET
from tests.people import MORNING, an_event
from tests.road_people import a_room


@pytest.fixture
def speaker() -> Speaker:
    return a_room().speaker


class Town:
    """People at the desk of one event, in one open transaction."""

    def __init__(self, tx: Tx, speaker: Speaker, places: int = 1) -> None:
        self.tx, self.speaker = tx, speaker
        self.event_id = events.add(tx, an_event(places=places))

    def desk_of(self, number: int) -> Desk:
        value = f"+4477009007{number:02}"
        blind = self.tx.blind("sms", value)
        if not contacts.standing(self.tx, [blind]):
            contacts.meet(self.tx, {blind: Stranger(ChannelName.SMS, "us", value, "en")}, MORNING)
        who = contacts.standing(self.tx, [blind])[blind]
        return Desk(self.tx, self.speaker, who.contact, who.address, MORNING)

    def take(self, number: int, party: int = 1) -> None:
        sign_ups.take_place(self.desk_of(number), Wish(self.event_id, party))

    def wait(self, number: int, party: int = 1) -> None:
        sign_ups.join_waiting_list(self.desk_of(number), Wish(self.event_id, party))

    def leave(self, number: int) -> None:
        desk = self.desk_of(number)
        (mine,) = events.sign_ups_of(self.tx, desk.contact.id, MORNING)
        sign_ups.leave(desk, mine.id)

    def stands(self, number: int) -> SignUpStatus | None:
        mine = events.sign_ups_of(self.tx, self.desk_of(number).contact.id, MORNING)
        return mine[0].status if mine else None

    @property
    def taken(self) -> int:
        event = events.one(self.tx, self.event_id)
        assert event is not None
        return event.taken


@pytest.fixture
def town(store: Store, speaker: Speaker) -> Iterator[Town]:
    """An event with one place."""
    with store.write() as tx:
        yield Town(tx, speaker)


def test_the_last_place_is_taken_once(town: Town) -> None:
    town.take(1)
    with pytest.raises(StaleFacts):
        town.take(2)

    assert (town.taken, town.stands(2)) == (1, None)


def test_taking_a_place_twice_is_one_place_with_the_newer_party(store: Store, speaker: Speaker) -> None:
    with store.write() as tx:
        town = Town(tx, speaker, places=5)
        town.take(1, party=2)
        town.take(1, party=4)

        assert town.taken == 4


def test_free_places_are_offered_in_the_order_people_came(store: Store, speaker: Speaker) -> None:
    with store.write() as tx:
        town = Town(tx, speaker, places=3)
        town.take(1, party=3)
        for number, party in ((2, 2), (3, 1), (4, 1)):
            town.wait(number, party)
        town.leave(1)

        assert [town.stands(n) for n in (2, 3, 4)] == [SignUpStatus.OFFERED, SignUpStatus.OFFERED, SignUpStatus.WAITING]
        assert town.taken == 3


def test_nobody_jumps_a_queue_whose_head_needs_more_room(store: Store, speaker: Speaker) -> None:
    with store.write() as tx:
        town = Town(tx, speaker, places=2)
        town.take(1)
        town.take(2)
        town.wait(3, party=2)
        town.wait(4)
        town.leave(1)

        assert (town.stands(3), town.stands(4)) == (SignUpStatus.WAITING, SignUpStatus.WAITING)


def test_an_offer_never_stands_past_the_beginning(store: Store, speaker: Speaker) -> None:
    with store.write() as tx:
        town = Town(tx, speaker)
        tx.connection.execute(text("UPDATE event SET starts = :s"), {"s": MORNING + timedelta(hours=3)})
        town.take(1)
        town.wait(2)
        town.leave(1)
        (offered,) = events.sign_ups_of(tx, town.desk_of(2).contact.id, MORNING)

        assert offered.offer_until == offered.event.starts


@pytest.mark.parametrize("what", ["called off", "over", "never there"])
def test_an_event_that_is_not_open_takes_nobody(town: Town, what: str) -> None:
    changes = {
        "called off": "UPDATE event SET cancelled = true",
        "over": "UPDATE event SET starts = '2027-02-01 10:00:00+00'",
        "never there": "DELETE FROM event",
    }
    town.tx.connection.execute(text(changes[what]))
    for sign_up in (town.take, town.wait):
        with pytest.raises(StaleFacts):
            sign_up(1)


def test_nobody_changes_somebody_elses_place(town: Town) -> None:
    town.take(1)
    (mine,) = events.sign_ups_of(town.tx, town.desk_of(1).contact.id, MORNING)
    with pytest.raises(StaleFacts):
        sign_ups.leave(town.desk_of(2), mine.id)


def test_fewer_people_free_their_seats_and_more_take_them(store: Store, speaker: Speaker) -> None:
    with store.write() as tx:
        town = Town(tx, speaker, places=4)
        town.take(1, party=3)
        desk = town.desk_of(1)
        (mine,) = events.sign_ups_of(tx, desk.contact.id, MORNING)
        counts = []
        for party in (1, 4):
            sign_ups.change_party(desk, mine.id, party)
            counts.append(town.taken)
        with pytest.raises(StaleFacts), tx.savepoint():
            sign_ups.change_party(desk, mine.id, 5)

        assert (counts, town.taken) == ([1, 4], 4)


def test_a_new_need_stands_beside_the_others(town: Town) -> None:
    desk = town.desk_of(1)
    sign_ups.take_place(desk, Wish(town.event_id, needs=(Need(NeedKind.BSL),)))
    (mine,) = events.sign_ups_of(town.tx, desk.contact.id, MORNING)
    sign_ups.add_needs(desk, mine.id, (Need(NeedKind.TRAVEL, details="Money before the day"),))

    assert [need.kind for need in events.needs_of(town.tx, mine.id)] == [NeedKind.BSL, NeedKind.TRAVEL]


def test_two_processes_end_the_same_offer_once(postgres_url: str, speaker: Speaker) -> None:
    with closing(Store(postgres_url, SECRET)) as one, closing(Store(postgres_url, SECRET)) as other:
        with one.write() as tx:
            town = Town(tx, speaker, places=5)
            town.take(1, party=5)
            town.wait(2)
            town.leave(1)
            assert town.taken == 1
            who = town.desk_of(2).contact.id
        late = MORNING + timedelta(hours=25)

        def end(store: Store) -> int:
            with store.write() as tx:
                return sign_ups.end_offers(tx, speaker, late)

        with ThreadPoolExecutor(2) as pool:
            with one.write() as tx:  # hold the person back, so that both have looked before either may end it
                contacts.lock_contacts(tx, [who])
                both = [pool.submit(end, store) for store in (one, other)]
                waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
                while tx.connection.execute(waiting).scalar_one() < 2:
                    tx.connection.execute(text("SELECT pg_sleep(0.01)"))
            ended = sorted(future.result(timeout=30) for future in both)
        with one.read() as tx:
            event = events.one(tx, town.event_id)

    assert ended == [0, 1]
    assert event is not None
    assert event.taken == 0


def test_leaving_a_list_while_another_process_offers_loses_no_seat(postgres_url: str, speaker: Speaker) -> None:
    with closing(Store(postgres_url, SECRET)) as one, closing(Store(postgres_url, SECRET)) as other:
        with one.write() as tx:
            town = Town(tx, speaker)
            town.take(1)
            town.wait(2)
        with other.write() as tx:
            waits = Town.__new__(Town)
            waits.tx, waits.speaker, waits.event_id = tx, speaker, town.event_id
            desk = waits.desk_of(2)
            (read,) = events.sign_ups_of(tx, desk.contact.id, MORNING)
            with one.write() as first:
                town.tx = first
                town.leave(1)
            assert not events.move_sign_up(tx, read, status=SignUpStatus.CANCELLED)
            sign_ups.leave(desk, read.id)
        with one.read() as tx:
            event = events.one(tx, town.event_id)

    assert event is not None
    assert event.taken == 0
