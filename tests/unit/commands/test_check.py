"""`sayback check` and `sayback explain`, as other programs call them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.program import program


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(program, list(arguments), input=given)


def test_a_text_with_something_to_change_ends_with_1_and_says_what(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.txt"
    file.write_text("We will utilise the hall.")

    result = run("check", str(file))

    assert result.exit_code == 1
    assert '"utilise" (hard). Say "use".' in result.output


def test_a_plain_text_ends_with_0() -> None:
    assert run("check", "-", given="We will use the hall on Tuesday.").exit_code == 0


def test_lines_of_json_are_answered_in_the_shape_of_the_door() -> None:
    result = run("check", "--jsonl", given='{"id": 7, "text": "The ICB met."}\n')

    answer = json.loads(result.output)
    (finding,) = answer["findings"]
    assert answer["id"] == 7
    assert (finding["start"], finding["end"], finding["kind"]) == (4, 7, "acronym")
    assert set(answer) >= {"sentences", "words", "passive", "grade", "reading_age", "longest_sentence", "plain"}


@pytest.mark.parametrize(("asked", "known"), [("what does ICB mean?", True), ("what does ZQXB mean?", False)])
def test_a_question_is_answered_or_said_not_to_be_known(asked: str, known: bool) -> None:
    result = run("explain", "--jsonl", given=json.dumps({"id": 1, "question": asked}) + "\n")

    answer = json.loads(result.output)
    assert answer["known"] is known
    assert ("integrated care board" in answer["answer"]) is known


def test_a_file_that_is_not_there_is_one_clear_sentence() -> None:
    result = run("check", "nowhere.txt")

    assert result.exit_code == 2
    assert "nowhere.txt cannot be read" in result.output
