"""Typed questions and sayings: what a flow yields, and what it gets back."""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Generic, NoReturn, Protocol, TypeAlias, TypeVar

from bot.model import reading
from bot.model.effect import Effect
from bot.model.place import Asked, Json
from bot.model.reply import Reply, Unclear
from bot.model.words import Label, Phrase, Value

T = TypeVar("T")


class Choosable(Protocol):
    """Anything one can choose from: a stable `key` and the `label` people see."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Label: ...


C = TypeVar("C", bound=Choosable)


@dataclass(frozen=True)
class Choice:
    """The plainest thing one can choose."""

    key: str
    label: Label


@dataclass(frozen=True)
class Stale:
    """A kept answer that no longer holds. `why` is a phrase key for telling the person."""

    why: str


NOT_YET_HEARD = "not yet heard"  # kept instead of an answer that came as a voice note or a picture


@dataclass(frozen=True)
class Question(Generic[T]):
    """Something asked, by a `name` unique in a run; asked with `yield from`, it gives its answer.

    `read` turns a reply into an answer (Stale when what it chose has gone), `keep` an answer into JSON, `recall`
    JSON back into an answer or the reason it has gone stale. `unheard` is the answer while a voice note or picture
    waits for a listener; None when the flow cannot go on without words. `values` go into the phrase.
    """

    name: str
    kind: str
    read: Callable[[Reply, Asked], T | Unclear | Stale]
    keep: Callable[[T], Json]
    recall: Callable[[Json], T | Stale]
    choices: tuple[Choice, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)
    skippable: bool = False
    unheard: Callable[[], T] | None = None

    def __iter__(self) -> "Generator[Question[T], T, T]":
        return (yield self)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"write `yield from` before the question {self.name!r}")


@dataclass(frozen=True)
class Say:
    """Something said that asks nothing."""

    phrase: Phrase

    def __iter__(self) -> "Generator[Say, None, None]":
        yield self

    def __bool__(self) -> NoReturn:
        raise TypeError(f"write `yield from` before the saying {self.phrase.key!r}")


@dataclass(frozen=True)
class Do:
    """An effect in the middle of a flow, applied once; its name is kept like an answer."""

    name: str
    effect: Effect

    def __iter__(self) -> "Generator[Do, None, None]":
        yield self

    def __bool__(self) -> NoReturn:
        raise TypeError(f"write `yield from` before {self.name!r}")


# `Any` because the type of an answer is the type of the question just yielded; the engine's one untyped place.
Asking: TypeAlias = Generator["Question[Any] | Say | Do", None, T]
Flow: TypeAlias = Generator["Question[Any] | Say | Do", None, Sequence[Effect]]


def say(key: str, **values: Value) -> Say:
    """Say the phrase `key` of this flow (`event_signup.` is put before it; a key with a dot stands as it is)."""
    return Say(Phrase(key, values))


def do(name: str, effect: Effect) -> Do:
    """Let `effect` happen now, in this turn, once."""
    return Do(name, effect)


def choose(name: str, among: Iterable[C], shown: int | None = None, **values: Value) -> Question[C]:
    """One of several. Stale when the chosen thing is no longer there.

    Only the first `shown` are listed (None: all); what was listed once can be chosen while it is in `among`.
    """
    there = {item.key: item for item in among}

    def recall(kept: Json) -> C | Stale:
        return there.get(str(kept)) or Stale("stale.gone")

    def read(reply: Reply, asked: Asked) -> C | Unclear | Stale:
        key = reading.choice(reply, asked.options)
        return key if isinstance(key, Unclear) else recall(key)

    return Question(name, "choose", read, lambda item: item.key, recall, _choices(there.values())[:shown], values)


def many(name: str, among: Iterable[C], **values: Value) -> Question[tuple[C, ...]]:
    """Any number of several, also none: "1 and 3", "none"."""
    there = {item.key: item for item in among}

    def read(reply: Reply, asked: Asked) -> tuple[C, ...] | Unclear:
        keys = reading.choices(reply, asked.options)
        return keys if isinstance(keys, Unclear) else tuple(there[key] for key in keys if key in there)

    def recall(kept: Json) -> tuple[C, ...] | Stale:
        return tuple(there[str(key)] for key in _list(kept) if str(key) in there)

    return Question(
        name,
        "many",
        read,
        lambda items: [item.key for item in items],
        recall,
        _choices(there.values()),
        values,
    )


def yes_no(name: str, **values: Value) -> Question[bool]:
    """Yes or no, in the words people use."""
    return Question(name, "yes_no", reading.yes_or_no, bool, bool, YES_NO, values)


def consent(name: str, **values: Value) -> Question[bool]:
    """A yes or no that is kept with the very words shown; only a clear yes counts."""
    return Question(name, "consent", reading.clear_yes_or_no, bool, bool, YES_NO, values)


def number(name: str, at_least: int = 0, at_most: int = 1_000_000, **values: Value) -> Question[int]:
    """A whole number between the two, both included."""

    def read(reply: Reply, asked: Asked) -> int | Unclear:
        return reading.number(reply, at_least, at_most)

    limits: dict[str, Value] = {"at_least": at_least, "at_most": at_most}
    return Question(name, "number", read, int, lambda kept: int(str(kept)), values=values | limits)


def on_date(name: str, **values: Value) -> Question[date]:
    """A day from today on; day comes before month."""
    return Question(
        name,
        "date",
        lambda reply, _: reading.day(reply),
        date.isoformat,
        lambda kept: date.fromisoformat(str(kept)),
        values=values,
    )


def at_time(name: str, **values: Value) -> Question[time]:
    """A time of day."""
    return Question(
        name,
        "time",
        lambda reply, _: reading.clock_time(reply),
        time.isoformat,
        lambda kept: time.fromisoformat(str(kept)),
        values=values,
    )


def text(name: str, at_most: int = 500, **values: Value) -> Question[str]:
    """Free words, at most so many characters; a voice note or picture is kept for a listener."""

    def read(reply: Reply, asked: Asked) -> str | Unclear:
        return reading.words(reply, at_most)

    return Question(name, "text", read, str, str, values=values | {"at_most": at_most}, unheard=lambda: NOT_YET_HEARD)


def phone(name: str, **values: Value) -> Question[str]:
    """A phone number, kept in E.164."""
    return Question(name, "phone", lambda reply, _: reading.phone_number(reply.text), str, str, values=values)


def collect(name: str, **values: Value) -> Question[tuple[int, ...]]:
    """Several messages of any kind until "done": the ids of the inbound messages, never their words."""

    def read(reply: Reply, asked: Asked) -> tuple[int, ...] | Unclear:
        if asked.parts and reading.is_done(reply):
            return asked.parts
        return Unclear.COLLECT

    def recall(kept: Json) -> tuple[int, ...] | Stale:
        return tuple(int(str(part)) for part in _list(kept))

    return Question(name, "collect", read, list, recall, values=values)


def skippable(question: Question[T]) -> "Question[T | None]":
    """The same question, but "skip" is an answer: None."""

    def keep(answer: T | None) -> Json:
        return None if answer is None else question.keep(answer)

    def recall(kept: Json) -> T | Stale | None:
        return None if kept is None else question.recall(kept)

    return Question(
        question.name,
        question.kind,
        question.read,
        keep,
        recall,
        question.choices,
        question.values,
        True,
        question.unheard,
    )


YES_NO = (Choice("yes", Phrase("option.yes")), Choice("no", Phrase("option.no")))


def _choices(items: Iterable[Choosable]) -> tuple[Choice, ...]:
    return tuple(item if isinstance(item, Choice) else Choice(item.key, item.label) for item in items)


def _list(kept: Json) -> list[Json]:
    return kept if isinstance(kept, list) else []
