"""What people need to take part, and the questions that find it out (P1.3). Signing up and changing share them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.model.effect import AskForPerson
from bot.model.event import Need, NeedKind
from bot.model.folding import fold
from bot.model.languages import WITH_KINDS, spoken_name
from bot.model.questions import Asking, Choice, choose, do, many, say, skippable, text, yes_no
from bot.model.task import TaskKind
from bot.model.words import Listing, Phrase

NEEDS = tuple(Choice(kind.value, Phrase(f"need.{kind.value}")) for kind in NeedKind)
GENDERS = tuple(Choice(key, Phrase(f"needs.gender.{key}")) for key in ("woman", "man", "either"))
WAYS = tuple(Choice(key, Phrase(f"needs.way.{key}")) for key in ("room", "phone", "either"))
ANOTHER = Choice("another", Phrase("needs.another_language"))
MOST_LANGUAGES = 9  # listed; the rest come in the person's own words

_A_RELATIVE = Need(
    NeedKind.OTHER,
    details="A relative interprets. The person asked for this, after we offered a word alone.",
)
# How people say, among their other needs, that family will interpret. English only: others can send PERSON.
_INTERPRETING = ("interpret", "translat")


@dataclass(frozen=True)
class Situation:
    """Who is asked: their `own` language, those we have interpreters for, and whether a relative comes along."""

    own: str
    languages: tuple[Choice, ...] = ()
    with_relative: bool = False


def needs_asked(situation: Situation) -> Asking[tuple[Need, ...]]:
    """Everything the person needs, in the order it was listed; empty for most. One question when it is nothing."""
    chosen = yield from many("needs.which", NEEDS)
    needs: list[Need] = []
    for kind in (NeedKind(choice.key) for choice in chosen):
        if kind is not NeedKind.INTERPRETER:
            needs.append((yield from _DETAILS[kind]()) if kind in _DETAILS else Need(kind))
    asked = any(choice.key == NeedKind.INTERPRETER for choice in chosen)
    first = yield from _who_interprets(situation, asked, _speaks_of_interpreting(needs))
    return (*first, *needs)


def needs_listed(needs: tuple[Need, ...], languages: tuple[Choice, ...] = ()) -> Phrase | Listing:
    """The needs by name, as they are said in a sentence; an interpreter with the language."""
    if not needs:
        return Phrase("needs.none")
    return Listing(tuple(_named(need, languages) for need in needs))


def _named(need: Need, languages: tuple[Choice, ...]) -> Phrase:
    if need == _A_RELATIVE:
        return Phrase("needs.by_relative")
    if need.kind is NeedKind.INTERPRETER:
        return Phrase("needs.interpreter_in", {"language": spoken_name(need.language, languages)})
    return Phrase(f"need.{need.kind.value}")


def _who_interprets(situation: Situation, asked: bool, spoken_of: bool) -> Asking[tuple[Need, ...]]:
    if not (asked or (situation.with_relative and spoken_of)):
        return ()
    if situation.with_relative and (yield from _relative_interprets()):
        return (_A_RELATIVE,)
    return ((yield from _interpreter(situation)),)


def _relative_interprets() -> Asking[bool]:
    """Only if they ask, and only after the offer of a word alone: the relative may be why they cannot speak.

    A child is never asked for, nor offered.
    """
    if (yield from yes_no("needs.family")):
        return False
    if (yield from yes_no("needs.word_alone")):
        yield from do("needs.word_alone_asked", AskForPerson(TaskKind.CALL_BACK, "A word alone about who interprets."))
        yield from say("needs.word_alone_coming")
        return False
    return (yield from yes_no("needs.relative_interprets"))


def _interpreter(situation: Situation) -> Asking[Need]:
    language = yield from _language(situation)
    details = []
    if language in WITH_KINDS:
        name, example = spoken_name(language), Phrase(f"needs.kind_of.{language}")
        kind = yield from skippable(text("needs.dialect", at_most=60, language=name, example=example))
        details.append(f"Dialect: {kind}" if kind else "")
    gender = yield from choose("needs.gender", GENDERS)
    details.append("" if gender.key == "either" else f"A {gender.key}")
    if (yield from yes_no("needs.not_from_area")):
        details.append("Not from their area")
    way = yield from choose("needs.way", WAYS)
    details.append({"room": "In the room", "phone": "By phone"}.get(way.key, ""))
    return Need(NeedKind.INTERPRETER, language, ". ".join(filter(None, details)))


def _language(situation: Situation) -> Asking[str]:
    """A code of ours, or the language in their words."""
    ours = [Choice(item.key, spoken_name(item.key, (item,))) for item in situation.languages if item.key != "en"]
    ours.sort(key=lambda item: item.key != situation.own)
    if ours:
        language = yield from choose("needs.language", (*ours[:MOST_LANGUAGES], ANOTHER))
        if language.key != ANOTHER.key:
            return language.key
    return (yield from text("needs.other_language", at_most=60))


def _bsl() -> Asking[Need]:
    yield from say("needs.bsl")
    return Need(NeedKind.BSL)


def _childcare() -> Asking[Need]:
    children = yield from text("needs.childcare", at_most=150)
    return Need(NeedKind.CHILDCARE, details=children)


def _carer_cover() -> Asking[Need]:
    cover = yield from skippable(text("needs.carer_cover", at_most=150))
    return Need(NeedKind.CARER_COVER, details=cover or "")


def _travel() -> Asking[Need]:
    first = yield from yes_no("needs.money_first")
    return Need(NeedKind.TRAVEL, details="Money before the day" if first else "")


def _other() -> Asking[Need]:
    other = yield from skippable(text("needs.other", at_most=300))
    return Need(NeedKind.OTHER, details=other or "")


_DETAILS: Mapping[NeedKind, Callable[[], Asking[Need]]] = {
    NeedKind.BSL: _bsl,
    NeedKind.CHILDCARE: _childcare,
    NeedKind.CARER_COVER: _carer_cover,
    NeedKind.TRAVEL: _travel,
    NeedKind.OTHER: _other,
}


def _speaks_of_interpreting(needs: list[Need]) -> bool:
    folded = [fold(need.details) for need in needs if need.kind is NeedKind.OTHER]
    return any(word in words for words in folded for word in _INTERPRETING)
