"""Loads what a flow needs to know: what all share at most once a batch, a person's own once a turn."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.model.contact import Address, Contact, OptOut
from bot.model.event import Event, SignUp, SignUpStatus
from bot.model.explanation import Explanation
from bot.model.message import ChannelName
from bot.model.questions import Choice
from bot.store import consents, contacts, events
from bot.store.store import Tx


@dataclass(frozen=True)
class Surroundings:
    """What never changes while the program runs.

    `spoken` are the languages a contact may choose (those with phrases), `drafts` the ones no speaker has checked,
    `interpreted` those an interpreter may be asked for; `link` gives an event's calendar link, `explain` what
    a word means, `advice` what to change in a draft and the ages that can read it.
    """

    organisation: str
    spoken: tuple[Choice, ...]
    drafts: frozenset[str]
    interpreted: tuple[Choice, ...]
    link: Callable[[int], str]
    explain: Callable[[str], Explanation]
    advice: Callable[[str], tuple[tuple[str, ...], str]]
    zone: ZoneInfo


class Shared:
    """What is so for everybody, as far as it has been looked up; made anew for each batch, and when it went stale."""

    def __init__(self, tx: Tx, now: datetime, contact_ids: Collection[int], new: Collection[int] = ()) -> None:
        """`contact_ids` are those who wrote, `new` those of them who never did before."""
        self.tx, self.now, self.contact_ids, self.new = tx, now, contact_ids, set(new)

    def again(self) -> "Shared":
        """The same, looked up anew."""
        return Shared(self.tx, self.now, self.contact_ids)

    def took(self, contact_id: int, event_id: int, places: int) -> None:
        """They have taken so many places there: counted here, so that the turns after it need not look."""
        had_some = "_known" in vars(self) and self._known.pop(contact_id, ())
        if had_some:
            vars(self).pop("open_events", None)  # some may have been given back as well
        elif "open_events" in vars(self):
            self.open_events = tuple(
                replace(event, taken=event.taken + places) if event.id == event_id else event
                for event in self.open_events
            )

    def sign_ups(self, contact_id: int) -> tuple[SignUp, ...]:
        if contact_id in self.new or contact_id in self._known:
            return self._known.get(contact_id, ())
        return events.sign_ups_of(self.tx, contact_id, self.now)

    @cached_property
    def _known(self) -> dict[int, tuple[SignUp, ...]]:
        """One question to the store for everybody who wrote, not one each."""
        known = [contact_id for contact_id in self.contact_ids if contact_id not in self.new]
        found = events.sign_ups_of_all(self.tx, known, self.now) if known else {}
        return {contact_id: found.get(contact_id, ()) for contact_id in known}

    @cached_property
    def open_events(self) -> tuple[Event, ...]:
        return events.open_events(self.tx, self.now)


class Facts:
    """What is so for one person, in one turn."""

    def __init__(self, shared: Shared, around: Surroundings, address: Address) -> None:
        self._shared, self.around, self._address = shared, around, address
        self.now = shared.now

    @property
    def open_events(self) -> tuple[Event, ...]:
        return self._shared.open_events

    @property
    def links(self) -> Mapping[int, str]:
        return {event.id: self.around.link(event.id) for event in self.open_events}

    @property
    def today(self) -> date:
        return self.now.astimezone(self.around.zone).date()

    @property
    def channel(self) -> ChannelName:
        return self._address.channel

    @property
    def stopped(self) -> bool:
        """Whether this phone said STOP: no reminder goes there."""
        return self._address.opted_out is OptOut.EVERYTHING

    def sign_ups(self, contact: Contact) -> tuple[SignUp, ...]:
        """Theirs, waiting and offered ones too."""
        return self._shared.sign_ups(contact.id)

    def may_be_offered(self, contact: Contact) -> bool:
        """Whether a place has been offered to them, and they still want to hear from us."""
        return not self.stopped and any(one.status is SignUpStatus.OFFERED for one in self.sign_ups(contact))

    def turned_down(self, contact: Contact) -> bool:
        """Whether they said no to talking with us, and have not sent START since."""
        return contact.id not in self._shared.new and consents.said_no(self._shared.tx, contact.id)

    def was_asked(self, contact: Contact) -> bool:
        """Whether they have said yes or no to talking with us before; it never turns back, so no flow is confused."""
        return contact.id not in self._shared.new and consents.was_asked(self._shared.tx, contact.id)

    def sharing(self) -> tuple[Contact, ...]:
        """Everybody who has used this phone."""
        return contacts.sharing(self._shared.tx, self._address.id)
