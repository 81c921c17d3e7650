"""A word that may mean stop, or only "finished": hold everything, and ask once."""

from dataclasses import dataclass

from bot.model.contact import Contact
from bot.model.effect import Begin, HoldMessages, StopMessages
from bot.model.questions import Choice, Flow, choose, do, say
from bot.model.words import Phrase

MEANINGS = tuple(Choice(key, Phrase(f"stop_or_done.{key}")) for key in ("stop", "place", "other"))


@dataclass(frozen=True)
class StopOrDoneFacts:
    """The word they sent, as they wrote it."""

    word: str


def stop_or_done(person: Contact, facts: StopOrDoneFacts) -> Flow:
    """Nothing goes out until we know; anything but stop goes back to where they were."""
    yield from do("hold", HoldMessages())
    meant = yield from choose("meaning", MEANINGS, word=facts.word)
    if meant.key == "stop":
        yield from say("stopped")
        return [HoldMessages(held=False), StopMessages()]
    if meant.key == "place":
        return [HoldMessages(held=False), Begin("event_change")]
    yield from say("going_on")
    return [HoldMessages(held=False)]
