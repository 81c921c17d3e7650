"""Signing in, staying in, getting out."""

import re
from datetime import timedelta

import pytest

from bot.staff.demo import demo_staff
from bot.staff.passwords import is_right, weakness
from bot.store import staff as accounts
from bot.store.store import Store
from tests.staff_people import (
    NOW,
    PASSWORD,
    SITE,
    StoppedClock,
    Visitor,
    a_site,
    a_staff_member,
    a_visitor,
    an_office,
)


def _door(store: Store, clock: StoppedClock | None = None, public_url: str = SITE) -> Visitor:
    a_staff_member(store)
    return Visitor(a_site(an_office(store, clock=clock, public_url=public_url)))


def test_the_right_password_opens_the_page_that_was_asked_for(sqlite_store: Store) -> None:
    response = _door(sqlite_store).sign_in("Maya@Example.org ", next="/staff/failed")

    assert (response.status_code, response.headers["location"]) == (303, "/staff/failed")


def test_a_wrong_password_and_an_unknown_email_are_told_in_the_same_words(sqlite_store: Store) -> None:
    visitor = _door(sqlite_store)

    answers = [visitor.sign_in("maya@example.org", "not this one"), visitor.sign_in("nobody@example.org", PASSWORD)]

    said = [re.sub(r"value=\"[^\"]*\"|nonce=\"[^\"]*\"", "", answer.text) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert said[0] == said[1]
    assert "do not go together" in said[0]


def test_a_disabled_account_does_not_open_and_is_signed_out(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)
    with sqlite_store.write() as tx:
        accounts.disable(tx, "maya@example.org")

    assert visitor.get("/staff").status_code == 303
    assert visitor.sign_in("maya@example.org").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["https://evil.example", "//evil.example", "/staff\\..\\evil", "/staffing", "javascript:alert(1)", "/staff/\nx"],
)
def test_nobody_is_sent_to_another_site_after_signing_in(sqlite_store: Store, path: str) -> None:
    assert _door(sqlite_store).sign_in("maya@example.org", next=path).headers["location"] == "/staff"


def test_the_cookie_is_bound_to_this_host_and_hidden_from_scripts(sqlite_store: Store) -> None:
    cookie = _door(sqlite_store).sign_in("maya@example.org").headers["set-cookie"]

    assert cookie.startswith("__Host-sayback=")
    for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie


def test_without_https_the_cookie_has_a_plain_name(sqlite_store: Store) -> None:
    cookie = _door(sqlite_store, public_url="http://127.0.0.1:8000").sign_in("maya@example.org").headers["set-cookie"]

    assert cookie.startswith("sayback=")
    assert "Secure" not in cookie


