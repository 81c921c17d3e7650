"""JSON lines in, JSON lines out: in order, one answer a line, errors and all."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.commands.jsonl import BadLine, Line, answer_lines

Run = Callable[..., tuple[int, list[Any]]]  # Any: the JSON that came out


def shout(line: Line) -> Line:
    if line["text"] == "hush":
        raise BadLine("no shouting here")
    return {"loud": line["text"].upper()}


class Streams:
    """Standard input and output as bytes, as a process has them."""

    def __init__(self, given: Iterator[bytes] | io.BytesIO) -> None:
        self.stdin, self.stdout = _Buffered(given), _Buffered(io.BytesIO())


class _Buffered:
    def __init__(self, buffer: Any) -> None:  # Any: a file of bytes, or an iterator for one
        self.buffer = buffer


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def answered(given: bytes) -> tuple[int, list[Any]]:
        streams = Streams(io.BytesIO(given))
        monkeypatch.setattr(sys, "stdin", streams.stdin)
        monkeypatch.setattr(sys, "stdout", streams.stdout)
        code = answer_lines(shout, ("text",))
        return code, [json.loads(line) for line in streams.stdout.buffer.getvalue().splitlines()]

    return answered


def test_each_line_is_answered_in_order_with_its_id(run: Run) -> None:
    code, answers = run(b'{"id": 2, "text": "b"}\n{"id": "one", "text": "a", "more": 1}\n{"id": null, "text": "c"}')

    assert code == 0
    assert answers == [{"id": 2, "loud": "B"}, {"id": "one", "loud": "A"}, {"id": None, "loud": "C"}]


@pytest.mark.parametrize(
    ("line", "id_", "says"),
    [
        pytest.param(b"hello", None, "not JSON", id="not JSON"),
        pytest.param(b"", None, "not JSON", id="empty line"),
        pytest.param(b"[1]", None, "not a JSON object", id="a list"),
        pytest.param(b'{"id": 1}', 1, "no 'text'", id="no text"),
        pytest.param(b'{"text": "a"}', None, "no 'id'", id="no id"),
        pytest.param(b'{"id": 1, "text": 5}', 1, "not a text", id="a number for a text"),
        pytest.param(b'{"id": NaN, "text": "a"}', None, "not JSON", id="not a number"),
        pytest.param(b'{"id": 1, "text": "\xff"}', None, "not JSON", id="not UTF-8"),
        pytest.param(b"[" * 100_000, None, "not JSON", id="too deep"),
        pytest.param(b'{"id": 1' + b"0" * 5000 + b', "text": "a"}', None, "not JSON", id="too long a number"),
        pytest.param(b'{"id": 1, "text": "hush"}', 1, "no shouting", id="what the reader refuses"),
    ],
)
def test_a_line_that_cannot_be_answered_is_an_error_and_the_rest_go_on(
    run: Run, line: bytes, id_: object, says: str
) -> None:
    code, answers = run(line + b'\n{"id": 9, "text": "a"}\n')

    assert code == 1
    assert answers[0].keys() == {"id", "error"}
    assert answers[0]["id"] == id_
    assert says in answers[0]["error"]
    assert answers[1:] == [{"id": 9, "loud": "A"}]


def test_no_lines_are_no_answers(run: Run) -> None:
    assert run(b"") == (0, [])


@pytest.mark.parametrize("text", ["বাংলা 🙂", "\ud83d", "\x00", "a\u2028b"])
def test_any_text_comes_back_whole(run: Run, text: str) -> None:
    _, answers = run(json.dumps({"id": text, "text": "a"}).encode() + b"\n")

    assert answers[0]["id"] == text


def test_an_answer_is_out_before_the_next_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(3):
            seen.append(len(streams.stdout.buffer.getvalue().splitlines()))
            yield b'{"id": %d, "text": "a"}\n' % number

    streams = Streams(lines())
    monkeypatch.setattr(sys, "stdin", streams.stdin)
    monkeypatch.setattr(sys, "stdout", streams.stdout)
    answer_lines(shout, ("text",))

    assert seen == [0, 1, 2]
