"""Runs a flow again from the top with the kept answers, up to the open question. Pure: no store, no clock."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from bot.model.effect import Effect
from bot.model.message import MessageKind
from bot.model.place import Json, Place
from bot.model.questions import Do, Flow, Question, Say, Stale
from bot.model.reading import is_done
from bot.model.reply import Reply, Unclear
from bot.model.words import Phrase

MOST_STEPS = 2_000  # a flow that yields more than this is going round in circles

_HEARD = (MessageKind.TEXT, MessageKind.BUTTON)


class FlowError(Exception):
    """A flow broke its promises: it asked a question twice, or never ends."""


@dataclass(frozen=True)
class Skip:
    """The person skips the open question."""


@dataclass(frozen=True)
class Run:
    """What came of running a flow: what to say, the open question, and what is to happen.

    `path` are the questions answered, in the order asked,
    `done_since` the effects named after the last of them. `why` is set when the open question could not be
    answered by this reply: an `Unclear`, or a phrase key.
    `unheard` names the question a voice note or picture answered for now. `effects` are this turn's own.
    """

    flow: str
    answers: dict[str, Json]
    path: tuple[str, ...]
    done_since: tuple[str, ...] = ()
    said: tuple[Phrase, ...] = ()
    asking: Question[Any] | None = None  # Any: questions of every type pass through here
    parts: tuple[int, ...] = ()
    why: Unclear | str | None = None
    unheard: str | None = None
    effects: tuple[Effect, ...] = ()
    ended: bool = False


def run(flow: Flow, place: Place, given: Reply | Skip | None = None) -> Run:
    """The flow, driven as far as the kept answers and this reply go. Raises FlowError, or what the flow raises.

    What follows the new answer is said; nothing said before is said again. Source of the shape: measured in a
    prototype at 39 us a turn on six answers.
    """
    walk = _Walk(flow, place, given)
    with closing(flow):  # else its `finally` runs who knows when
        return walk.to_the_open_question()


class _Walk:
    def __init__(self, flow: Flow, place: Place, given: Reply | Skip | None) -> None:
        self.flow, self.place, self.given = flow, place, given
        self.used: dict[str, Json] = {}
        self.fresh = given is None and not place.answers and place.asked is None  # a fresh flow says its opening
        self.path: list[str] = []
        self.done_since: list[str] = []
        self.said: list[Phrase] = []
        self.since: list[Phrase] = []  # said after the last kept answer: repeated only when the flow ends there
        self.effects: list[Effect] = []
        self.unheard: str | None = None
        self.parts: tuple[int, ...] = ()

    def to_the_open_question(self) -> Run:
        answer: Any = None  # Any: its type is the yielded question's
        for _ in range(MOST_STEPS):
            try:
                step = self.flow.send(answer)
            except StopIteration as end:
                return self._ended(tuple(end.value or ()))
            answer = None
            if isinstance(step, Say):
                (self.said if self.fresh else self.since).append(step.phrase)
            elif isinstance(step, Do):
                self._do(step)
            else:
                answer = self._answer(step)
                if isinstance(answer, Stale | Unclear | _Open):
                    return self._open(step, answer)
                self.since = []
        raise FlowError(f"the flow {self.place.flow!r} took more than {MOST_STEPS} steps")

    def _do(self, step: Do) -> None:
        self._once(step.name)
        if step.name not in self.place.answers:
            self.effects.append(step.effect)
        self.used[step.name] = True
        self.done_since.append(step.name)

    def _answer(self, question: Question[Any]) -> Any:  # Any: as the question's
        self._once(question.name)
        if question.name in self.place.answers:
            answer, kept = self._recalled(question)
        elif self.given is not None and self._was_asked(question):
            answer, kept = self._read(question)
            self.fresh, self.given = True, None
        else:
            return _Open("turn.changed" if self.given is not None else None)
        if not isinstance(answer, Stale | Unclear | _Open):
            self.used[question.name] = kept
            self.path.append(question.name)
            self.done_since = []
        return answer

    def _recalled(self, question: Question[Any]) -> tuple[Any, Json]:
        kept = self.place.answers[question.name]
        if _is_unheard(kept) and question.unheard is not None:
            return question.unheard(), kept
        return question.recall(kept), kept

    def _read(self, question: Question[Any]) -> tuple[Any, Json]:
        asked = self.place.asked
        if isinstance(self.given, Skip):
            return (None, None) if question.skippable else (_Open("turn.cannot_skip"), None)
        assert self.given is not None  # `_was_asked` said so
        assert asked is not None
        if question.kind == "collect":
            return self._collected(question, self.given)
        if self.given.kind not in _HEARD:
            return self._not_yet_heard(question)
        answer = question.read(self.given, asked)
        return answer, None if isinstance(answer, Unclear | Stale) else question.keep(answer)

    def _collected(self, question: Question[Any], reply: Reply) -> tuple[Any, Json]:
        assert self.place.asked is not None
        answer = question.read(reply, self.place.asked)
        if answer is not Unclear.COLLECT:
            return answer, question.keep(answer)
        if is_done(reply):  # with nothing sent so far: the word itself is no part of the answer
            return answer, None
        self.parts = (*self.place.asked.parts, reply.inbound_id)
        if reply.kind not in _HEARD:
            self.unheard = question.name
        return _Open("turn.more" if len(self.parts) == 1 else "turn.silent"), None

    def _not_yet_heard(self, question: Question[Any]) -> tuple[Any, Json]:
        self.unheard = question.name
        if question.unheard is None:
            return _Open("turn.silent"), None
        return question.unheard(), {"unheard": self.given.inbound_id} if isinstance(self.given, Reply) else None

    def _was_asked(self, question: Question[Any]) -> bool:
        return self.place.asked is not None and self.place.asked.question == question.name

    def _once(self, name: str) -> None:
        if name in self.used:
            raise FlowError(f"the flow {self.place.flow!r} asked {name!r} twice: name loop items {name}.1, {name}.2")

    def _open(self, question: Question[Any], answer: "Stale | Unclear | _Open") -> Run:
        kept = {name: value for name, value in self.place.answers.items() if name != question.name}
        return Run(
            flow=self.place.flow,
            answers={**self.used, **{name: value for name, value in kept.items() if name not in self.used}},
            path=tuple(self.path),
            done_since=tuple(self.done_since),
            said=tuple(self.said),
            asking=question,
            parts=self.parts,
            why=answer if isinstance(answer, Unclear) else answer.why,
            unheard=self.unheard,
            effects=tuple(self.effects),
        )

    def _ended(self, effects: tuple[Effect, ...]) -> Run:
        return Run(
            flow=self.place.flow,
            answers=dict(self.used),
            path=tuple(self.path),
            done_since=tuple(self.done_since),
            said=tuple(self.said if self.fresh else self.said + self.since),
            unheard=self.unheard,
            effects=(*self.effects, *effects),
            ended=True,
        )


@dataclass(frozen=True)
class _Open:
    """The question stays open; `why` is a phrase key to say first, None when it is simply its turn."""

    why: str | None


def _is_unheard(kept: Json) -> bool:
    return isinstance(kept, dict) and "unheard" in kept
