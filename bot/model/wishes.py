"""What somebody may wish for when nothing else is open; each key is the name of a flow."""

from bot.model.questions import Choice
from bot.model.words import Phrase


def wishes(signed_up: bool) -> tuple[Choice, ...]:
    """What to offer; changing a place only to those who have one."""
    names = ["event_signup", "event_change", "pause", "language_choice", "person"]
    return tuple(Choice(name, Phrase(f"wish.{name}")) for name in names if signed_up or name != "event_change")
