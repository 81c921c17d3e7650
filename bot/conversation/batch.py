"""One transaction: messages kept, turns decided in memory, effects applied, places and outbox written once."""

import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation import turn as turns
from bot.conversation.apply import World, apply
from bot.conversation.apply.gathered import gathering
from bot.conversation.careful import Careless, all_or_nothing
from bot.conversation.facts import Facts, Shared
from bot.conversation.heard import Heard
from bot.conversation.room import Outcome, Room
from bot.conversation.strangers import language_of
from bot.conversation.turn import Standpoint, Turn
from bot.conversation.unanswered import MOST_FAILURES, UNREADABLE, read_place, what_was_open
from bot.delivery import outbox
from bot.model.channel import Limits
from bot.model.effect import AnswerOffer, ChangeParty, JoinWaitingList, LeaveEvent, StaleFacts, SwitchContact, TakePlace
from bot.model.message import Bubble, ChannelName, InboundMessage, OutboxRow, Purpose
from bot.model.place import Place
from bot.model.task import TaskKind
from bot.store import contacts, inbound, places, tasks
from bot.store.contacts import Standing, Stranger
from bot.store.inbound import Arrival, InboundStatus
from bot.store.store import Store, Tx, is_store_down
from nlu.meaning import Meaning

Meant = Mapping[inbound.MessageKey, Meaning]

log = logging.getLogger(__name__)

SLOW_TURN = 0.005  # seconds: one slow flow is everyone's latency, for all wait for the same commit
SERVICE_WINDOW = timedelta(hours=24)  # WhatsApp: free text is allowed so long after the person's last message
TOO_MANY = "So many messages came at once that the last ones were kept unanswered. It may be another robot."
_OF_EVENTS = (TakePlace, JoinWaitingList, AnswerOffer, LeaveEvent, ChangeParty)
_WITH_WINDOW = (ChannelName.WHATSAPP, ChannelName.WHATSAPP_CLOUD)


