"""What Twilio's statuses and error codes mean to us, in sentences staff can act on."""

from collections.abc import Mapping

from bot.model.channel import (
    AccountProblem,
    AddressUnreachable,
    ContactBlockedUs,
    MessageRefused,
    OutcomeUnknown,
    SendError,
    SlowDown,
    WindowClosed,
)
from bot.model.message import DeliveryStatus
from bot.provider_http import NO_ANSWER

STATUSES: Mapping[str, DeliveryStatus] = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), DeliveryStatus.SENT),
    **dict.fromkeys(("delivered", "partially_delivered"), DeliveryStatus.DELIVERED),
    "read": DeliveryStatus.READ,
    **dict.fromkeys(("failed", "undelivered", "canceled"), DeliveryStatus.FAILED),
}

# What Twilio's error codes mean, at the send or in a later receipt. Source: twilio.com/docs/api/errors.
_ACCOUNT = (AccountProblem, "Twilio does not accept our account or sender. Check the Twilio settings.")
_NOT_THERE = (AddressUnreachable, "Nobody can be reached there. Ask for another number.")
_LANDLINE = (AddressUnreachable, "This is a landline or not a mobile number. Ring them, or ask for a mobile.")
_REFUSED = (MessageRefused, "Twilio refuses this message as it is. Change its words and send it anew.")
_FILTERED = (MessageRefused, "The phone network took this for spam. Change its words, do not send it again as it is.")
_WINDOW = (WindowClosed, "More than a day since they wrote: WhatsApp lets only an approved template through.")
_TEMPLATE = (MessageRefused, "The template and its values do not fit together. Check data/templates.yml.")
_BLOCKED = (ContactBlockedUs, "They have opted out of messages from us, at the provider or on their phone.")
_SLOW = (SlowDown, "We send faster than Twilio allows. It goes on by itself.")
ERRORS: Mapping[int, tuple[type[SendError], str]] = {
    **dict.fromkeys((21610, 63032, 63033), _BLOCKED),
    **dict.fromkeys((21211, 21265, 21612, 30003, 30004, 30005, 63003, 63015, 63024), _NOT_THERE),
    **dict.fromkeys((21614, 30006), _LANDLINE),
    **dict.fromkeys((21602, 21617, 63005, 63013, 63019), _REFUSED),
    **dict.fromkeys((63028, 63027, 63021), _TEMPLATE),
    **dict.fromkeys((20003, 20404, 21408, 21606, 21659, 21703, 63007, 63038, 30002), _ACCOUNT),
    **dict.fromkeys((20429, 21611, 30001, 63017, 63018), _SLOW),
    30007: _FILTERED,
    63016: _WINDOW,
}

TOO_FAST = _SLOW[1]


def meaning(code: object) -> tuple[type[SendError] | None, str]:
    """What an error code stands for, and a sentence on it; the class is None for a code we do not know."""
    known = ERRORS.get(int(str(code))) if str(code).isdecimal() else None
    return known or (None, f"Twilio could not deliver this (error {clean_code(code)}). Look it up in Twilio's console.")


def clean_code(code: object) -> str:
    """The code when it is a number; a provider's free words may hold a phone number."""
    return str(code) if str(code).isdecimal() else "unknown"


def send_error(status: object, code: object) -> SendError:
    """The failure behind an HTTP status and Twilio's own code."""
    error, reason = meaning(code)
    if error is not None:
        return error(reason)
    if status in (401, 403, 404):
        return AccountProblem(_ACCOUNT[1])
    if status == 429:
        return SlowDown(TOO_FAST)
    if isinstance(status, int) and 400 <= status < 500:
        return MessageRefused(reason)
    return OutcomeUnknown(NO_ANSWER)
