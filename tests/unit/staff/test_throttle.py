"""How long a guesser waits."""

from datetime import timedelta

import pytest

from bot.staff.throttle import Throttle
from tests.staff_people import NOW

MAYA = "maya@example.org"


def _after(tries: int, *addresses: str, email: str = MAYA) -> Throttle:
    throttle = Throttle()
    for number in range(tries):
        throttle.wrong(email, addresses[number % len(addresses)], NOW)
    return throttle


@pytest.mark.parametrize(
    ("throttle", "email", "address", "wait"),
    [
        pytest.param(_after(4, "192.0.2.1"), MAYA, "192.0.2.1", None, id="four slips are free"),
        pytest.param(_after(5, "192.0.2.1"), MAYA, "192.0.2.1", timedelta(minutes=5), id="the fifth makes you wait"),
        pytest.param(_after(5, "192.0.2.1"), MAYA, "192.0.2.2", None, id="but not somebody elsewhere"),
        pytest.param(_after(30, "192.0.2.1", email="x"), MAYA, "192.0.2.1", timedelta(minutes=5), id="a busy address"),
        pytest.param(
            _after(5, "2001:db8::1", "2001:db8::2"),
            MAYA,
            "2001:db8::3",
            timedelta(minutes=5),
            id="one home's addresses",
        ),
    ],
)
def test_waits_are_short_and_for_the_guesser(
    throttle: Throttle, email: str, address: str, wait: timedelta | None
) -> None:
    assert throttle.wait(email, address, NOW) == wait


def test_a_right_password_forgets_the_slips_before_it() -> None:
    throttle = _after(4, "192.0.2.1")

    throttle.right(MAYA, "192.0.2.1")
    throttle.wrong(MAYA, "192.0.2.1", NOW)

    assert throttle.wait(MAYA, "192.0.2.1", NOW) is None


def test_a_flood_of_emails_does_not_fill_the_memory() -> None:
    throttle = Throttle()

    for number in range(6_000):
        throttle.wrong(f"{number}@example.org", f"198.51.{number // 250}.{number % 250}", NOW)

    assert len(throttle._wrong) == 10_000
