"""How long to wait before trying again, and what a failure means."""

from datetime import timedelta

import pytest

from bot.delivery.verdict import FIRST_WAIT, LONGEST_WAIT, wait_after


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [
        pytest.param(1, 2, id="soon"),
        pytest.param(2, 8, id="four times as long"),
        pytest.param(5, 512, id="and longer"),
        pytest.param(6, 900, id="never over a quarter of an hour"),
        pytest.param(1000, 900, id="however often"),
    ],
)
def test_each_wait_is_longer_and_none_the_same(tries: int, seconds: int) -> None:
    waits = {wait_after(tries, FIRST_WAIT, LONGEST_WAIT) for _ in range(20)}

    assert len(waits) > 1
    assert all(timedelta(seconds=0.74 * seconds) < wait < timedelta(seconds=1.26 * seconds) for wait in waits)
