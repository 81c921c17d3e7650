"""`sayback read` as a person and as a program use it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.read import read

app = typer.Typer()
app.command()(read)

READ = [
    (["yes-no"], "yes pls", "yes"),
    (["yes-no", "--language", "bn"], "না", "no"),
    (["yes-no"], "yes and no", "unclear"),
    (["yes-no"], "", "unclear"),
    (["number"], "about 5", "5"),
    (["date", "--today", "2026-11-25"], "tuesday", "2026-12-01"),
    (["date", "--today", "2026-11-25"], "3/14", "unclear"),
    (["time"], "half past 3", "15:30"),
    (["phone"], "07700 900123", "+447700900123"),
    (["choice", "--options", "Monday, Tuesday"], "the second one", "Tuesday"),
    (["keyword"], "STOP!!", "stop"),
    (["keyword"], "we must stop this bill", "nothing"),
]


@pytest.mark.parametrize(("words", "reply", "sentence"), READ, ids=[f"{words[0]}-{reply}" for words, reply, _ in READ])
def test_a_person_reads_one_line(words: list[str], reply: str, sentence: str) -> None:
    result = CliRunner().invoke(app, words, input=reply + "\n")

    assert (result.exit_code, result.stdout) == (0, sentence + "\n")


def test_replies_come_one_a_line() -> None:
    result = CliRunner().invoke(app, ["yes-no"], input="yes\nno\nmaybe\n")

    assert result.stdout.splitlines() == ["yes", "no", "unclear"]


def test_a_program_reads_one_object_a_line() -> None:
    given = '{"id": 1, "text": "yes"}\n{"id": "b", "text": "no thanks"}\n{"id": 3, "text": "?"}\n'

    result = CliRunner().invoke(app, ["yes-no", "--jsonl"], input=given)

    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": 1, "value": True, "unclear": False},
        {"id": "b", "value": False, "unclear": False},
        {"id": 3, "value": None, "unclear": True},
    ]


def test_a_bad_line_does_not_stop_the_others() -> None:
    result = CliRunner().invoke(app, ["number", "--jsonl"], input='{"id": 1}\n{"id": 2, "text": "3"}\n')

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "error" in answers[0]
    assert answers[1] == {"id": 2, "value": 3, "unclear": False}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["mood"], "mood"),
        (["choice"], "--options"),
        (["date", "--today", "25/11/2026"], "25/11/2026"),
    ],
    ids=["kind", "no options", "today"],
)
def test_wrong_use_is_named(words: list[str], says: str) -> None:
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 2
    assert says in result.stderr
