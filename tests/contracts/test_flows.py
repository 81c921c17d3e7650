"""Every flow keeps the same promises, whatever people answer and whatever changes meanwhile."""

import ast
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.asking import phrase_key
from bot.flows import (
    about_us,
    another_event,
    are_you_safe,
    check,
    danger,
    did_you_mean,
    event_change,
    event_signup,
    explain,
    fallback,
    help,
    language_choice,
    menu,
    offer,
    pause,
    person,
    start,
    stop,
    stop_or_done,
    stop_updates,
    welcome,
    whose_phone,
)
from bot.model.contact import Contact
from bot.model.event import OpenTo, SignUpStatus
from bot.model.explanation import Explanation, Meaning
from bot.model.place import LARGEST_PLACE
from bot.model.questions import Choice, Flow
from bot.model.reading import keyword
from bot.model.reply import Keyword
from tests.gatherings import a_sign_up, an_event
from tests.talk import NOW, Talk, question_of, the_book, the_lexicon

FOLDER = Path(__file__).parents[2] / "bot" / "flows"
# The parts of conversations that flows share are held to the same promises.
FILES = [*(path for path in FOLDER.glob("*.py") if path.stem != "__init__"), FOLDER.parent / "model" / "needs.py"]
ASKED = frozenset(
    ("choose", "many", "yes_no", "consent", "number", "on_date", "at_time", "text", "phone", "collect", "skippable")
) | {"say", "do"}
OUR_WORDS = frozenset(("id", "key", "slot", "state", "step", "node", "flag", "input", "intent", "entity", "answer"))
MOST_MESSAGES = 80
PARTS = 200  # inbound messages collected in one answer
TODAY = NOW.date()
LANGUAGES = (Choice("en", "English"), Choice("bn", "Bangla"), Choice("so", "Soomaali"), Choice("xx", "Xxish"))

MANY_EVENTS = tuple(an_event(number) for number in range(1, 10))
FULL = an_event(taken=20)
ONE_LEFT = an_event(taken=19, open_to=OpenTo.WOMEN, step_free=True, quiet_room=True, food="Samosas", language="xx")
WAITING = a_sign_up(status=SignUpStatus.WAITING)
OFFERED = a_sign_up(status=SignUpStatus.OFFERED, party=2)

# Each flow with facts as they may be from one message to the next.
FLOWS: dict[Callable[[Contact, Any], Flow], list[Any]] = {  # Any: each flow has facts of its own
    about_us.about_us: [about_us.AboutFacts("Bow Together")],
    another_event.another_event: [another_event.AnotherEventFacts(True), another_event.AnotherEventFacts(False)],
    are_you_safe.are_you_safe: [are_you_safe.SafeFacts()],
    check.check: [check.CheckFacts((), "age 9 or under"), check.CheckFacts(("a: say b",) * 10, "adult")],
    danger.danger: [danger.DangerFacts()],
    did_you_mean.did_you_mean: [did_you_mean.GuessFacts(("event_signup", "pause"))],
    event_change.event_change: [
        event_change.ChangeFacts((a_sign_up(),), TODAY, LANGUAGES),
        event_change.ChangeFacts((a_sign_up(FULL, party=3), a_sign_up(an_event(2))), TODAY),
        event_change.ChangeFacts((WAITING,), TODAY),
        event_change.ChangeFacts((OFFERED,), TODAY),
        event_change.ChangeFacts((), TODAY),
    ],
    event_signup.event_signup: [
        event_signup.SignupFacts(MANY_EVENTS, TODAY, languages=LANGUAGES, links={1: "https://example.org/e/1.ics"}),
        event_signup.SignupFacts((FULL, an_event(2)), TODAY, languages=LANGUAGES[:1]),
        event_signup.SignupFacts((ONE_LEFT,), TODAY, mine=(a_sign_up(an_event(3)),), languages=LANGUAGES),
        event_signup.SignupFacts(MANY_EVENTS, TODAY, mine=(a_sign_up(),)),
        event_signup.SignupFacts(MANY_EVENTS, TODAY, stopped=True),
        event_signup.SignupFacts((), TODAY),
    ],
    explain.explain: [
        explain.ExplainFacts(Explanation("ZQXB")),
        explain.ExplainFacts(Explanation("ICB", (Meaning("integrated care board", "It pays for health services."),))),
        explain.ExplainFacts(Explanation("TA", (Meaning("teaching assistant", "One."), Meaning("tax", "Two.")))),
    ],
    fallback.fallback: [fallback.FallbackFacts(False), fallback.FallbackFacts(True)],
    help.help: [help.HelpFacts("Bow Together")],
    language_choice.language_choice: [
        language_choice.LanguageFacts(LANGUAGES, frozenset({"bn"})),
        language_choice.LanguageFacts(LANGUAGES[:2]),
    ],
    menu.menu: [menu.MenuFacts(False), menu.MenuFacts(True)],
    offer.offer: [offer.OfferFacts(OFFERED), offer.OfferFacts(None), offer.OfferFacts(WAITING)],
    pause.pause: [pause.PauseFacts(NOW), pause.PauseFacts(NOW + timedelta(days=1))],
    person.person: [person.PersonFacts(NOW, True), person.PersonFacts(NOW, False)],
    start.start: [start.StartFacts("Bow Together")],
    stop.stop: [stop.StopFacts("Bow Together")],
    stop_or_done.stop_or_done: [stop_or_done.StopOrDoneFacts("koniec")],
    stop_updates.stop_updates: [stop_updates.StopUpdatesFacts("Bow Together")],
    welcome.welcome: [
        welcome.WelcomeFacts("Bow Together", LANGUAGES, True),
        welcome.WelcomeFacts("Bow Together", LANGUAGES[:1], False),
    ],
    whose_phone.whose_phone: [
        whose_phone.WhoseFacts((Choice("3", "Amina"), Choice("4", "Yusuf"))),
        whose_phone.WhoseFacts(()),
    ],
}

