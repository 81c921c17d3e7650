"""`sayback staff`, from the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.clock import Clock
from bot.commands.staff import staff
from bot.store.store import SCHEMA, OldSchema, Store
from tests.staff_people import Visitor, a_site, an_office

SECRET = "a secret for tests, long enough to be one"


@pytest.fixture
def installed(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A migrated store that the settings of this process name."""
    store = Store(sqlite_url, SECRET)
    with store.write() as tx:
        tx.connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
        tx.connection.exec_driver_sql("DELETE FROM alembic_version")
        tx.connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA}')")
    store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYBACK_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SAYBACK_SECRET_KEY", SECRET)
    monkeypatch.setenv("SAYBACK_PUBLIC_URL", "https://sayback.example.org/")
    return sqlite_url


def _say(*words: str) -> Result:
    return CliRunner().invoke(staff, list(words))


def test_the_link_for_a_new_account_opens_the_dashboard(installed: str) -> None:
    link = _say("add", "joe@example.org", "--role", "staff").stdout.strip()

    store = Store(installed, SECRET)
    visitor = Visitor(a_site(an_office(store, clock=Clock())))
    saved = visitor.post(link.removeprefix("https://sayback.example.org"), password="three brown hens")

    assert saved.headers["location"] == "/staff"
    assert visitor.get("/staff").status_code == 200
    assert _say("list").stdout == "joe@example.org  staff              ready\n"
    store.close()


def test_a_forgotten_password_needs_a_new_link_only(installed: str) -> None:
    first = _say("add", "joe@example.org", "--role", "staff").stdout
    second = _say("link", "JOE@example.org")

    assert second.exit_code == 0
    assert second.stdout.startswith("https://sayback.example.org/staff/password/")
    assert second.stdout != first


def test_a_disabled_account_gets_no_link(installed: str) -> None:
    _say("add", "joe@example.org", "--role", "staff")

    assert _say("disable", "joe@example.org").exit_code == 0
    assert _say("list").stdout == "joe@example.org  staff              disabled\n"
    assert _say("link", "joe@example.org").exit_code == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        pytest.param(("add", "joe", "--role", "staff"), 2, "'joe' is not an email address", id="not an email"),
        pytest.param(("add", "joe@example.org", "--role", "boss"), 2, "boss", id="no such role"),
        pytest.param(("add", "joe@example.org"), 2, "--role", id="no role"),
        pytest.param(("disable", "joe@example.org"), 1, "nobody has the email joe@example.org", id="nobody to disable"),
        pytest.param(("link", "joe@example.org"), 1, "has no open account", id="nobody to link"),
    ],
)
def test_what_went_wrong_is_one_sentence(installed: str, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = _say(*words)

    assert said.exit_code == code
    assert sentence in said.stderr
    assert said.stdout == ""


def test_the_same_email_twice_names_the_way_out(installed: str) -> None:
    _say("add", "joe@example.org", "--role", "staff")
    again = _say("add", "joe@example.org", "--role", "admin")

    assert again.exit_code == 1
    assert "sayback staff link" in again.stderr


def test_an_old_database_names_the_command_to_run(
    sqlite_url: str, installed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(sqlite_url, SECRET)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    store.close()

    with pytest.raises(OldSchema, match="sayback migrate"):
        CliRunner().invoke(staff, ["list"], catch_exceptions=False)
