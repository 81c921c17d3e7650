"""Plays a conversation in memory: no store, no channel. What was said, what is open, what is to happen."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation import engine
from bot.conversation.asking import shown
from bot.conversation.engine import Run, Skip
from bot.language import lexicon
from bot.language.phrases import Phrasebook
from bot.model.contact import Contact
from bot.model.effect import Effect
from bot.model.message import MessageKind
from bot.model.place import Asked, Place
from bot.model.questions import Flow, Question
from bot.model.reply import Lexicon, Reply
from bot.model.words import Phrase

DATA = Path(__file__).parents[1] / "data"
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 2, 12, tzinfo=LONDON)  # a Monday
ROSHANA = Contact(7, "en", name="Roshana", welcomed=NOW)


@cache
def the_book() -> Phrasebook:
    return Phrasebook.load(DATA / "phrases", approved_only=False)


@cache
def the_lexicon() -> Lexicon:
    return lexicon.load(DATA)


@dataclass
class Talk:
    """One conversation, played. `flow` takes the person and `facts`; change `facts` between messages at will."""

    flow: Callable[[Contact, Any], Flow]  # Any: each flow has facts of its own
    facts: Any  # as above
    person: Contact = ROSHANA
    place: Place = field(init=False)
    run: Run = field(init=False)
    effects: list[Effect] = field(default_factory=list)
    heard: int = 0

    def __post_init__(self) -> None:
        self.place = Place(self.flow.__name__)
        self._go(None)

    def hear(self, *texts: str) -> "Talk":
        """The person writes these, one after another; "skip" skips."""
        for text in texts:
            self._go(Skip() if text.lower() == "skip" else self._reply(text))
        return self

    def go_back(self) -> "Talk":
        """The person sends "back": the last answer is forgotten, what has happened stays."""
        last = self.run.path[-1]
        kept = {name: kept for name, kept in self.place.answers.items() if name != last}
        self.place = replace(self.place, answers=kept)
        self._go(None)
        return self

    def hear_voice(self) -> "Talk":
        """The person sends a voice note."""
        self._go(replace(self._reply(""), kind=MessageKind.VOICE))
        return self

    @property
    def open(self) -> str | None:
        """The name of the open question; None when the conversation has ended."""
        return self.run.asking.name if self.run.asking is not None else None

    @property
    def said(self) -> list[str]:
        """The keys of what the last turn said."""
        return [self._full(phrase).key for phrase in self.run.said]

    @property
    def choices(self) -> list[str]:
        """What can be chosen at the open question, in English."""
        return [option.label for option in self._asked().options]

    @property
    def words(self) -> str:
        """All the last turn says, in English, the open question and its choices included."""
        book = the_book()
        said = [book.say(self._full(phrase), "en") for phrase in self.run.said]
        if self.run.asking is not None:
            asked = shown(self.place.flow, self.run.asking, "en", book)
            numbered = [f"{number}. {option.label}" for number, option in enumerate(asked.options, 1)]
            said += ["\n".join([asked.text, *numbered])]
        return "\n\n".join(said)

    def _go(self, given: Reply | Skip | None) -> None:
        self.run = engine.run(self.flow(self.person, self.facts), self.place, given)
        self.effects += self.run.effects
        self.place = replace(
            self.place, answers=self.run.answers, asked=self._asked() if self.run.asking is not None else None
        )

    def _asked(self) -> Asked:
        assert self.run.asking is not None, "the conversation has ended"
        return shown(self.place.flow, self.run.asking, "en", the_book()).asked

    def _full(self, phrase: Phrase) -> Phrase:
        return phrase if "." in phrase.key else replace(phrase, key=f"{self.place.flow}.{phrase.key}")

    def _reply(self, text: str) -> Reply:
        self.heard += 1
        return Reply(text, self.person.language, NOW, the_lexicon(), inbound_id=self.heard)


def question_of(talk: Talk) -> Question[Any]:  # Any: of every type
    """The open question itself."""
    assert talk.run.asking is not None, "the conversation has ended"
    return talk.run.asking