class Batch:
    """The messages of one commit. Places are carried in memory: several messages may be one person's."""

    def __init__(
        self, store: Store, room: Room, *, careful: bool = True, giving_up: bool = False, meant: Meant | None = None
    ) -> None:
        """`careful`: a turn that breaks is undone by itself; without, `run` may raise Careless.

        `giving_up`: decide nothing any more, keep every message as failed; deciding broke the whole batch.
        `meant`: what the messages mean, as far as it was asked.
        """
        self._careful, self._giving_up, self._meant = careful, giving_up, meant or {}
        self._store, self._room, self._now = store, room, room.clock.now()
        self._rows: list[OutboxRow] = []
        self._speaker = gathering(room.speaker)
        self._standing: dict[str, Standing] = {}
        self._places: dict[int, Place | None] = {}
        self._bodies: dict[int, str | None] = {}

    def run(self, messages: Sequence[InboundMessage]) -> list[Outcome]:
        """What came of each message, committed. Raises StoreDown when the store cannot, or Careless."""
        with self._store.write() as tx:
            keys = [tx.blind(message.channel, message.address) for message in messages]
            self._still_to_come = Counter(keys)
            self._meet(tx, keys, messages)
            kept = inbound.keep(tx, self._arrivals(keys, messages), self._now)
            self._shared = Shared(tx, self._now, self._contact_ids(), self._new)
            outcomes = [self._turn(tx, key, message, kept) for key, message in zip(keys, messages, strict=True)]
            self._write(
                tx, [(key, one) for key, one, came in zip(keys, messages, outcomes, strict=True) if not came.repeat]
            )
        return outcomes

    def _meet(self, tx: Tx, keys: Sequence[str], messages: Sequence[InboundMessage]) -> None:
        unique = sorted(set(keys))
        contacts.lock(tx, unique)
        self._standing = contacts.standing(tx, unique)
        strangers = {
            key: Stranger(message.channel, message.account, message.address, self._language(message))
            for key, message in zip(keys, messages, strict=True)
            if key not in self._standing
        }
        if strangers:
            contacts.meet(tx, strangers, self._now)
            contacts.lock(tx, unique)
            self._standing = contacts.standing(tx, unique)
        self._new = frozenset(self._standing[key].contact.id for key in strangers)

    def _contact_ids(self) -> frozenset[int]:
        return frozenset(standing.contact.id for standing in self._standing.values())

    def _language(self, message: InboundMessage) -> str:
        return language_of(message.text) or self._room.default_language

    def _arrivals(self, keys: Sequence[str], messages: Sequence[InboundMessage]) -> list[Arrival]:
        return [
            Arrival(message, at.address.id, at.contact.id, self._meant.get(inbound.key_of(message)))
            for at, message in zip((self._standing[key] for key in keys), messages, strict=True)
        ]

    def _turn(self, tx: Tx, key: str, message: InboundMessage, kept: dict[inbound.MessageKey, int]) -> Outcome:
        self._still_to_come[key] -= 1
        inbound_id = kept.pop(inbound.key_of(message), None)
        if inbound_id is None:
            return Outcome(inbound.find(tx, message) or 0, repeat=True)
        heard = Heard(message, inbound_id, self._now, self._meant.get(inbound.key_of(message)))
        if self._giving_up:
            return self._failed(tx, key, heard)
        if self._standing[key].contact.id in self._places:
            self._settle(tx)  # they have had a turn in this batch: this one must see what it changed
        try:
            turn = self._decided(tx, key, heard)
        except Exception as error:
            if is_store_down(error) or isinstance(error, Careless):
                raise  # an operational error is never a failed turn: the whole batch is rolled back
            log.exception("a turn failed", extra={"inbound_id": inbound_id})
            return self._failed(tx, key, heard)
        return self._say(key, heard, turn)

    def _decided(self, tx: Tx, key: str, heard: Heard) -> Turn:
        """The turn, with its effects applied. What it was decided on may just have gone: then once more."""
        started = time.perf_counter()
        flooding = self._room.flood.over(self._standing[key].contact.id, self._room.clock.real().timestamp())
        at = replace(self._standpoint(key), flooding=True) if flooding else self._standpoint(key)
        try:
            turn, body = self._once(tx, at, heard)
        except StaleFacts:
            self._shared = self._shared.again()
            turn, body = self._once(tx, at, heard)
        _warn_if_slow(time.perf_counter() - started, turn.flows)
        self._keep(key, turn.place, body)
        if turn.effects:
            self._look_again(tx, key, turn)
        return turn

    def _once(self, tx: Tx, at: Standpoint, heard: Heard) -> tuple[Turn, str | None]:
        """The turn, and its place as it will be kept: one too large for that is found out before anything is done."""
        facts = Facts(self._shared, self._room.around, at.address)
        turn = turns.decide(self._room.hall, at, heard, facts, self._limits(at))
        body = places.as_json(turn.place)
        if turn.effects or turn.unheard is not None or turn.put_off:
            with self._undoable(tx):
                self._apply(tx, at, heard, turn)
                if self._careful or _switches(turn):
                    self._settle(tx)
                if _switches(turn):
                    turn = replace(turn, bubbles=(*turn.bubbles, *self._meet_the_other(tx, at, heard)))
        return turn, body

    def _meet_the_other(self, tx: Tx, at: Standpoint, heard: Heard) -> tuple[Bubble, ...]:
        """What the one who has the phone now hears: a welcome, or what was open when they last had it."""
        contacts.lock_contacts(tx, [contacts.standing_at(tx, at.address.id).contact.id])
        now = contacts.standing_at(tx, at.address.id)
        who = now.contact.id
        place = self._places[who] if who in self._places else read_place(now.place)
        at = Standpoint(now.contact, now.address, place)
        facts = Facts(self._shared, self._room.around, at.address)
        turn = turns.handed_the_phone(self._room.hall, at, heard, facts, self._limits(at))
        self._bodies[who], self._places[who] = places.as_json(turn.place), turn.place
        return turn.bubbles

    def _keep(self, key: str, place: Place | None, body: str | None) -> None:
        contact_id = self._standing[key].contact.id
        self._bodies[contact_id], self._places[contact_id] = body, place

    def _apply(self, tx: Tx, at: Standpoint, heard: Heard, turn: Turn) -> None:
        world = World(tx, self._speaker, at.contact, at.address, self._now, heard.inbound_id, turn.shown)
        apply(world, turn.effects)
        if turn.put_off:
            inbound.mark(tx, heard.inbound_id, InboundStatus.UNHEARD)
            key = f"flood:{at.contact.id}:{self._now:%Y%m%d%H}"
            tasks.add(tx, TaskKind.ANSWER, self._now, details=TOO_MANY, contact_id=at.contact.id, key=key)
        elif turn.unheard is not None:
            self._put_before_staff(tx, at, heard, turn.unheard)

    def _put_before_staff(self, tx: Tx, at: Standpoint, heard: Heard, answers: str) -> None:
        inbound.mark(tx, heard.inbound_id, InboundStatus.UNHEARD, answers or None)
        details = f"A {heard.message.kind.replace('_', ' ')} came in."
        who, which = at.contact.id, heard.inbound_id
        tasks.add(tx, TaskKind.LISTEN, self._now, details=details, contact_id=who, inbound_id=which)

    def _say(self, key: str, heard: Heard, turn: Turn) -> Outcome:
        at = self._standing[key]
        for number, bubble in enumerate(turn.bubbles):
            self._rows.append(
                OutboxRow(
                    address_id=at.address.id,
                    contact_id=at.contact.id,
                    purpose=Purpose.ANSWER,
                    bubble=bubble,
                    key=f"turn:{heard.inbound_id}:{number}",
                    due=self._now,
                    inbound_id=heard.inbound_id,
                )
            )
        return Outcome(heard.inbound_id, turn.bubbles)

    def _failed(self, tx: Tx, key: str, heard: Heard) -> Outcome:
        """Nothing of the turn stands; the message is kept, staff are told, the person hears an honest sentence.

        A word that always wins is obeyed all the same, as if nothing were open.
        """
        at = self._standpoint(key)
        failures = at.place.failures + 1 if at.place is not None else 1
        inbound.mark(tx, heard.inbound_id, InboundStatus.FAILED)
        details = what_was_open(at.place, failures, self._standing[key].place)
        who, which = at.contact.id, heard.inbound_id
        tasks.add(tx, TaskKind.FAILED_TURN, self._now, details=details, contact_id=who, inbound_id=which)
        turn = self._after_failure(tx, at, heard, failures)
        self._keep(key, turn.place, places.as_json(turn.place))
        if turn.effects:
            self._look_again(tx, key, turn)
        return replace(self._say(key, heard, turn), failed=True)

    def _after_failure(self, tx: Tx, at: Standpoint, heard: Heard, failures: int) -> Turn:
        hall, limits = self._room.hall, self._limits(at)
        left = None if at.place is None or at.place.flow == UNREADABLE else replace(at.place, failures=failures)
        if turns.always_wins(hall, at, heard):
            turn, _ = self._once(tx, replace(at, place=None), heard)
            return replace(turn, place=turn.place or left)
        if left is None or failures >= MOST_FAILURES:
            return self._set_aside(at, heard, limits)
        return Turn(left, turns.apology(hall, at, limits))

    def _set_aside(self, at: Standpoint, heard: Heard, limits: Limits) -> Turn:
        facts = Facts(self._shared, self._room.around, at.address)
        try:
            return turns.set_aside(self._room.hall, at, heard, facts, limits)
        except Exception as error:
            if is_store_down(error) or isinstance(error, Careless):
                raise
            log.exception("a person could not be offered", extra={"inbound_id": heard.inbound_id})
            return Turn(None, turns.apology(self._room.hall, at, limits))

    def _write(self, tx: Tx, fresh: Sequence[tuple[str, InboundMessage]]) -> None:
        self._settle(tx)
        places.put(tx, self._bodies, self._now)
        channels = {one.address.id: one.address.channel for one in self._standing.values()}
        outbox.put(tx, self._rows, channels, self._now, self._room.speaker.quiet)
        contacts.note_seen(tx, self._seen(fresh))

    def _seen(self, fresh: Sequence[tuple[str, InboundMessage]]) -> list[tuple[int, str, datetime | None]]:
        """Whose service window opens again, and who now writes to another of our numbers."""
        seen: dict[int, tuple[int, str, datetime | None]] = {}
        for key, message in fresh:
            address = self._standing[key].address
            windowed = message.channel in _WITH_WINDOW
            if windowed or message.account != address.account:
                until = self._now + SERVICE_WINDOW if windowed else None
                seen[address.id] = (address.id, message.account, until)
        return [seen[address_id] for address_id in sorted(seen)]

    def _standpoint(self, key: str) -> Standpoint:
        standing = self._standing[key]
        contact_id = standing.contact.id
        if contact_id not in self._places:
            self._places[contact_id] = read_place(standing.place)
        return Standpoint(standing.contact, standing.address, self._places[contact_id])

    def _look_again(self, tx: Tx, key: str, turn: Turn) -> None:
        """Effects change people and events: what follows in this batch must see it."""
        contact_id = self._standing[key].contact.id
        self._shared.new.discard(contact_id)
        match [effect for effect in turn.effects if isinstance(effect, _OF_EVENTS)]:
            case [TakePlace() as one]:  # nobody else's sign-ups change: most turns with an effect end here
                self._shared.took(contact_id, one.event_id, one.party)
            case [_, *_]:
                self._shared = self._shared.again()
        if self._still_to_come[key] or _switches(turn):
            self._settle(tx)
            self._standing |= contacts.standing(tx, [key])

    def _undoable(self, tx: Tx) -> AbstractContextManager[None]:
        if not self._careful:
            return all_or_nothing()
        self._speaker = gathering(self._room.speaker)  # what a broken turn gathered is gone with it
        return tx.savepoint()

    def _settle(self, tx: Tx) -> None:
        self._speaker.gathered.write(tx, self._room.speaker, self._now)

    def _limits(self, at: Standpoint) -> Limits:
        return self._room.speaker.limits(at.address.channel, at.address.account)


def _warn_if_slow(seconds: float, flows: Sequence[str]) -> None:
    if seconds > SLOW_TURN:
        names = " then ".join(dict.fromkeys(flows)) or "none"
        log.warning("a slow turn", extra={"flow": names, "milliseconds": round(seconds * 1000)})


def _switches(turn: Turn) -> bool:
    """Whether somebody else has the phone now."""
    return any(isinstance(effect, SwitchContact) for effect in turn.effects)
