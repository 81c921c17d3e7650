"""Accounts, links and sessions: the same on both engines. Times are tested at the door, in test_sign_in."""

from datetime import timedelta

import pytest

from bot.store import staff as accounts
from bot.store.staff import AlreadyStaff, NoSuchStaff
from bot.store.store import Store
from tests.staff_people import NOW


def test_an_email_is_one_account_however_it_is_written(store: Store) -> None:
    with store.write() as tx:
        accounts.add(tx, " Maya@Example.org", "staff", NOW)

        found = accounts.by_email(tx, "MAYA@example.org ")
        with pytest.raises(AlreadyStaff, match="as staff"):
            accounts.add(tx, "maya@example.org", "admin", NOW)

    assert found is not None
    assert (found.email, found.called) == ("maya@example.org", "maya")


def test_a_disabled_account_is_opened_again_without_its_old_password(store: Store) -> None:
    with store.write() as tx:
        staff_id = accounts.add(tx, "maya@example.org", "staff", NOW, "Maya Lind")
        accounts.set_password(tx, staff_id, "a hash")
        accounts.disable(tx, "maya@example.org")

        again = accounts.add(tx, "maya@example.org", "reviewer", NOW)
        found = accounts.by_email(tx, "maya@example.org")

    assert found is not None
    assert (again, found.role, found.disabled, found.password, found.name) == (
        staff_id,
        "reviewer",
        False,
        None,
        "Maya Lind",
    )


def test_disabling_nobody_says_so(store: Store) -> None:
    with store.write() as tx, pytest.raises(NoSuchStaff, match=r"nobody has the email joe@example\.org"):
        accounts.disable(tx, "joe@example.org")


def test_a_newer_link_replaces_the_one_before(store: Store) -> None:
    with store.write() as tx:
        staff_id = accounts.add(tx, "maya@example.org", "staff", NOW)
        older, newer = accounts.open_link(tx, staff_id, NOW), accounts.open_link(tx, staff_id, NOW)

        assert accounts.link_holder(tx, older, NOW) is None
        assert accounts.link_holder(tx, newer, NOW) is not None


def test_sessions_that_are_over_are_cleared_away(store: Store) -> None:
    with store.write() as tx:
        staff_id = accounts.add(tx, "maya@example.org", "staff", NOW)
        accounts.open_session(tx, staff_id, NOW)
        secret = accounts.open_session(tx, staff_id, NOW + timedelta(hours=1))

        kept = tx.connection.exec_driver_sql("SELECT count(*) FROM staff_session").scalar()

        assert kept == 1
        assert accounts.signed_in(tx, secret, NOW + timedelta(hours=1)) is not None


def test_a_password_hash_is_never_shown_by_accident(store: Store) -> None:
    with store.write() as tx:
        accounts.set_password(tx, accounts.add(tx, "maya@example.org", "staff", NOW), "a-hash-to-hide")

        assert "a-hash-to-hide" not in repr(accounts.everyone(tx))
