"""Keeping what came of messages: their status, tasks, opt-outs, shut windows and a slower pace."""

from collections.abc import Sequence
from datetime import timedelta

from bot.delivery.counts import Count
from bot.delivery.opting import AT_PROVIDER, opt_out
from bot.delivery.verdict import Verdict
from bot.model.contact import OptOut
from bot.model.message import DeliveryStatus
from bot.store import contacts, pace, sending, tasks
from bot.store.sending import Claim
from bot.store.store import Tx

_COUNTED = {
    DeliveryStatus.SENT: Count.SENT,
    DeliveryStatus.FAILED: Count.FAILED,
    DeliveryStatus.UNKNOWN: Count.UNKNOWN,
    DeliveryStatus.EXPIRED: Count.EXPIRED,
    DeliveryStatus.CANCELLED: Count.CANCELLED,
    DeliveryStatus.NEEDS_TEMPLATE: Count.NEEDS_TEMPLATE,
}


def record(tx: Tx, verdicts: Sequence[Verdict], claim: Claim, real: float) -> None:
    """Everything that follows from `verdicts`, in this transaction; `real` is now in seconds since 1970."""
    if not verdicts:
        return
    _change_addresses(tx, [verdict for verdict in verdicts if verdict.blocked or verdict.window_shut], claim)
    sending.settle(tx, [verdict.outcome for verdict in verdicts], claim)
    for verdict in verdicts:
        _add_task(tx, verdict, claim)
    _slow_down(tx, verdicts, real)


def count_of(verdict: Verdict, *, gated: bool) -> Count:
    """What to count it as; `gated` when it was stopped before it was sent."""
    return _COUNTED.get(verdict.outcome.status, Count.PUT_OFF if gated else Count.RETRIED)


def _change_addresses(tx: Tx, verdicts: Sequence[Verdict], claim: Claim) -> None:
    # Contacts are locked before anything else, in id order, as everywhere; then nobody waits in a circle.
    contacts.lock_contacts(tx, {verdict.outcome.message.address.contact_id for verdict in verdicts})
    for verdict in verdicts:
        message = verdict.outcome.message
        if verdict.blocked:
            opt_out(tx, message.contact, message.address, OptOut.EVERYTHING, claim.now, how=AT_PROVIDER)
        else:
            contacts.set_address(tx, message.address.id, window_until=None)


def _add_task(tx: Tx, verdict: Verdict, claim: Claim) -> None:
    if verdict.task is None:
        return
    message, (kind, key) = verdict.outcome.message, verdict.task
    tasks.add(
        tx,
        kind,
        claim.now,
        details=verdict.outcome.reason or "",
        contact_id=message.contact.id,
        outbox_id=message.id,
        key=key,
    )


def _slow_down(tx: Tx, verdicts: Sequence[Verdict], real: float) -> None:
    longest: dict[str, timedelta] = {}
    for verdict in verdicts:
        if verdict.slow_for is not None:
            longest[verdict.pace_key] = max(longest.get(verdict.pace_key, timedelta(0)), verdict.slow_for)
    for key, wait in sorted(longest.items()):
        pace.push(tx, key, real + wait.total_seconds())
