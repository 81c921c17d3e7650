"""Whether a message whose time has come may still go, and in which shape."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.delivery.outbox import TOO_LATE
from bot.model.contact import MayNot, may_write_to
from bot.model.message import ChannelName, DeliveryStatus, OutboundMessage, Purpose, TemplateCall
from bot.model.quiet import QuietHours
from bot.store.sending import Due, Outcome

log = logging.getLogger(__name__)

# Asked with the template's name, the language, the channel and the values; None where nothing is approved.
TemplateFor: TypeAlias = Callable[[str, str, ChannelName, tuple[str, ...]], TemplateCall | None]

WITH_WINDOW = frozenset({ChannelName.WHATSAPP, ChannelName.WHATSAPP_CLOUD})
ASK_AGAIN_AFTER = timedelta(seconds=30)  # while we wait to hear whether they meant stop
_ENDED = frozenset({MayNot.STOPPED, MayNot.STOPPED_UPDATES})


def why_not(message: Due, now: datetime, quiet: QuietHours) -> Outcome | None:
    """None when the message may go now; else what becomes of it."""
    if message.expires is not None and message.expires <= now:
        return Outcome(message, DeliveryStatus.EXPIRED, TOO_LATE)
    refused = may_write_to(message.address, message.contact, message.purpose, now)
    if refused in _ENDED:
        return Outcome(message, DeliveryStatus.CANCELLED, refused)
    if refused is MayNot.PAUSED and message.contact.paused_until is not None:
        return put_off(message, message.contact.paused_until, refused)
    if refused is not None:
        return put_off(message, now + ASK_AGAIN_AFTER, refused)
    over = None if message.purpose is Purpose.ANSWER else quiet.over(now)
    return None if over is None else put_off(message, over, message.reason)


def put_off(message: Due, until: datetime, reason: str | None) -> Outcome:
    """It waits until then, unless that is too late for it."""
    if message.expires is not None and message.expires <= until:
        return Outcome(message, DeliveryStatus.EXPIRED, TOO_LATE)
    return Outcome(message, DeliveryStatus.WAITING, reason, due=until)


def window_open(channel: ChannelName, window_until: datetime | None, now: datetime) -> bool:
    """Whether free text may go there; only WhatsApp ever shuts its window."""
    return channel not in WITH_WINDOW or (window_until is not None and window_until > now)


def shape(message: Due, template_for: TemplateFor, now: datetime) -> OutboundMessage | None:
    """Free text, or the approved template when the window is shut; None when there is none."""
    to = message.address
    if window_open(to.channel, to.window_until, now):
        return OutboundMessage(message.id, to.channel, to.account, to.value, message.bubble)
    template = _template(message, template_for)
    if template is None:
        return None
    return OutboundMessage(message.id, to.channel, to.account, to.value, message.bubble, template)


def _template(message: Due, template_for: TemplateFor) -> TemplateCall | None:
    if message.template is None:
        return None
    try:
        return template_for(
            message.template, message.contact.language, message.address.channel, message.template_values
        )
    except (KeyError, ValueError, LookupError) as error:
        facts = {"outbox_id": message.id, "error": type(error).__name__}
        log.error("a template could not be looked up", extra=facts)
        return None