def test_only_the_hash_of_a_session_is_kept(sqlite_store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    visitor = a_visitor(sqlite_store)
    secret = visitor.cookies["__Host-sayback"]

    with sqlite_store.read() as tx:
        kept = tx.connection.exec_driver_sql("SELECT token FROM staff_session").scalars().all()

    assert len(secret) >= 43  # 256 bits
    assert secret not in kept


def test_half_an_hour_without_use_signs_out_and_says_so(sqlite_store: Store) -> None:
    clock = StoppedClock()
    visitor = a_visitor(sqlite_store, office=an_office(sqlite_store, clock=clock))

    clock.at = NOW + timedelta(minutes=29)
    assert visitor.get("/staff").status_code == 200
    clock.at = NOW + timedelta(minutes=58)
    assert visitor.get("/staff").status_code == 200
    clock.at = NOW + timedelta(minutes=89)
    away = visitor.get("/staff/failed")

    assert away.status_code == 303
    assert "signed out because nothing happened" in visitor.get(away.headers["location"]).text


def test_twelve_hours_are_the_longest_day(sqlite_store: Store) -> None:
    clock = StoppedClock()
    visitor = a_visitor(sqlite_store, office=an_office(sqlite_store, clock=clock))

    for quarter in range(1, 48):
        clock.at = NOW + quarter * timedelta(minutes=15)
        assert visitor.get("/staff").status_code == 200
    clock.at = NOW + timedelta(hours=12)

    assert visitor.get("/staff").status_code == 303


def test_moving_the_demos_clock_signs_nobody_out(sqlite_store: Store) -> None:
    clock = StoppedClock()
    visitor = a_visitor(sqlite_store, office=an_office(sqlite_store, clock=clock))

    clock.move(timedelta(days=2))

    assert visitor.get("/staff").status_code == 200


def test_signing_out_ends_the_session_on_the_server(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)
    secret = visitor.cookies["__Host-sayback"]

    visitor.post("/staff/sign-out")
    visitor.cookies.set("__Host-sayback", secret)

    assert visitor.get("/staff").status_code == 303


def test_a_signed_in_person_is_not_asked_again(sqlite_store: Store) -> None:
    assert a_visitor(sqlite_store).get("/staff/sign-in?next=/staff/failed").headers["location"] == "/staff/failed"


def test_guessing_is_slowed_down_and_told_how_long(sqlite_store: Store) -> None:
    clock = StoppedClock()
    visitor = _door(sqlite_store, clock)

    tries = [visitor.sign_in("maya@example.org", f"guess {n}").status_code for n in range(6)]
    slowed = visitor.sign_in("maya@example.org")
    clock.at = NOW + timedelta(minutes=5, seconds=1)

    assert tries == [422] * 5 + [429]
    assert "Wait 5 minutes" in slowed.text
    assert visitor.sign_in("maya@example.org").status_code == 303


def test_somebody_elses_guesses_do_not_lock_the_owner_out(sqlite_store: Store) -> None:
    guesser = _door(sqlite_store)
    for n in range(40):
        guesser.sign_in("maya@example.org", f"guess {n}")

    owner = Visitor(guesser.app, address="192.0.2.99")

    assert owner.sign_in("maya@example.org").status_code == 303


def test_a_one_time_link_sets_a_password_once(sqlite_store: Store) -> None:
    visitor = Visitor(a_site(an_office(sqlite_store)))
    with sqlite_store.write() as tx:
        link = accounts.open_link(tx, accounts.add(tx, "joe@example.org", "staff", NOW), NOW)

    form = visitor.get(f"/staff/password/{link}")
    saved = visitor.post(f"/staff/password/{link}", password="three brown hens")
    again = visitor.post(f"/staff/password/{link}", password="another long one")

    assert "joe@example.org" in form.text
    assert (saved.status_code, saved.headers["location"]) == (303, "/staff")
    assert visitor.get("/staff").status_code == 200
    assert again.status_code == 410
    assert Visitor(visitor.app).sign_in("joe@example.org", "three brown hens").status_code == 303


def test_a_one_time_link_is_over_after_three_days(sqlite_store: Store) -> None:
    clock = StoppedClock()
    visitor = Visitor(a_site(an_office(sqlite_store, clock=clock)))
    with sqlite_store.write() as tx:
        link = accounts.open_link(tx, accounts.add(tx, "joe@example.org", "staff", NOW), NOW)

    clock.at = NOW + timedelta(days=3)

    assert visitor.get(f"/staff/password/{link}").status_code == 410


def test_a_new_password_ends_every_other_session(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)
    with sqlite_store.write() as tx:
        member = accounts.by_email(tx, "maya@example.org")
        assert member is not None
        link = accounts.open_link(tx, member.id, NOW)

    Visitor(visitor.app).post(f"/staff/password/{link}", password="three brown hens")

    assert visitor.get("/staff").status_code == 303


@pytest.mark.parametrize(
    ("password", "said"),
    [
        pytest.param("short", "at least 12", id="too short"),
        pytest.param("x" * 201, "at most 200", id="too long"),
        pytest.param("maya-is-my-name", "Leave your email", id="holds the email"),
        pytest.param("aaaabbbbaaaabbbb", "more different letters", id="two letters"),
        pytest.param("three brown hens", None, id="three words"),
        pytest.param("তিনটি বাদামী মুরগি", None, id="three Bengali words"),
    ],
)
def test_a_weak_password_is_refused_with_the_way_out(password: str, said: str | None) -> None:
    found = weakness(password, "maya@example.org")

    assert (found is None) if said is None else (found is not None and said in found)


def test_an_email_nobody_has_is_checked_against_a_hash_all_the_same() -> None:
    assert not is_right(PASSWORD, None)
    assert not is_right("an unknown email costs as much time as a known one", None)


def test_the_demo_signs_in_and_keeps_its_session_when_started_again(sqlite_store: Store) -> None:
    clock = StoppedClock()
    email, password = demo_staff(sqlite_store, clock)
    visitor = Visitor(a_site(an_office(sqlite_store, clock=clock)))

    assert visitor.sign_in(email, password).status_code == 303
    assert demo_staff(sqlite_store, clock) == (email, password)
    assert visitor.get("/staff").status_code == 200


def test_words_no_database_can_keep_are_no_error(sqlite_store: Store) -> None:
    visitor = _door(sqlite_store)
    visitor.cookies.set("__Host-sayback", "%00 nothing")

    assert visitor.sign_in("maya\0@example.org", "\0").status_code == 422
    assert visitor.get("/staff/sign-in").status_code == 200
    assert visitor.get("/staff/password/%00").status_code == 410
