"""What staff do in a conversation: answer, take it over, hand it back, write down what they heard."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.speaker import Speaker
from bot.model.contact import Address
from bot.model.message import OutboxRow, Purpose
from bot.model.place import Json, Place
from bot.store import contacts, inbound, places, tasks, threads
from bot.store.store import Store, Tx

THREAD_OPEN = timedelta(days=7)  # so long after their last message, staff words are an answer to it


class Nobody(LookupError):
    """The contact has no address to write to."""


class Desk:
    """Staff's hand in conversations; each act is one transaction, with the contact's row locked."""

    def __init__(self, store: Store, speaker: Speaker, clock: Clock) -> None:
        self._store, self._speaker, self._clock = store, speaker, clock

    def answer(self, contact_id: int, staff_id: int, text: str) -> None:
        """Put the words in the thread, at the address the person last used. Raises Nobody."""
        now = self._clock.now()
        with self._store.write() as tx:
            contacts.lock_contacts(tx, [contact_id])
            to, last = _where_to(tx, contact_id)
            purpose = Purpose.ANSWER if last is not None and now - last < THREAD_OPEN else Purpose.STAFF
            rows = [
                OutboxRow(
                    to.id,
                    contact_id,
                    purpose,
                    bubble,
                    threads.staff_answer_key(staff_id, f"{now.timestamp()}:{number}"),
                    now,
                )
                for number, bubble in enumerate(self._speaker.bubbles(text, to))
            ]
            self._speaker.put(tx, rows, to, now)

    def take_over(self, contact_id: int, staff_id: int) -> None:
        """The bot is silent now but for STOP, START and HELP."""
        self._set_handler(contact_id, staff_id)

    def hand_back(self, contact_id: int, _: int) -> None:
        """The bot answers again, from where it left off."""
        self._set_handler(contact_id, None)

    def heard(self, inbound_id: int, staff_id: int, words: str) -> None:
        """Keep what was said; where the conversation is still open, it becomes the answer."""
        now = self._clock.now()
        with self._store.write() as tx:
            contact_id = inbound.sender_of(tx, inbound_id)
            if contact_id is None:
                return
            contacts.lock_contacts(tx, [contact_id])
            inbound.heard(tx, inbound_id, staff_id, words)
            tasks.finish_listening(tx, inbound_id, staff_id, now)
            self._fill_in(tx, contact_id, inbound_id, words)

    def task_done(self, task_id: int, staff_id: int) -> None:
        with self._store.write() as tx:
            tasks.finish(tx, task_id, staff_id, self._clock.now())

    def _set_handler(self, contact_id: int, staff_id: int | None) -> None:
        with self._store.write() as tx:
            contacts.lock_contacts(tx, [contact_id])
            contacts.set_contact(tx, contact_id, handled_by=staff_id)

    def _fill_in(self, tx: Tx, contact_id: int, inbound_id: int, words: str) -> None:
        standing = contacts.standing_of(tx, contact_id)
        try:
            place = places.from_json(standing[0].place) if standing else None
        except places.UnreadablePlace:
            return  # the words are kept with the message; the conversation is beyond filling in
        if place is not None:
            filled = _filled(place, inbound_id, words)
            places.put(tx, {contact_id: places.as_json(filled)}, self._clock.now())


def _where_to(tx: Tx, contact_id: int) -> tuple[Address, datetime | None]:
    """The address a contact last wrote from, and when; one they never wrote from if there is no other."""
    last = inbound.last_from(tx, contact_id)
    if last is not None:
        return contacts.standing_at(tx, last[0]).address, last[1]
    standing = contacts.standing_of(tx, contact_id)
    if not standing:
        raise Nobody(f"contact {contact_id} has no address to write to")
    return standing[-1].address, None


def _filled(place: Place, inbound_id: int, words: str) -> Place:
    """The place with what was heard in the place of "not yet heard", also in what was interrupted."""
    unheard: Json = {"unheard": inbound_id}
    answers = {name: words if kept == unheard else kept for name, kept in place.answers.items()}
    under = None if place.under is None else _filled(place.under, inbound_id, words)
    return replace(place, answers=answers, under=under)
