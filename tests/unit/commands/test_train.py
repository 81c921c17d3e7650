"""`sayback train` and `sayback evaluate` on files of one's own."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.evaluate import evaluate
from bot.commands.train import train
from nlu.model import load
from tests.lessons import LESSON, a_file_of_examples

app = typer.Typer()
app.command()(train)
app.command()(evaluate)

TEST = """
nlu:
- intent: greet
  examples: |
    - hello good morning
- intent: danger
  examples: |
    - he hits me and i want to die
- intent: bake_bread
  examples: |
    - how long do i knead rye dough
"""


def test_a_newcomer_adds_an_intent_by_editing_one_file(tmp_path: Path) -> None:
    bread = "- intent: bake_bread\n  examples: |\n    - how do i bake bread\n    - flour and yeast\n"
    data = a_file_of_examples(tmp_path, LESSON + bread)

    result = CliRunner().invoke(app, ["train", "--data", str(data), "--out", str(tmp_path / "model.npz")])

    model = load(tmp_path / "model.npz")
    assert result.exit_code == 0
    assert "18 examples, 5 intents" in result.stdout
    assert model.intents[int(model.probabilities("bake bread with yeast").argmax())] == "bake_bread"


def test_without_a_place_it_trains_where_the_bot_looks_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    CliRunner().invoke(app, ["train", "--data", str(a_file_of_examples(tmp_path))])

    assert len(load(tmp_path / "understanding.npz").intents) == 4


def test_faults_in_the_file_are_told_and_do_not_stop_it(tmp_path: Path) -> None:
    data = a_file_of_examples(tmp_path, LESSON + "    - hello there\n")

    result = CliRunner().invoke(app, ["train", "--data", str(data), "--out", str(tmp_path / "model.npz")])

    assert result.exit_code == 0
    assert "warning:" in result.stderr
    assert "'greet'" in result.stderr


def test_figures_come_as_json(tmp_path: Path) -> None:
    given = [str(a_file_of_examples(tmp_path)), str(a_file_of_examples(tmp_path, TEST, "en-Latn.yml"))]

    result = CliRunner().invoke(app, ["evaluate", "--train", given[0], "--test", given[1], "--json"])

    report = json.loads(result.stdout)
    assert (report["examples"], report["accuracy"], report["macro_f1"]) == (2, 1.0, 1.0)
    assert report["out_of_scope"]["examples"] == 1
    assert report["languages"]["en-Latn"]["accuracy"] == 1.0
    assert report["ms_cpu"] > 0
    assert report["mb"] > 0


def test_figures_are_told_in_words(tmp_path: Path) -> None:
    given = [str(a_file_of_examples(tmp_path)), str(a_file_of_examples(tmp_path, TEST, "test.yml"))]

    result = CliRunner().invoke(app, ["evaluate", "--train", given[0], "--test", given[1]])

    assert "macro-F1 1.000" in result.stdout
    assert "out of scope: 1 examples" in result.stdout


def test_without_files_our_own_examples_are_held_out_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nlu").mkdir()
    a_file_of_examples(tmp_path / "nlu")
    monkeypatch.setenv("SAYBACK_DATA", str(tmp_path))

    result = CliRunner().invoke(app, ["evaluate", "--json"])

    report = json.loads(result.stdout)
    assert report["examples"] == 16
    assert set(report["languages"]) == {"en"}


def test_one_file_alone_is_wrong_use(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--train", str(a_file_of_examples(tmp_path))])

    assert result.exit_code == 2
    assert "--test" in result.stderr


@pytest.mark.skipif(find_spec("wordllama") is None, reason="the extra `static` is not installed")
def test_word_meanings_are_trained_in_on_request(tmp_path: Path) -> None:
    out = tmp_path / "model.npz"

    CliRunner().invoke(
        app, ["train", "--data", str(a_file_of_examples(tmp_path)), "--out", str(out), "--with", "static"]
    )

    assert load(out).scorer.head is not None
