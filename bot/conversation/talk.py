"""One turn of talk with one person: begin, answer, go back, skip; gathers what to say and what is to happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation import engine
from bot.conversation.apply import ShownWords
from bot.conversation.asking import CONSENT, Shown, phrase_key, shown
from bot.conversation.engine import Run, Skip
from bot.conversation.facts import Facts
from bot.conversation.flows import FLOWS, Known
from bot.language.phrases import Phrasebook
from bot.model.contact import Contact
from bot.model.effect import Begin, Effect, GiveConsent, SetLanguage, SetName, StopMessages, SwitchContact, Welcome
from bot.model.place import Json, Place
from bot.model.questions import Flow, Question
from bot.model.reply import Lexicon, Reply, Unclear
from bot.model.task import CLOCK, TaskKind
from bot.model.words import Label, Phrase, Value

RE_ASKS = 2  # then a person is offered
MOST_UNDER = 4  # conversations set aside for another; the oldest is let go

_HUBS = ("menu", "fallback")  # a menu is no conversation to come back to
_SILENT = "turn.silent"
_MORE = "turn.more"


@dataclass(frozen=True)
class Hall:
    """What every conversation needs, made once: phrases, words people use, languages, zone, and the conversations."""

    book: Phrasebook
    lexicon: Lexicon
    language_names: Mapping[str, str]
    zone: ZoneInfo
    flows: Mapping[str, Known] = field(default_factory=lambda: FLOWS)


class Talk:
    """The state of one turn while it is decided. Nothing here touches the store."""

    def __init__(self, hall: Hall, person: Contact, place: Place | None, facts: Facts, now: datetime) -> None:
        self.hall, self.person, self.place, self.facts, self.now = hall, person, place, facts, now
        self.words: list[str] = []
        self.ran: list[str] = []
        self.question: Shown | None = None
        self.effects: list[Effect] = []
        self.shown: dict[str, ShownWords] = {}
        self.unheard: str | None = None
        self._standing: tuple[Place, Run] | None = None

    def say(self, key: str, values: Mapping[str, Value] | None = None) -> None:
        self.words.append(self.hall.book.say(Phrase(key, values or {}), self.person.language))

    def begin(self, flow: str, given: Mapping[str, Json] | None = None) -> None:
        """Start a conversation on top of what is open; that comes back when this one ends."""
        self.place = Place(flow, given=given or {}, under=_without(self.place, flow, MOST_UNDER))
        self._go()

    def answer(self, given: Reply | Skip) -> None:
        """Take the reply as the answer to the open question."""
        if self._consent_words_changed():
            self.say("turn.changed")
            self.ask()
        else:
            self._go(given)

    def set_aside(self, flow: str) -> None:
        """What somebody came for, to begin once what must come first is done."""
        self.place = Place(flow)

    def speaks(self, language: str) -> bool:
        """Whether there are phrases in that language."""
        return any(choice.key == language for choice in self.facts.around.spoken)

    def change_language(self, effect: SetLanguage) -> None:
        """From the next word on; then the open question again."""
        self._foresee((effect,))
        self.say("language_choice.chosen", {"language": self._name_of(effect.language)})
        self.ask()

    def _name_of(self, language: str) -> Label:
        return next(choice.label for choice in self.facts.around.spoken if choice.key == language)

    def asks(self, kinds: Sequence[str]) -> bool:
        """Whether the open question is one of these kinds."""
        run = self._as_it_stands()
        return run is not None and run.asking is not None and run.asking.kind in kinds

    def reads(self, reply: Reply) -> bool:
        """Whether the open question understands this reply."""
        run = self._as_it_stands()
        if run is None or run.asking is None or self.place is None or self.place.asked is None:
            return False
        return not isinstance(run.asking.read(reply, self.place.asked), Unclear)

    @property
    def in_person(self) -> bool:
        """Whether a staff member has this conversation: the bot hears STOP, START and HELP, nothing else."""
        return self.person.handled_by is not None

    @property
    def in_conversation(self) -> bool:
        """Whether something is open that could be broken off; a menu cannot."""
        return self.place is not None and self.place.flow not in _HUBS

    def take_up(self, flow: str, reply: Reply) -> None:
        """The reply answers what we asked out of the blue: that conversation, from its first question on."""
        self.begin(flow)
        self.words, self.question = [], None
        self.answer(reply)

    def take_unheard(self) -> None:
        """A voice note or picture out of the blue: kept, and somebody will listen."""
        self.unheard = ""
        self.say("turn.unheard", {"when": self._heard_by()})

    def ask(self) -> None:
        """Ask the open question once more; with nothing open, nothing is asked."""
        if self.place is not None:
            self._go()

    def back(self) -> None:
        """Forget the last answer and ask that question again."""
        if self.place is None:
            return
        standing = self._as_it_stands()
        path = standing.path if standing is not None else ()
        if not path:
            self.say("turn.first")
        forgotten = {*path[-1:], *(standing.done_since if standing is not None and path else ())}
        kept = {name: kept for name, kept in self.place.answers.items() if name not in forgotten}
        self.place = replace(self.place, answers=kept)
        self.ask()

    def restart(self) -> None:
        """The same conversation from the top."""
        if self.place is not None:
            self.place = Place(self.place.flow, given=self.place.given, under=self.place.under)
            self._go()

    def drop(self) -> None:
        """Nothing is open any more."""
        self.place, self.question = None, None

    def _go(self, given: Reply | Skip | None = None) -> None:
        run = self._run(given)
        self._keep_shown_consents(run)
        self._foresee(run.effects)
        self.words += [self.hall.book.say(_full(phrase, run.flow), self.person.language) for phrase in run.said]
        if run.unheard is not None:
            self._not_yet_heard(run)
        if run.ended:
            self._end(run)
        else:
            self._open(run)

    def _run(self, given: Reply | Skip | None = None) -> Run:
        assert self.place is not None  # every caller looked
        return engine.run(self._flow(), self.place, given)

    def _as_it_stands(self) -> Run | None:
        """The flow run without a reply, once for each place: asked for several times in one turn."""
        if self.place is not None and (self._standing is None or self._standing[0] is not self.place):
            self._standing = (self.place, self._run())
        return self._standing[1] if self.place is not None and self._standing is not None else None

    def _flow(self) -> Flow:
        assert self.place is not None  # as above
        self.ran.append(self.place.flow)
        known = self.hall.flows[self.place.flow]
        return known.flow(self.person, known.facts(self.facts, self.person, self.place))

    def _open(self, run: Run) -> None:
        assert self.place is not None  # as above
        assert run.asking is not None  # a run that has not ended asks
        asked = self.place.asked
        same = asked is not None and asked.question == run.asking.name
        tries = (asked.tries if same and asked else 0) + (1 if isinstance(run.why, Unclear) else 0)
        question = shown(run.flow, run.asking, self.person.language, self.hall.book)
        kept = replace(question.asked, tries=tries, parts=run.parts or (asked.parts if same and asked else ()))
        self.place = replace(self.place, answers=run.answers, asked=kept, failures=0)
        if tries > RE_ASKS:
            self._offer_person()
            return
        if isinstance(run.why, Unclear):
            question = self._in_other_words(run.flow, run.asking, run.why, question)
        elif run.why is not None and run.why != _SILENT:
            self.say(run.why)
        self.question = None if run.why in (_SILENT, _MORE) else question

    def _in_other_words(
        self, flow: str, asking: Question[Any], why: Unclear, before: Shown
    ) -> Shown:  # Any: every type
        """The question once more: first in its own other words where it has some, then what kind of answer it needs."""
        own = f"{phrase_key(flow, asking.name)}.again"
        tries = self.place.asked.tries if self.place is not None and self.place.asked is not None else 1
        if tries == 1 and self.hall.book.has(own, self.person.language):
            return replace(before, text=self.hall.book.say(Phrase(own, asking.values), self.person.language))
        self.say(f"again.{why}" if tries == 1 else f"again.{why}.2", asking.values)
        return before

    def _offer_person(self) -> None:
        assert self.place is not None  # as above
        assert self.place.asked is not None  # it was just asked three times
        self.place = replace(self.place, asked=replace(self.place.asked, tries=0))
        self.say("again.person")
        self.begin("person")

    def _end(self, run: Run) -> None:
        assert self.place is not None  # as above
        self.question = None
        under = self.place.under
        begins = [effect.flow for effect in run.effects if isinstance(effect, Begin)]
        if any(isinstance(effect, StopMessages) for effect in run.effects) or _turned_down(run):
            self.drop()
        elif any(isinstance(effect, SwitchContact) for effect in run.effects):
            self.place = under  # it waits for the one who had the phone; the other is not shown it
        elif begins:
            self.place = under
            self.begin(begins[0])
        else:
            self._come_back(under)

    def _come_back(self, under: Place | None) -> None:
        while under is not None and under.flow not in self.hall.flows:
            under = under.under  # an older program's conversation: what was just finished must not fail with it
        self.place = under
        if under is not None and not self.in_person:
            if under.asked is not None:
                self.say("turn.back_to")
            self._go()

    def _not_yet_heard(self, run: Run) -> None:
        self.unheard = f"{run.flow}.{run.unheard}"
        stuck = run.asking is not None and run.asking.name == run.unheard and run.asking.kind != "collect"
        self.say("turn.unheard_and_write" if stuck else "turn.unheard", {"when": self._heard_by()})

    def _heard_by(self) -> date:
        return (self.now + CLOCK[TaskKind.LISTEN]).astimezone(self.hall.zone).date()

    def _foresee(self, effects: tuple[Effect, ...]) -> None:
        """Words that follow in this turn already use the new language and name."""
        self.effects += [effect for effect in effects if not isinstance(effect, Begin)]
        for effect in effects:
            if isinstance(effect, SetLanguage):
                self.person = replace(self.person, language=effect.language)
            elif isinstance(effect, SetName):
                self.person = replace(self.person, name=effect.name)
            elif isinstance(effect, Welcome):
                self.person = replace(self.person, welcomed=self.now)

    def _consent_words_changed(self) -> bool:
        asked = self.place.asked if self.place else None
        if asked is None or not asked.wording.startswith(CONSENT):
            return False
        now = self._as_shown_now()
        return now is None or now.asked.wording != asked.wording

    def _as_shown_now(self) -> Shown | None:
        run = self._as_it_stands()
        if run is None or run.asking is None:
            return None
        return shown(run.flow, run.asking, self.person.language, self.hall.book)

    def _keep_shown_consents(self, run: Run) -> None:
        """The words of a consent question just answered stay with the place until its effect is due."""
        assert self.place is not None  # as above
        asked = self.place.asked
        if asked is not None and asked.wording.startswith(CONSENT) and asked.question in run.answers:
            now = self._as_shown_now()
            text = now.text if now is not None else ""
            words: Json = {"wording": asked.wording, "words": text, "language": self.person.language}
            self.place = replace(self.place, given={**self.place.given, f"{CONSENT}{asked.question}": words})
        for name, kept in self.place.given.items():
            if name.startswith(CONSENT) and isinstance(kept, dict):
                self.shown[name.removeprefix(CONSENT)] = ShownWords(**kept)  # type: ignore[arg-type]  # JSON of ours


def _full(phrase: Phrase, flow: str) -> Phrase:
    return phrase if "." in phrase.key else Phrase(f"{flow}.{phrase.key}", phrase.values)


def _turned_down(run: Run) -> bool:
    return run.flow == "welcome" and any(isinstance(effect, GiveConsent) and not effect.given for effect in run.effects)


def _without(place: Place | None, flow: str, room: int) -> Place | None:
    """What is open, without an older conversation of the same kind, and no deeper than there is room."""
    if place is None or room == 0:
        return None
    under = _without(place.under, flow, room - 1)
    shown_before = place.flow in _HUBS and place.asked is not None
    return under if place.flow == flow or shown_before else replace(place, under=under)
