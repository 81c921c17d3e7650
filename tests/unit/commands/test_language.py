"""`sayback language` as a person and as a program use it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.language import language

app = typer.Typer()
app.command()(language)


def answers(*lines: dict[str, object], options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    given = "".join(json.dumps(line) + "\n" for line in lines)
    result = CliRunner().invoke(app, ["--jsonl", *options], input=given)
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        pytest.param(["আমি আসব না"], "", "bn 100%, sure", id="argument"),
        pytest.param([], "আমি আসব না\n", "bn 100%, sure", id="standard input"),
        pytest.param(["2"], "", "und 0%, not sure: ask", id="no language"),
        pytest.param(["2", "--known", "so"], "", "so 90%, sure", id="known"),
    ],
)
def test_a_person_reads_one_line(words: list[str], given: str, sentence: str) -> None:
    result = CliRunner().invoke(app, words, input=given)

    assert (result.exit_code, result.stdout) == (0, sentence + "\n")


def test_a_program_reads_one_object_a_line() -> None:
    assert answers({"id": 7, "text": "আমি আসব না"}) == [{"id": 7, "language": "bn", "confidence": 1.0, "sure": True}]


def test_a_line_may_name_its_own_known_language() -> None:
    found = answers({"id": 1, "text": "ok", "known": "pl"}, {"id": 2, "text": "ok"}, options=("--known", "tr"))

    assert [line["language"] for line in found] == ["pl", "tr"]


def test_a_bad_line_is_named_and_the_rest_go_on() -> None:
    found = answers({"id": 1, "text": "ok", "known": 3}, {"id": 2}, {"id": 3, "text": "2"})

    assert [sorted(line) for line in found] == [
        ["error", "id"],
        ["error", "id"],
        ["confidence", "id", "language", "sure"],
    ]


def test_a_text_and_lines_together_are_wrong_use() -> None:
    result = CliRunner().invoke(app, ["--jsonl", "Hello"])

    assert result.exit_code == 2
    assert "--jsonl" in result.stderr
