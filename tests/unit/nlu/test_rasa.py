"""Rasa in place of our own engine."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from nlu.circuit import Circuit
from nlu.meaning import DANGER, STOP, Guess, Meaning
from nlu.rasa import RasaEngine, together
from nlu.rasa_server import RasaServer
from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.hands import Hands
from tests.doubles.rasa import MODEL, FakeRasa, a_rasa
from tests.lessons import a_model, an_engine

QUICK = timedelta(seconds=0.2)
BROKEN = (
    Fault.TOO_MANY,
    Fault.SERVER_ERROR,
    Fault.NOT_JSON,
    Fault.EMPTY,
    Fault.RESET,
    Fault.HALF,
    Fault.HANG,
)
SIGN_UP = (("sign_up", 0.99), ("greet", 0.01))


@contextmanager
def an_engine_with(rasa: FakeRasa, clock: Hands | None = None) -> Iterator[RasaEngine]:
    circuit = Circuit(clock=clock or Hands())
    with closing(RasaEngine(RasaServer(rasa.url, QUICK), an_engine(), a_model().intents, circuit)) as engine:
        yield engine


def ours(intent: str = "greet", accepted: bool = False, danger: bool = False, **others: float) -> Meaning:
    """What our own engine says: `intent` at 0.6, `others` by how likely they are."""
    ranking = (Guess(intent, 0.6), *(Guess(name, likely) for name, likely in others.items()))
    return Meaning("bn", intent, 0.6, accepted, (), ranking, "embedded-1", danger)


def both(said: Meaning, *guesses: tuple[str, float]) -> Meaning:
    return together(said, tuple(Guess(*guess) for guess in guesses), "rasa-1+embedded-1")


def test_rasa_says_what_is_meant_and_we_in_which_language() -> None:
    text = "put my name down please"
    with a_rasa(rankings={text: SIGN_UP}) as rasa, an_engine_with(rasa) as engine:
        meaning = engine.understand(text, known="so")

    assert (meaning.language, meaning.intent, meaning.confidence) == ("so", "sign_up", 0.99)
    assert meaning.ranking == (Guess("sign_up", 0.99), Guess("greet", 0.01))


def test_the_version_names_both() -> None:
    with a_rasa() as rasa, an_engine_with(rasa) as engine:
        meaning = engine.understand("hello there")

    assert meaning.engine == engine.version == f"rasa-{MODEL}+embedded-{a_model().version}"


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: fault.name)
def test_what_rasa_does_not_answer_our_own_engine_does(fault: Fault) -> None:
    with a_rasa(FaultPlan(always=fault)) as rasa, an_engine_with(rasa) as engine:
        assert engine.understand("hello there") == an_engine().understand("hello there")


def test_an_intent_nobody_here_knows_is_no_answer() -> None:
    with a_rasa(rankings={"hello there": (("book_flight", 0.99),)}) as rasa, an_engine_with(rasa) as engine:
        assert engine.understand("hello there") == an_engine().understand("hello there")


def test_a_command_to_rasa_is_never_sent() -> None:
    with a_rasa() as rasa, an_engine_with(rasa) as engine:
        engine.understand("/sign_up")
        engine.understand("  /danger")

        assert rasa.asked == []


def test_a_server_that_fails_is_left_alone_and_tried_again() -> None:
    clock = Hands()
    plan = FaultPlan(by_call=dict.fromkeys(range(1, 4), Fault.SERVER_ERROR))
    with a_rasa(plan) as rasa, an_engine_with(rasa, clock) as engine:
        for _ in range(5):
            engine.understand("hello there")
        left_alone = len(rasa.asked)
        clock.seconds = 30.0
        meaning = engine.understand("hello there")

    assert left_alone == 3
    assert meaning.engine.startswith("rasa-")


def test_the_log_says_once_that_it_fails_and_once_that_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock = Hands()
    plan = FaultPlan(by_call=dict.fromkeys(range(1, 5), Fault.SERVER_ERROR))
    with a_rasa(plan) as rasa, an_engine_with(rasa, clock) as engine:
        for seconds in (0, 0, 0, 0, 30, 60, 60):
            clock.seconds = float(seconds)
            engine.understand("hello there")

    said = [record for record in caplog.records if record.name == "nlu.rasa"]
    assert [record.levelname for record in said] == ["WARNING", "INFO"]
    assert "hello" not in repr([vars(record) for record in said])


def test_rasa_alone_is_never_acted_upon() -> None:
    assert not both(ours("greet", thank=0.2, affirm=0.1, sign_up=0.05), ("sign_up", 1.0)).accepted


def test_rasa_is_acted_upon_where_our_ranking_agrees_and_it_is_sure() -> None:
    agreed = ours("greet", sign_up=0.2)

    assert both(agreed, ("sign_up", 0.99)).accepted
    assert not both(agreed, ("sign_up", 0.5)).accepted


def test_what_we_are_sure_of_rasa_need_only_name() -> None:
    assert both(ours("sign_up", accepted=True), ("sign_up", 0.4)).accepted


@pytest.mark.parametrize(
    ("said", "guesses"),
    [
        pytest.param(ours("greet", danger=True), [("greet", 0.9)], id="ours"),
        pytest.param(ours("greet"), [(DANGER, 0.4)], id="rasa's guess"),
        pytest.param(ours("greet"), [("greet", 0.5), (DANGER, 0.3)], id="rasa's suspicion"),
        pytest.param(ours(STOP, accepted=True), [("greet", 0.5), (DANGER, 0.3)], id="though we hear stop"),
    ],
)
def test_danger_that_one_of_them_hears_is_danger(said: Meaning, guesses: list[tuple[str, float]]) -> None:
    assert both(said, *guesses).danger


def test_a_stop_we_are_sure_of_is_one_whatever_rasa_says() -> None:
    meaning = both(ours(STOP, accepted=True), ("greet", 0.99))

    assert (meaning.intent, meaning.accepted, meaning.ranking[0].intent) == (STOP, True, STOP)


@pytest.mark.parametrize(
    ("said", "guesses"),
    [
        pytest.param(ours("greet", stop_politely=0.2), [("greet", 0.99)], id="by ours"),
        pytest.param(ours("greet", accepted=True), [("greet", 0.6), (STOP, 0.3)], id="by rasa's"),
    ],
)
def test_perhaps_stop_is_asked_about(said: Meaning, guesses: list[tuple[str, float]]) -> None:
    assert not both(said, *guesses).accepted
