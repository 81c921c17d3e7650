"""What Meta's error codes mean to us, in sentences staff can act on."""

from collections.abc import Mapping

from bot.model.channel import (
    AccountProblem,
    AddressUnreachable,
    ContactBlockedUs,
    MessageRefused,
    OutcomeUnknown,
    ProviderDown,
    SendError,
    SlowDown,
    WindowClosed,
)
from bot.provider_http import DOWN, NO_ANSWER

# Source: developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes.
_ACCOUNT = (AccountProblem, "WhatsApp does not accept our account or key. Check the WhatsApp settings with Meta.")
_NOT_THERE = (AddressUnreachable, "Nobody can be reached there on WhatsApp. Ask for another way to reach them.")
_REFUSED = (MessageRefused, "WhatsApp refuses this message as it is. Change its words and send it anew.")
_TEMPLATE = (
    MessageRefused,
    "The template and its values do not fit together, or Meta paused it. Check data/templates.yml.",
)
_HELD_BACK = (MessageRefused, "WhatsApp holds messages like this back from them for now. Ring, or try another channel.")
_BLOCKED = (ContactBlockedUs, "They have stopped messages like this from us in WhatsApp.")
_WINDOW = (WindowClosed, "More than a day since they wrote: WhatsApp lets only an approved template through.")
_SLOW = (SlowDown, "We send faster than WhatsApp allows. It goes on by itself.")
_DOWN = (ProviderDown, DOWN)
ERRORS: Mapping[int, tuple[type[SendError], str]] = {
    131050: _BLOCKED,
    131047: _WINDOW,
    **dict.fromkeys((131026, 131030, 131021, 133010), _NOT_THERE),
    **dict.fromkeys((4, 80007, 130429, 131048, 131056), _SLOW),
    **dict.fromkeys((130472, 131049), _HELD_BACK),
    **dict.fromkeys((100, 131008, 131009, 131051, 131052, 131053, 131062, 135000), _REFUSED),
    **dict.fromkeys((131000, 131016, 2), _DOWN),
    **dict.fromkeys((0, 3, 10, 190, 200, 368, 130497, 131005, 131031, 131042, 131045), _ACCOUNT),
}


def meaning(code: object) -> tuple[type[SendError] | None, str]:
    """What an error code stands for, and a sentence on it; the class is None for a code we do not know."""
    number = code if isinstance(code, int) and not isinstance(code, bool) else -1
    if 132000 <= number < 133000:
        return _TEMPLATE
    known = ERRORS.get(number)
    return known or (None, f"WhatsApp could not deliver this (error {number}). Look it up in Meta's list of errors.")


def send_error(status: int, code: object) -> SendError:
    """The failure behind an HTTP status and Meta's own code."""
    error, reason = _SLOW if status == 429 else meaning(code)
    if error is not None:
        return error(reason)
    if status in (401, 403, 404):
        return AccountProblem(_ACCOUNT[1])
    return MessageRefused(reason) if 400 <= status < 500 else OutcomeUnknown(NO_ANSWER)
