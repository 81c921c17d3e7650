"""`sayback understand` as a person, as a program and as a Rasa client use it."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner

from bot.commands.rasa_door import rasa_door
from bot.commands.understand import understand
from nlu.model import save
from tests.lessons import a_model, an_engine

app = typer.Typer()
app.command()(understand)


@pytest.fixture(autouse=True)
def _trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model in the folder the command runs in, where it is looked for first."""
    save(a_model(), tmp_path / "understanding.npz")
    monkeypatch.chdir(tmp_path)


def asked(method: str, path: str, content: bytes | None = None) -> httpx.Response:
    """What a Rasa client gets."""

    async def ask() -> httpx.Response:
        door = httpx.ASGITransport(app=rasa_door(an_engine()))
        async with httpx.AsyncClient(transport=door, base_url="http://rasa") as client:
            return await client.request(method, path, content=content)

    return asyncio.run(ask())


def test_a_person_reads_what_a_message_means() -> None:
    result = CliRunner().invoke(app, ["i want to die"])

    assert result.exit_code == 0
    assert result.stdout.startswith("danger (")
    assert "may be in danger" in result.stdout


def test_a_program_reads_one_object_a_line() -> None:
    given = '{"id": 1, "text": "hello good morning"}\n{"id": "b", "text": "can i come on tuesday"}\n'

    result = CliRunner().invoke(app, ["--jsonl"], input=given)

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (first["id"], first["intent"], first["language"]) == (1, "greet", "en")
    assert {"confidence", "accepted", "entities", "ranking"} <= first.keys()
    assert second["entities"] == [{"entity": "day", "value": "tuesday", "start": 14, "end": 21}]
    assert set(second["ranking"][0]) == {"intent", "confidence"}


def test_a_bad_line_does_not_stop_the_others() -> None:
    result = CliRunner().invoke(app, ["--jsonl"], input='{"id": 1}\n{"id": 2, "text": "hi everyone"}\n')

    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[1])["intent"] == "greet"


@pytest.mark.parametrize(
    ("words", "says"),
    [(["--jsonl", "hi"], "--jsonl"), (["--serve", "5005"], "5005")],
    ids=["a text and lines", "no host"],
)
def test_wrong_use_is_named(words: list[str], says: str) -> None:
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 2
    assert says in result.stderr


def test_rasa_clients_get_the_shape_they_know() -> None:
    answer = asked("POST", "/model/parse", b'{"text": "hello good morning"}').json()

    assert answer["text"] == "hello good morning"
    assert answer["intent"] == answer["intent_ranking"][0]
    assert answer["intent"]["name"] == "greet"
    assert answer["entities"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"text": 3}', b"\xff"])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    assert asked("POST", "/model/parse", body).status_code == 400


def test_a_rasa_client_can_see_that_we_are_up() -> None:
    assert asked("GET", "/").text.startswith("Hello")
    assert asked("GET", "/status").json()["model_id"] == an_engine().version