every_flow = pytest.mark.parametrize("flow", [pytest.param(flow, id=flow.__name__) for flow in FLOWS])
every_file = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])

ANSWERS = {
    "choose": ("1", "2", "3", "4", "5"),
    "many": ("none", "1", "1 and 2", "1, 2, 7, 8, 9, 11", "11"),
    "yes_no": ("yes", "no"),
    "consent": ("yes", "no"),
    "number": ("1", "3"),
    "date": ("next friday", "14 may"),
    "text": ("My son will interpret", "skip", "voice"),
    "phone": ("07700 900123",),
}


def played(flow: Callable[[Contact, Any], Flow], seed: int, changing: bool) -> Iterator[Talk]:  # Any: as above
    """A conversation with chance answers, after each message; with `changing`, the facts change before each."""
    chance = random.Random(seed)
    talk = Talk(flow, chance.choice(FLOWS[flow]))
    yield talk
    for _ in range(MOST_MESSAGES):
        if talk.run.ended:
            return
        if changing:
            talk.facts = chance.choice(FLOWS[flow])
        answer(talk, chance.choice(ANSWERS[question_of(talk).kind]))
        yield talk
    raise AssertionError(f"still asks {talk.open!r} after {MOST_MESSAGES} messages")


def answer(talk: Talk, words: str) -> None:
    if words == "voice":
        talk.hear_voice()
    else:
        talk.hear(words)


def test_every_flow_is_tried_here() -> None:
    assert {flow.__name__ for flow in FLOWS} == {path.stem for path in FILES} - {"needs"}


@every_file
def test_every_question_and_saying_stands_directly_under_yield_from(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.YieldFrom) and isinstance(node.value, ast.Call)
    }
    asked |= {
        inner for call in asked if _name(call) == "skippable" for inner in call.args if isinstance(inner, ast.Call)
    }

    elsewhere = [
        f"line {node.lineno}: {_name(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node) in ASKED and node not in asked
    ]

    assert elsewhere == []


@every_file
def test_no_flow_yields_by_itself(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))

    assert [node.lineno for node in nodes if isinstance(node, ast.Yield)] == []


@every_file
def test_no_flow_catches_what_it_does_not_name(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))

    assert [node.lineno for node in nodes if isinstance(node, ast.ExceptHandler) and node.type is None] == []


@every_flow
@pytest.mark.parametrize("changing", [False, True], ids=["facts that stay", "facts that change before every message"])
def test_a_flow_comes_to_an_end(flow: Callable[[Contact, Any], Flow], changing: bool) -> None:  # Any: as above
    for seed in range(20):
        for talk in played(flow, seed, changing):
            assert talk.words or talk.run.ended


@every_flow
def test_a_flow_says_something_or_begins_another(flow: Callable[[Contact, Any], Flow]) -> None:  # Any: as above
    for seed in range(20):
        for talk in played(flow, seed, changing=False):
            assert talk.words or talk.run.effects or talk.facts == another_event.AnotherEventFacts(False)


@every_flow
def test_a_place_stays_small(flow: Callable[[Contact, Any], Flow]) -> None:  # Any: as above
    for facts in FLOWS[flow]:
        talk = Talk(flow, facts)
        while not talk.run.ended:
            question, before = question_of(talk), talk.open
            letters = question.values.get("at_most", 1)
            assert isinstance(letters, int)
            longest = "\N{SMILING FACE WITH OPEN MOUTH}" * letters
            all_of_them = ", ".join(str(number) for number in range(1, len(question.choices) + 1))
            talk.hear({"text": longest, "many": all_of_them}.get(question.kind, ANSWERS[question.kind][0]))

            parts = list(range(10**9, 10**9 + PARTS))
            kept = {"answers": talk.place.answers, "asked": repr(talk.place.asked), "parts": parts}
            assert len(json.dumps(kept)) < LARGEST_PLACE
            assert talk.open != before


@every_flow
def test_questions_are_named_in_the_contacts_terms(flow: Callable[[Contact, Any], Flow]) -> None:  # Any: as above
    for seed in range(20):
        for talk in played(flow, seed, changing=False):
            if talk.open is None:
                continue
            assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", talk.open)
            assert not OUR_WORDS & set(re.split(r"[._]", talk.open))
            assert the_book().has(phrase_key(flow.__name__, talk.open), "en")


@every_flow
def test_no_choice_is_a_word_that_always_wins(flow: Callable[[Contact, Any], Flow]) -> None:  # Any: as above
    for seed in range(20):
        for talk in played(flow, seed, changing=False):
            for label in talk.choices if talk.open else ():
                means = keyword(label, "en", the_lexicon())
                assert means not in (Keyword.MAYBE_STOP, Keyword.START, Keyword.HELP)
                assert means is not Keyword.STOP or talk.open == "meaning"


def _name(call: ast.expr) -> str:
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
