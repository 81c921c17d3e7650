"""Which events fit: near a place, and with the facts somebody must have (P6.5)."""

from collections.abc import Callable, Iterable, Mapping

from bot.model.event import Event, OpenTo
from bot.model.folding import fold
from bot.model.questions import Choice
from bot.model.words import Phrase

_FITS: Mapping[str, Callable[[Event], bool]] = {
    "women": lambda event: event.open_to is OpenTo.WOMEN,
    "men": lambda event: event.open_to is OpenTo.MEN,
    "everyone": lambda event: event.open_to is OpenTo.EVERYONE,
    "step_free": lambda event: event.step_free,
    "quiet_room": lambda event: event.quiet_room,
    "hearing_loop": lambda event: event.hearing_loop,
    "creche": lambda event: event.creche,
    "prayer_space": lambda event: event.prayer_space,
    "food": lambda event: bool(event.food),
}
MY_LANGUAGE = "my_language"
MUST_HAVES = tuple(Choice(key, Phrase(f"must_have.{key}")) for key in (*_FITS, MY_LANGUAGE))
_AT_THE_PLACE = ("step_free", "quiet_room", "hearing_loop", "creche", "prayer_space")
# Words of a place that tell nothing apart.
_COMMON = frozenset(
    ("near", "nearby", "close", "to", "by", "the", "in", "at", "on", "of", "and", "around")
    + ("street", "road", "lane", "east", "london")
)


def fitting(events: Iterable[Event], near: str | None, must_have: Iterable[str], language: str) -> tuple[Event, ...]:
    """The events with all of `must_have` (keys of MUST_HAVES), in a place that shares a word with `near`."""
    wanted = tuple(must_have)
    return tuple(
        event for event in events if _is_near(event, near) and all(_has(event, fact, language) for fact in wanted)
    )


def at_the_place(event: Event) -> tuple[Phrase, ...]:
    """What is there, to be said in a list."""
    return tuple(Phrase(f"fact.{fact}") for fact in _AT_THE_PLACE if _FITS[fact](event))


def _has(event: Event, fact: str, language: str) -> bool:
    if fact == MY_LANGUAGE:
        return event.language == language
    return _FITS[fact](event)


def _is_near(event: Event, near: str | None) -> bool:
    words = _telling(near or "")
    return not words or bool(words & _telling(f"{event.venue} {event.area} {event.directions}"))


def _telling(text: str) -> set[str]:
    return {word for word in fold(text).split() if word not in _COMMON}
