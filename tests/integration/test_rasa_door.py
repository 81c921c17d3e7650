"""`sayback understand --serve` behind the very client that asks a Rasa server."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nlu.model import save
from nlu.rasa import RasaEngine
from nlu.rasa_server import RasaServer
from tests.bench import processes
from tests.lessons import a_model, an_engine


@pytest.fixture
def door(tmp_path: Path) -> Iterator[str]:
    """The address of a server with the small model."""
    save(a_model(), tmp_path / "understanding.npz")
    port = processes.a_port()
    arguments = ("bot", "understand", "--serve", f"127.0.0.1:{port}")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with processes.running(processes.python(*arguments, env=processes.environment(), folder=tmp_path, **quiet)) as one:
        processes.ready_after(one, f"http://127.0.0.1:{port}/status")
        yield f"http://127.0.0.1:{port}"


def test_our_own_server_can_stand_in_for_rasa(door: str) -> None:
    text = "put my name down please"
    with closing(RasaEngine(RasaServer(door), an_engine(), a_model().intents)) as engine:
        meaning = engine.understand(text)

    assert meaning.engine == f"rasa-embedded-{a_model().version}+embedded-{a_model().version}"
    assert meaning.ranking == an_engine().understand(text).ranking


def test_the_command_asks_the_rasa_of_the_settings(door: str, tmp_path: Path) -> None:
    env = processes.environment(nlu="rasa", rasa_url=door)
    done = processes.python("bot", "understand", "hello there", env=env, folder=tmp_path, stdout=subprocess.PIPE)

    assert "greet" in done.communicate(timeout=30)[0]
