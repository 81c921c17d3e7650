"""Somebody, or something, writes faster than people do."""

from pathlib import Path

from bot.store import attention, tasks
from tests.people import Resident, a_house


def test_what_comes_too_fast_is_kept_for_staff_and_not_answered(tmp_path: Path) -> None:
    with a_house(f"sqlite:///{tmp_path / 'flood.db'}", most_a_minute=5) as house:
        robot = Resident(house)

        answers = [robot.writes("Thank you for your message!") for _ in range(9)]

        with house.store.read() as tx:
            unheard, waiting = attention.unheard(tx), tasks.open_tasks(tx)
    assert [bool(answer) for answer in answers] == [True] * 5 + [False] * 4
    assert len(unheard) == 4
    assert [task.kind for task in waiting] == ["answer"]


def test_stop_acts_all_the_same(tmp_path: Path) -> None:
    with a_house(f"sqlite:///{tmp_path / 'flood.db'}", most_a_minute=1) as house:
        amina = Resident(house)
        amina.writes("hello")

        assert amina.writes("are you there") == ""
        assert "will not message you again" in amina.writes("STOP")
