"""Reminders two days and two hours before an event: rows of the outbox that are due then."""

from datetime import datetime, timedelta
from secrets import token_hex

from bot.delivery import outbox
from bot.delivery.speaker import Notice, Speaker
from bot.model.contact import Address, Contact
from bot.model.event import REMIND_BEFORE, Event
from bot.model.message import Purpose
from bot.model.words import Phrase, Value
from bot.store import contacts, events
from bot.store.store import Tx

_KEYS = {REMIND_BEFORE[0]: "reminder.two_days", REMIND_BEFORE[1]: "reminder.two_hours"}
# A reminder that could not go in time is worse than none: two days before may be a day late, the last one not.
_WORTH = {REMIND_BEFORE[0]: timedelta(days=1), REMIND_BEFORE[1]: timedelta(minutes=105)}


def put(tx: Tx, speaker: Speaker, sign_up_id: int, event: Event, who: tuple[Contact, Address], now: datetime) -> None:
    """The reminders still to come. Earlier ones are the caller's to cancel: a first sign-up has none."""
    contact, address = who
    dues = {key: event.starts - before for before, key in _KEYS.items()}
    coming = [_notice(key, sign_up_id, event, due) for key, due in dues.items() if due > now]
    speaker.tell_all(tx, (contact, address), coming, now)


def rewrite(tx: Tx, speaker: Speaker, contact_id: int, now: datetime) -> None:
    """All of a contact's reminders in the language they now want."""
    for sign_up in events.sign_ups_of(tx, contact_id, now):
        standing = contacts.standing_at(tx, events.address_of(tx, sign_up.id))
        if sign_up.status == "going" and standing.contact.id == contact_id:
            outbox.cancel_about(tx, contact_id, sign_up.event.id, now)
            put(tx, speaker, sign_up.id, sign_up.event, (standing.contact, standing.address), now)


def _notice(key: str, sign_up_id: int, event: Event, due: datetime) -> Notice:
    # Names, times and the way there only: on a shared phone nobody else should read what somebody needs.
    values: dict[str, Value] = {
        "title": event.title,
        "starts": event.starts,
        "venue": event.venue,
        "directions": event.directions,
    }
    before = event.starts - due
    return Notice(
        phrase=Phrase(key, values),
        purpose=Purpose.SERVICE,
        # Written again in the same moment, or even the same batch, it must not be taken for the one just cancelled.
        key=f"{key}:{sign_up_id}:{token_hex(8)}",
        due=due,
        expires=due + _WORTH[before],
        event_id=event.id,
        template="event_reminder",
        template_values=(event.title, event.venue),
    )
