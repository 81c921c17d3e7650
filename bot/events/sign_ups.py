"""Places at events: taking one, waiting for one, being offered one, giving one back (P6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from bot.delivery import outbox
from bot.delivery.speaker import Notice, Speaker
from bot.events import needs as needs_room
from bot.events import reminders
from bot.model.contact import Address, Contact
from bot.model.effect import StaleFacts
from bot.model.event import OFFER_STANDS_FOR, Event, Need, SignUp, SignUpStatus
from bot.model.message import Purpose
from bot.model.words import Phrase, Value
from bot.store import contacts, events
from bot.store.store import Tx


@dataclass(frozen=True)
class Desk:
    """Who is at the desk: the transaction, the person and the phone they write from, and the time."""

    tx: Tx
    speaker: Speaker
    contact: Contact
    address: Address
    now: datetime


@dataclass(frozen=True)
class Wish:
    """What somebody wants at an event."""

    event_id: int
    party: int = 1
    needs: Sequence[Need] = ()
    notes: Sequence[tuple[str, str]] = ()


def take_place(desk: Desk, wish: Wish) -> None:
    """Sign up. Raises StaleFacts when the last place has just gone, or the event was called off."""
    event, before = _at(desk, wish.event_id)
    if before is not None and not events.move_sign_up(desk.tx, before, status=before.status):
        raise StaleFacts(f"sign-up {before.id} has just changed")
    if before is not None and before.status in (SignUpStatus.GOING, SignUpStatus.OFFERED):
        events.give_places_back(desk.tx, wish.event_id, before.party)
    if not events.take_places(desk.tx, wish.event_id, wish.party):
        raise StaleFacts(f"event {wish.event_id} has not {wish.party} places left")
    sign_up_id = _keep(desk, wish, before, status=SignUpStatus.GOING)
    needs_room.to_tasks(desk.tx, desk.contact.id, event, wish.needs, desk.now)
    if before is not None:
        outbox.cancel_about(desk.tx, desk.contact.id, event.id, desk.now)
    reminders.put(desk.tx, desk.speaker, sign_up_id, event, (desk.contact, desk.address), desk.now)


def join_waiting_list(desk: Desk, wish: Wish) -> None:
    """Stand in the queue; whoever is offered a place has 24 hours to take it."""
    _, before = _at(desk, wish.event_id)
    _keep(desk, wish, before, status=SignUpStatus.WAITING, queued=desk.now)
    offer_free_places(desk.tx, desk.speaker, wish.event_id, desk.now)


def answer_offer(desk: Desk, sign_up_id: int, *, take: bool) -> None:
    """Take or leave an offered place. Raises StaleFacts when the offer is over."""
    sign_up = _open(desk, sign_up_id)
    if sign_up.status is not SignUpStatus.OFFERED:
        raise StaleFacts(f"the offer of sign-up {sign_up_id} is over")
    if not take:
        leave(desk, sign_up_id)
        return
    if not events.move_sign_up(desk.tx, sign_up, status=SignUpStatus.GOING, offer_until=None):
        raise StaleFacts(f"the offer of sign-up {sign_up_id} has just ended")
    wanted = events.needs_of(desk.tx, sign_up_id)
    needs_room.to_tasks(desk.tx, desk.contact.id, sign_up.event, wanted, desk.now)
    reminders.put(desk.tx, desk.speaker, sign_up_id, sign_up.event, (desk.contact, desk.address), desk.now)


def leave(desk: Desk, sign_up_id: int) -> None:
    """Give the place back, or leave the queue; the next person waiting is offered what came free."""
    sign_up = _open(desk, sign_up_id)
    _give_up(desk.tx, desk.speaker, sign_up, desk.now)


def change_party(desk: Desk, sign_up_id: int, party: int) -> None:
    """How many come. Raises StaleFacts when there is no room for more."""
    sign_up = _open(desk, sign_up_id)
    if sign_up.status is not SignUpStatus.WAITING:
        events.give_places_back(desk.tx, sign_up.event.id, sign_up.party)
        if not events.take_places(desk.tx, sign_up.event.id, party):
            raise StaleFacts(f"event {sign_up.event.id} has not {party} places left")
    if not events.move_sign_up(desk.tx, sign_up, party=party):
        raise StaleFacts(f"sign-up {sign_up_id} has just changed")
    offer_free_places(desk.tx, desk.speaker, sign_up.event.id, desk.now)


def add_needs(desk: Desk, sign_up_id: int, wanted: Sequence[Need]) -> None:
    sign_up = _open(desk, sign_up_id)
    events.put_needs(desk.tx, sign_up_id, wanted, instead=False)
    needs_room.to_tasks(desk.tx, desk.contact.id, sign_up.event, wanted, desk.now)


def offer_free_places(tx: Tx, speaker: Speaker, event_id: int, now: datetime) -> int:
    """Offer what is free to those waiting, first come first, as far as it reaches: how many offers went out."""
    offers = 0
    for sign_up in events.waiting(tx, event_id):
        if sign_up.event.starts <= now or not events.take_places(tx, event_id, sign_up.party):
            break
        until = min(now + OFFER_STANDS_FOR, sign_up.event.starts)
        if not events.move_sign_up(tx, sign_up, status=SignUpStatus.OFFERED, offer_until=until):
            events.give_places_back(tx, event_id, sign_up.party)  # they left, or were offered it elsewhere, just now
            continue
        _tell_offer(tx, speaker, sign_up, until, now)
        offers += 1
    return offers


def end_offers(tx: Tx, speaker: Speaker, now: datetime) -> int:
    """Offers nobody took in time go to the next person: how many ended."""
    locked = {sign_up.contact_id for sign_up in events.expired_offers(tx, now)}
    contacts.lock_contacts(tx, locked)
    # Looked up again: while we waited for the locks, another process may have ended them, or the person said yes.
    over = [sign_up for sign_up in events.expired_offers(tx, now) if sign_up.contact_id in locked]
    for sign_up in over:
        _give_up(tx, speaker, sign_up, now)
        _tell(tx, speaker, sign_up, "offer.expired", now)
    return len(over)


def _give_up(tx: Tx, speaker: Speaker, sign_up: SignUp, now: datetime) -> None:
    if not events.move_sign_up(tx, sign_up, status=SignUpStatus.CANCELLED, offer_until=None):
        raise StaleFacts(f"sign-up {sign_up.id} has just changed")
    if sign_up.status is not SignUpStatus.WAITING:
        events.give_places_back(tx, sign_up.event.id, sign_up.party)
    outbox.cancel_about(tx, sign_up.contact_id, sign_up.event.id, now)
    offer_free_places(tx, speaker, sign_up.event.id, now)


def _keep(desk: Desk, wish: Wish, before: SignUp | None, **columns: Any) -> int:  # Any: columns differ in type
    who = (desk.contact.id, desk.address.id)
    kept = {"party": wish.party, "notes": events.notes_as_text(wish.notes), "queued": None, "offer_until": None}
    sign_up_id = events.put_sign_up(desk.tx, wish.event_id, who, desk.now, **{**kept, **columns})
    if wish.needs or before is not None:
        events.put_needs(desk.tx, sign_up_id, wish.needs)
    return sign_up_id


def _tell_offer(tx: Tx, speaker: Speaker, sign_up: SignUp, until: datetime, now: datetime) -> None:
    _tell(tx, speaker, sign_up, "offer.came_free", now, until)


def _tell(tx: Tx, speaker: Speaker, sign_up: SignUp, key: str, now: datetime, until: datetime | None = None) -> None:
    standing = contacts.standing_at(tx, events.address_of(tx, sign_up.id))
    if standing.contact.id != sign_up.contact_id:
        return  # somebody else has the phone now: what one person waits for is not the other's to read
    values: dict[str, Value] = {"title": sign_up.event.title, "starts": sign_up.event.starts, "until": until or now}
    notice = Notice(
        phrase=Phrase(key, values),
        purpose=Purpose.SERVICE,
        key=f"{key}:{sign_up.id}:{token_hex(8)}",  # offered, left and offered again may be one moment
        due=now,
        expires=until,
        event_id=sign_up.event.id,
        template=key.replace(".", "_"),
        template_values=(sign_up.event.title,),
    )
    speaker.tell(tx, standing.contact, standing.address, notice, now)


def _open(desk: Desk, sign_up_id: int) -> SignUp:
    sign_up = events.sign_up_by_id(desk.tx, sign_up_id)
    if sign_up is None or sign_up.contact_id != desk.contact.id or sign_up.status is SignUpStatus.CANCELLED:
        raise StaleFacts(f"sign-up {sign_up_id} is not open any more")
    return sign_up


def _at(desk: Desk, event_id: int) -> tuple[Event, SignUp | None]:
    """The event, and the person's sign-up there if they ever had one. Raises StaleFacts when it is not open."""
    event, before = events.event_and_sign_up(desk.tx, event_id, desk.contact.id)
    if event is None or event.cancelled or event.starts <= desk.now:
        raise StaleFacts(f"event {event_id} is not open any more")
    return event, before
