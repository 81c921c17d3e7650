"""Somebody writes what the bot does not understand; staff say what it meant, and the bot may learn from it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import Parts
from bot.commands.program import program
from bot.store.store import SCHEMA
from nlu.examples import read_examples
from tests.conftest import SECRET
from tests.people import Resident
from tests.staff_people import Visitor, a_site, a_staff_member, an_office

UNCLEAR = "wibble the thing with the chairs on the other side innit"


@pytest.fixture
def installed(house: Parts, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's store is the one the settings of this process name."""
    with house.store.write() as tx:
        tx.connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        tx.connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")
    monkeypatch.setenv("SAYBACK_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SAYBACK_SECRET_KEY", SECRET)


def test_what_staff_say_it_meant_can_be_trained_on(house: Parts, installed: None, tmp_path: Path) -> None:
    resident = Resident(house).is_welcomed()
    resident.writes(UNCLEAR)
    a_staff_member(house.store)
    maya = Visitor(a_site(an_office(house.store, clock=house.clock)))
    maya.sign_in("maya@example.org")

    newest = maya.get("/staff/understanding").text.partition('action="/staff/understanding/')
    assert UNCLEAR in newest[0]
    which = newest[2].partition('"')[0]
    maya.post(f"/staff/understanding/{which}", intent="change_or_cancel")
    written = CliRunner().invoke(program, ["review", "--out", str(tmp_path / "reviewed")])
    learned = read_examples(tmp_path / "reviewed")

    assert UNCLEAR not in maya.get("/staff/understanding").text
    thread = maya.get(f"/staff/conversations/{resident.standing.contact.id}").text
    assert "Maya Lind: cannot come, or wants to change their place" in thread
    assert written.exit_code == 0
    assert [(one.text, one.intent, one.language) for one in learned] == [(UNCLEAR, "change_or_cancel", "en")]
