"""The circuit breaker."""

from datetime import timedelta

from nlu.circuit import Circuit
from tests.doubles.hands import Hands


def an_open_circuit(clock: Hands) -> Circuit:
    circuit = Circuit(3, timedelta(seconds=30), clock)
    for _ in range(3):
        circuit.failed()
    return circuit


def test_three_failures_in_a_row_open_it_once() -> None:
    circuit = Circuit(3, timedelta(seconds=30), Hands())

    assert [circuit.failed() for _ in range(5)] == [False, False, True, False, False]
    assert not circuit.allows()


def test_a_success_between_failures_keeps_it_closed() -> None:
    circuit = Circuit(3, timedelta(seconds=30), Hands())

    assert [circuit.failed(), circuit.failed(), circuit.succeeded(), circuit.failed()] == [False] * 4
    assert circuit.allows()


def test_after_the_rest_one_caller_may_try() -> None:
    clock = Hands()
    circuit = an_open_circuit(clock)

    clock.seconds = 30

    assert [circuit.allows(), circuit.allows()] == [True, False]


def test_a_try_that_fails_begins_the_rest_again() -> None:
    clock = Hands()
    circuit = an_open_circuit(clock)
    clock.seconds = 30

    assert circuit.allows()
    assert not circuit.failed()
    clock.seconds = 59

    assert not circuit.allows()


def test_a_try_that_goes_well_closes_it_once() -> None:
    clock = Hands()
    circuit = an_open_circuit(clock)
    clock.seconds = 30

    assert circuit.allows()
    assert [circuit.succeeded(), circuit.succeeded()] == [True, False]
    assert circuit.allows()
