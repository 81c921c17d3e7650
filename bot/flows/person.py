"""Talk to a person: about what, how, and when."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.contact import Contact
from bot.model.effect import AskForPerson, Effect
from bot.model.questions import NOT_YET_HEARD, Asking, Choice, Flow, choose, phone, say, skippable, text
from bot.model.task import TaskKind
from bot.model.words import Phrase

WAYS = tuple(Choice(key, Phrase(f"person.by_{key}")) for key in ("message", "call"))


@dataclass(frozen=True)
class PersonFacts:
    """`answer_by` is when somebody will have answered; `has_phone` when this channel's address is a phone number."""

    answer_by: datetime
    has_phone: bool = True


def person(person: Contact, facts: PersonFacts) -> Flow:
    """Three messages at most by message, five by phone; and the truth about when somebody answers."""
    yield from say("safety.danger")
    about = yield from skippable(text("about", at_most=500))
    way = yield from choose("way", WAYS)
    answers = {"about": about or "", "way": way.key}
    if way.key == "message":
        yield from say("will_write", when=facts.answer_by)
        return [AskForPerson(TaskKind.ANSWER, _brief(about), answers)]
    return (yield from _call(answers, facts))


def _call(answers: dict[str, str], facts: PersonFacts) -> Asking[list[Effect]]:
    if not facts.has_phone:
        answers["phone"] = yield from phone("number")
    best_time = yield from skippable(text("best_time", at_most=100))
    answers["best_time"] = best_time or ""
    yield from say("will_call", when=facts.answer_by)
    return [AskForPerson(TaskKind.CALL_BACK, _brief(answers["about"]), answers)]


def _brief(about: str | None) -> str:
    return "Sent a voice note or picture: listen first." if about == NOT_YET_HEARD else about or ""
