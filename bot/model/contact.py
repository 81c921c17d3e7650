"""Contacts, their addresses, and when we may write to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.message import ChannelName, Purpose


class OptOut(StrEnum):
    """What an address has stopped."""

    NOTHING = "nothing"
    UPDATES = "updates"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Contact:
    """A community member the bot talks with.

    `welcomed` is when they agreed to talk with us, None before; `handled_by` the staff member who has the
    conversation, None when the bot has it; `paused_until` when updates may go again.
    """

    id: int
    language: str
    name: str | None = None
    welcomed: datetime | None = None
    paused_until: datetime | None = None
    handled_by: int | None = None


@dataclass(frozen=True)
class Address:
    """A contact's id on one channel. Shared phones have several contacts, one of them current.

    `held` is true while we wait to hear whether a word like "koniec" meant stop: nothing but answers goes out.
    """

    id: int
    channel: ChannelName
    account: str
    value: str
    contact_id: int
    opted_out: OptOut = OptOut.NOTHING
    held: bool = False
    window_until: datetime | None = None


class MayNot(StrEnum):
    """Why a message may not go out; the name is kept as its reason."""

    STOPPED = "they said stop"
    STOPPED_UPDATES = "they stopped updates"
    HELD = "waiting to hear whether they meant stop"
    PAUSED = "they asked for a pause"


def may_write_to(address: Address, contact: Contact, purpose: Purpose, now: datetime) -> MayNot | None:
    """None when a message with this purpose may go; else why not. Answers always may."""
    if purpose is Purpose.ANSWER:
        return None
    if address.opted_out is OptOut.EVERYTHING:
        return MayNot.STOPPED
    if address.opted_out is OptOut.UPDATES and purpose is Purpose.UPDATE:
        return MayNot.STOPPED_UPDATES
    if address.held:
        return MayNot.HELD
    if purpose is Purpose.UPDATE and contact.paused_until is not None and contact.paused_until > now:
        return MayNot.PAUSED
    return None
