"""A Rasa server over HTTP, whole and broken."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from nlu.meaning import Guess
from nlu.rasa_server import NoAnswer, RasaServer
from tests.doubles.faults import Fault, FaultPlan
from tests.doubles.rasa import MODEL, UNSURE, FakeRasa, a_rasa
from tests.ports import a_free_port

QUICK = timedelta(seconds=0.2)
FAULTS = (
    Fault.TOO_MANY,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.EMPTY,
    Fault.NOT_JSON,
    Fault.RESET,
    Fault.HALF,
    Fault.HANG,
)


@contextmanager
def asking(double: FakeRasa, query: str = "") -> Iterator[RasaServer]:
    with closing(RasaServer(double.url + query, QUICK)) as server:
        yield server


def test_intents_come_the_likeliest_first() -> None:
    with a_rasa(rankings={"hi": (("greet", 0.9), ("thank", 0.1))}) as rasa, asking(rasa) as server:
        assert server.guesses("hi") == (Guess("greet", 0.9), Guess("thank", 0.1))


def test_the_model_that_answered_has_a_name() -> None:
    with a_rasa() as rasa, asking(rasa) as server:
        server.guesses("hi")

        assert server.version == f"rasa-{MODEL}"


def test_rasas_own_doubt_is_left_out() -> None:
    with a_rasa(rankings={"hm": UNSURE}) as rasa, asking(rasa) as server:
        assert server.guesses("hm") == (Guess("greet", 0.25), Guess("thank", 0.05))


def test_no_words_no_opinion() -> None:
    with a_rasa(rankings={" ": ((None, 0.0),)}) as rasa, asking(rasa) as server:
        assert server.guesses(" ") == ()


def test_a_confidence_a_hair_over_one_is_one() -> None:
    with a_rasa(rankings={"hi": (("greet", 1.0000001192092896),)}) as rasa, asking(rasa) as server:
        assert server.guesses("hi") == (Guess("greet", 1.0),)


@pytest.mark.parametrize("text", ["আমি আসব", "👍🏽", "a\x00b", "line\nline", "half \ud83d of an emoji"])
def test_any_text_can_be_asked(text: str) -> None:
    with a_rasa() as rasa, asking(rasa) as server:
        assert server.guesses(text)
        assert rasa.asked == [text]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_broken_answer_is_no_answer_and_the_next_is_heard(fault: Fault) -> None:
    with a_rasa(FaultPlan(by_recipient={"hi": fault})) as rasa, asking(rasa) as server:
        with pytest.raises(NoAnswer) as broken:
            server.guesses("hi")

        assert server.guesses("again")
        assert "hi" not in str(broken.value).split()


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b"null",
        b"{}",
        b'{"intent": "greet"}',
        b'{"intent": {"name": "greet"}}',
        b'{"intent": {"name": 1, "confidence": 1}}',
        b'{"intent": {"name": "greet", "confidence": "0.9"}}',
        b'{"intent": {"name": "greet", "confidence": NaN}}',
        b'{"intent": {"name": "greet", "confidence": 7}}',
        b'{"intent": {"name": "greet", "confidence": true}}',
        b'{"intent": {"name": "greet", "confidence": 0.9}, "intent_ranking": 3}',
        b"[" * 100_000,
        b" " * (2 << 20),
        b"\xff\xfe",
    ],
    ids=lambda raw: raw[:60].decode("latin-1").strip() or "too long",
)
def test_an_answer_in_another_form_is_no_answer(raw: bytes) -> None:
    with a_rasa() as rasa, asking(rasa) as server:
        rasa.raw = raw

        with pytest.raises(NoAnswer):
            server.guesses("hi")


def test_nobody_there_is_no_answer() -> None:
    with closing(RasaServer(f"http://127.0.0.1:{a_free_port()}", QUICK)) as server, pytest.raises(NoAnswer):
        server.guesses("hi")


def test_an_answer_in_drops_is_given_up_in_time() -> None:
    with a_rasa() as rasa, asking(rasa) as server:
        rasa.drips = True
        begin = time.monotonic()

        with pytest.raises(NoAnswer):
            server.guesses("hi")

        assert time.monotonic() - begin < 1


def test_a_redirect_is_not_followed() -> None:
    with a_rasa() as elsewhere, a_rasa() as rasa, asking(rasa) as server:
        rasa.moved_to = elsewhere.url

        with pytest.raises(NoAnswer):
            server.guesses("hi")

        assert elsewhere.asked == []


def test_messages_one_after_the_other_share_a_connection() -> None:
    with a_rasa() as rasa, asking(rasa) as server:
        for _ in range(5):
            server.guesses("hi")

        assert len(rasa.connections) == 1


def test_a_connection_the_server_closed_is_opened_again() -> None:
    with a_rasa(FaultPlan(by_call={2: Fault.RESET})) as rasa, asking(rasa) as server:
        server.guesses("hi")

        assert server.guesses("hi")
        assert rasa.asked == ["hi"] * 3


def test_threads_may_ask_at_once() -> None:
    texts = [f"message {number}" for number in range(40)]
    with a_rasa(rankings={text: ((text, 0.9),) for text in texts}) as rasa, asking(rasa) as server:
        with ThreadPoolExecutor(4) as threads:
            found = [guesses[0].intent for guesses in threads.map(server.guesses, texts)]

        assert found == texts
        assert len(rasa.connections) <= 4


def test_rasas_token_goes_with_every_call() -> None:
    with a_rasa() as rasa:
        rasa.token = "a word"
        with asking(rasa, "?token=a%20word") as server:
            assert server.guesses("hi")
        with asking(rasa) as stranger, pytest.raises(NoAnswer):
            stranger.guesses("hi")
