"""`sayback review`, from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.program import program
from bot.store.store import SCHEMA, Store
from nlu.examples import Example, read_examples
from tests.conftest import SECRET
from tests.staff_people import a_guessed, a_resident


@pytest.fixture
def labelled(sqlite_url: str, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """A store that the settings of this process name, with labelled messages in two languages, one of them twice."""
    with sqlite_store.write() as tx:
        tx.connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        tx.connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")
        who = a_resident(tx)
        a_guessed(tx, who, "put me down pls", meant="sign_up")
        a_guessed(tx, who, "haa, waan imanayaa", meant="sign_up", language="so")
        a_guessed(tx, who, "put me down pls", meant="sign_up")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYBACK_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SAYBACK_SECRET_KEY", SECRET)
    return sqlite_store


def _say(*words: str) -> Result:
    return CliRunner().invoke(program, ["review", *words])


def test_a_folder_gets_a_file_a_language(labelled: Store, tmp_path: Path) -> None:
    said = _say("--out", "reviewed")

    assert said.stdout == "reviewed/en.yml: 1 example\nreviewed/so.yml: 1 example\n"
    assert read_examples(tmp_path / "reviewed") == (
        Example("put me down pls", "sign_up", "en"),
        Example("haa, waan imanayaa", "sign_up", "so"),
    )


def test_a_file_gets_all_of_them(labelled: Store, tmp_path: Path) -> None:
    said = _say("--out", "reviewed.yml")

    assert said.stdout == "reviewed.yml: 2 examples\n"
    assert len(read_examples(tmp_path / "reviewed.yml")) == 2


def test_peoples_own_words_are_kept_from_others_and_staff_are_told_so(labelled: Store, tmp_path: Path) -> None:
    said = _say("--out", "reviewed.yml")

    assert "people's own words: keep them as safely as the database" in said.stderr
    assert (tmp_path / "reviewed.yml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("out", ["reviewed", "so.yml"])
def test_what_is_there_already_is_left_as_it_is(labelled: Store, tmp_path: Path, out: str) -> None:
    (tmp_path / "reviewed").mkdir()
    for file in (tmp_path / "reviewed" / "so.yml", tmp_path / "so.yml"):
        file.write_text("mine", encoding="utf-8")

    said = _say("--out", out)

    assert said.exit_code == 1
    assert "so.yml is there already: give another --out" in said.stderr
    assert sorted(file.name for file in tmp_path.rglob("*.yml")) == ["so.yml", "so.yml"]
    assert (tmp_path / "so.yml").read_text(encoding="utf-8") == "mine"


def test_nothing_labelled_says_where_that_is_done(labelled: Store, tmp_path: Path) -> None:
    with labelled.write() as tx:
        tx.connection.exec_driver_sql("UPDATE inbound SET meant = NULL")

    said = _say("--out", "reviewed.yml")

    assert said.exit_code == 1
    assert "/staff/understanding" in said.stderr
    assert not (tmp_path / "reviewed.yml").exists()
