"""`sayback chat --plain`: one line in, the answers out, for people and for other programs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def chat(*lines: str, options: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bot", "chat", "--plain", *options]
    said = "".join(f"{line}\n" for line in lines)
    return subprocess.run(command, input=said, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def test_each_answer_begins_with_bot_and_a_blank_line_ends_the_turn() -> None:
    done = chat("hello", "yes", "Amina")

    first, second, third = _turns(done.stdout)
    assert first.startswith("bot: Hello, this is")
    assert second.startswith("bot: Thank you.")
    assert third.startswith("bot: Nice to meet you, Amina.")
    assert done.returncode == 0


def test_further_lines_of_an_answer_are_indented() -> None:
    _, _, third = _turns(chat("hello", "yes", "Amina").stdout)

    assert all(line.startswith("  ") for line in third.splitlines()[1:])


def test_somebody_signs_up_moves_the_clock_to_the_reminder_and_says_stop() -> None:
    # The first event is a week away at most, and a step of 9 hours never leaps over a day.
    *turns, stopped = _turns(chat(*_SIGN_UP, *[":later 9 hours"] * 20, "STOP").stdout)

    booked = next(number for number, turn in enumerate(turns) if "Your place is booked" in turn)
    assert any("See you in 2 days" in turn for turn in turns[booked + 1 :])
    assert "will not message you again" in stopped


def test_the_bot_speaks_bengali_with_bengali_figures() -> None:
    first, *_ = _turns(chat("hello", options=("--language", "bn")).stdout)

    assert "999" in first
    assert any("\u0980" <= letter <= "\u09ff" for letter in first)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        pytest.param(("--channel", "pigeon"), "pigeon", id="channel"),
        pytest.param(("--language", "tlh"), "tlh", id="language"),
    ],
)
def test_wrong_use_is_one_clear_sentence_and_exit_2(options: tuple[str, ...], named: str) -> None:
    done = chat(options=options)

    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


_SIGN_UP = ("hello", "yes", "Amina", "1", "1", "no", "none", "yes")


def _turns(printed: str) -> list[str]:
    """What was printed for each line: turns end with a blank line, and no line inside one is empty."""
    return [turn for turn in printed.split("\n\n") if turn]
