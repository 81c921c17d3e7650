"""What follows from how a send ended: retry, fail, wait, or not know."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model.channel import (
    AccountProblem,
    ContactBlockedUs,
    OutcomeUnknown,
    SendError,
    SlowDown,
    WindowClosed,
)
from bot.model.message import DeliveryStatus, OutboundMessage, Purpose
from bot.model.task import TaskKind
from bot.store.sending import Due, Outcome

MOST_ATTEMPTS = 8  # about forty minutes with the waits below
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=15)
ACCOUNT_WAIT, LONGEST_ACCOUNT_WAIT = timedelta(minutes=2), timedelta(hours=1)
SLOW_WAIT = timedelta(seconds=5)  # where the provider does not say how long
SENT_AGAIN = "No clear answer came, so it was sent again."
GAVE_UP = "Tried eight times without success."


class Going(NamedTuple):
    """A message on its way: what the channel gets, whose pace it keeps, and when it may go (seconds since 1970)."""

    message: Due
    outbound: OutboundMessage
    pace_key: str
    slot: float = 0.0


class TaskFor(NamedTuple):
    """A task for staff; the same `key` twice is one task."""

    kind: TaskKind
    key: str


@dataclass(frozen=True)
class Verdict:
    """The message's outcome and what else follows: a task, an opt-out, a shut window, a slower pace for some time."""

    outcome: Outcome
    task: TaskFor | None = None
    blocked: bool = False
    window_shut: bool = False
    slow_for: timedelta | None = None
    pace_key: str = ""


def sent(going: Going, provider_id: str) -> Verdict:
    return Verdict(Outcome(going.message, DeliveryStatus.SENT, provider_id=provider_id))


def after(going: Going, error: SendError, now: datetime) -> Verdict:
    """What follows from this failure. `going.message.attempts` does not count the attempt that failed."""
    message = going.message
    if isinstance(error, OutcomeUnknown):
        # No task yet: a receipt or the provider's list may still tell. Sent again already, it never is a third time.
        reason = SENT_AGAIN if message.reason == SENT_AGAIN else error.reason
        return Verdict(Outcome(message, DeliveryStatus.UNKNOWN, reason))
    if isinstance(error, WindowClosed) and going.outbound.template is None:
        return Verdict(Outcome(message, DeliveryStatus.WAITING, error.reason, due=now), window_shut=True)
    if error.retryable:
        return _again(going, error, now)
    blocked = isinstance(error, ContactBlockedUs)
    needs_nobody = blocked or message.purpose is Purpose.UPDATE  # a broadcast's failures are in its report
    return _failed(message, error.reason, None if needs_nobody else TaskKind.FAILED_MESSAGE, blocked)


def _again(going: Going, error: SendError, now: datetime) -> Verdict:
    message = going.message
    tries = message.attempts + 1
    if isinstance(error, SlowDown):
        wait = error.retry_after or SLOW_WAIT
        # Being slowed down says nothing about this message: it is not counted, but it keeps later ones back.
        outcome = _waiting(message, error, now + wait, max(1, message.attempts))
        return Verdict(outcome, slow_for=wait, pace_key=going.pace_key)
    if isinstance(error, AccountProblem):
        wait = error.retry_after or wait_after(tries, ACCOUNT_WAIT, LONGEST_ACCOUNT_WAIT)
        task = TaskFor(TaskKind.ACCOUNT, f"account:{message.address.channel}:{now:%Y-%m-%d}")
        return Verdict(_waiting(message, error, now + wait, max(1, message.attempts)), task)
    if tries >= MOST_ATTEMPTS:
        return _failed(message, f"{GAVE_UP} {error.reason}", TaskKind.FAILED_MESSAGE, blocked=False)
    wait = error.retry_after or wait_after(tries, FIRST_WAIT, LONGEST_WAIT)
    return Verdict(_waiting(message, error, now + wait, None))


def _waiting(message: Due, error: SendError, due: datetime, attempts: int | None) -> Outcome:
    return Outcome(message, DeliveryStatus.WAITING, error.reason, due=due, attempts=attempts)


def _failed(message: Due, reason: str, kind: TaskKind | None, blocked: bool) -> Verdict:
    task = None if kind is None else TaskFor(kind, f"failed:{message.id}")
    return Verdict(Outcome(message, DeliveryStatus.FAILED, reason), task, blocked)


def wait_after(tries: int, first: timedelta, longest: timedelta) -> timedelta:
    """Four times as long each time, a quarter more or less, so that a crowd does not come back at once."""
    plain: timedelta = min(first * 4 ** min(tries - 1, 10), longest)
    return plain * random.uniform(0.75, 1.25)
