"""`sayback fragments` as a person and as a program use it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.fragments import fragments

app = typer.Typer()
app.command()(fragments)


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        pytest.param(["Hello"], "", "1 fragment, 5 units, GSM-7", id="argument"),
        pytest.param([], "Hello\n", "1 fragment, 5 units, GSM-7", id="standard input without its last line break"),
        pytest.param([""], "", "1 fragment, 0 units, GSM-7", id="nothing"),
        pytest.param(["a" * 161], "", "2 fragments, 161 units, GSM-7", id="two"),
        pytest.param(["It’s"], "", "1 fragment, 4 units, UCS-2 because of: ’", id="a dear letter"),
        pytest.param(["a\u00a0b"], "", "1 fragment, 3 units, UCS-2 because of: U+00A0", id="an unseen letter"),
        pytest.param(["--smart", "It’s"], "", "1 fragment, 4 units, GSM-7", id="smart"),
    ],
)
def test_a_person_reads_one_line(words: list[str], given: str, sentence: str) -> None:
    result = CliRunner().invoke(app, words, input=given)

    assert (result.exit_code, result.stdout) == (0, sentence + "\n")


def test_a_program_reads_one_object_a_line() -> None:
    lines = [{"id": 1, "text": "It’s"}, {"id": 2, "text": "Hello"}]
    given = "".join(json.dumps(line) + "\n" for line in lines)

    result = CliRunner().invoke(app, ["--jsonl"], input=given)

    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": 1, "encoding": "UCS-2", "fragments": 1, "units": 4, "not_gsm": ["’"]},
        {"id": 2, "encoding": "GSM-7", "fragments": 1, "units": 5, "not_gsm": []},
    ]


def test_smart_works_on_lines_too() -> None:
    result = CliRunner().invoke(app, ["--jsonl", "--smart"], input='{"id": 1, "text": "It’s"}\n')

    assert json.loads(result.stdout)["encoding"] == "GSM-7"


def test_a_bad_line_ends_in_exit_code_1() -> None:
    result = CliRunner().invoke(app, ["--jsonl"], input='nonsense\n{"id": 1, "text": "a"}\n')

    assert result.exit_code == 1
    assert [sorted(json.loads(line)) for line in result.stdout.splitlines()] == [
        ["error", "id"],
        ["encoding", "fragments", "id", "not_gsm", "units"],
    ]


def test_a_text_and_lines_together_are_wrong_use() -> None:
    result = CliRunner().invoke(app, ["--jsonl", "Hello"])

    assert result.exit_code == 2
    assert "--jsonl" in result.stderr
