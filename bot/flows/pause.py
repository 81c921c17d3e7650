"""A rest from our news, for some days or until a date."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.contact import Contact
from bot.model.effect import Pause
from bot.model.questions import Asking, Choice, Flow, choose, number, on_date, say
from bot.model.words import Phrase

LONGEST = 90  # days; after that we ask again, so nobody is forgotten
# No number stands in these: "2" must mean the second one listed.
HOW_LONG = tuple(Choice(key, Phrase(f"pause.{key}")) for key in ("week", "month", "some_days", "until_a_day"))
_DAYS = {"week": 7, "month": 30}


@dataclass(frozen=True)
class PauseFacts:
    """`now` is aware, in the organisation's time zone."""

    now: datetime


def pause(person: Contact, facts: PauseFacts) -> Flow:
    """From one day to ninety; reminders and answers still come."""
    how_long = yield from choose("how_long", HOW_LONG)
    wanted = _DAYS.get(how_long.key) or (yield from _days(how_long, facts))
    until = facts.now + timedelta(days=max(1, min(wanted, LONGEST)))
    if wanted > LONGEST:
        yield from say("longest", n=LONGEST)
    yield from say("paused", until=until.date())
    return [Pause(until)]


def _days(how_long: Choice, facts: PauseFacts) -> Asking[int]:
    if how_long.key == "some_days":
        return (yield from number("days", at_least=1, at_most=LONGEST))
    day = yield from on_date("until")
    return (day - facts.now.date()).days
