"""Every staff page has its guard; forms come from our own pages only."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from bot.staff.guard import Need, is_own
from bot.staff.roles import Role, may
from bot.staff.routes import routes
from bot.store.store import Store
from tests.staff_people import Visitor, a_resident, a_site, a_visitor, an_office

OPEN_TO_STRANGERS = {"/staff/sign-in", "/staff/sign-out", "/staff/password/{secret}"}
PAGES = (
    "/staff",
    "/staff/not-yet-heard",
    "/staff/failed",
    "/staff/understanding",
    "/staff/conversations",
    "/staff/conversations/1",
    "/staff/x",
)


def _pages(among: list[BaseRoute]) -> Iterator[APIRoute]:
    for route in among:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from _pages(route.original_router.routes)  # type: ignore[attr-defined]  # FastAPI's included router


def test_every_staff_route_is_guarded_but_the_door(sqlite_store: Store) -> None:
    found = list(_pages(routes(an_office(sqlite_store)).routes))

    guarded = {route.path for route in found if any(isinstance(d.call, Need) for d in route.dependant.dependencies)}

    assert len(found) >= 13
    assert {route.path for route in found} - guarded == OPEN_TO_STRANGERS


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_the_door_and_back_again(sqlite_store: Store, path: str) -> None:
    response = Visitor(a_site(an_office(sqlite_store))).get(path)

    assert response.status_code == 303
    assert response.headers["location"] == f"/staff/sign-in?next={path}"


@pytest.mark.parametrize("path", PAGES[:5])
def test_a_community_leader_does_not_see_everybodys_conversations(sqlite_store: Store, path: str) -> None:
    response = a_visitor(sqlite_store, Role.LEADER).get(path)

    assert response.status_code == 403
    assert "not for your role" in response.text


@pytest.mark.parametrize(
    ("role", "needed", "allowed"),
    [
        pytest.param(Role.STAFF, Role.STAFF, True, id="staff are staff"),
        pytest.param(Role.REVIEWER, Role.STAFF, True, id="a reviewer may do what staff may"),
        pytest.param(Role.STAFF, Role.REVIEWER, False, id="staff may not review"),
        pytest.param(Role.ADMIN, Role.SAFEGUARDING_LEAD, False, id="an admin does not see safeguarding"),
        pytest.param(Role.SAFEGUARDING_LEAD, Role.ADMIN, False, id="a safeguarding lead is not an admin"),
        pytest.param(Role.LEADER, Role.STAFF, False, id="a leader is not staff"),
        pytest.param("made up", Role.STAFF, False, id="an unknown role may do nothing"),
    ],
)
def test_roles_open_what_they_should(role: str, needed: Role, allowed: bool) -> None:
    assert may(role, needed) is allowed


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        pytest.param({"sec-fetch-site": "same-origin"}, True, id="our own page"),
        pytest.param({"sec-fetch-site": "cross-site"}, False, id="another site"),
        pytest.param({"sec-fetch-site": "same-site"}, False, id="a neighbour under the same domain"),
        pytest.param({"sec-fetch-site": "none"}, False, id="typed in by hand"),
        pytest.param({"origin": "https://sayback.example.org"}, True, id="an older browser on our page"),
        pytest.param({"origin": "https://sayback.example.org.evil.example"}, False, id="a lookalike"),
        pytest.param({"origin": "null"}, False, id="a page without an origin"),
        pytest.param(
            {"sec-fetch-site": "cross-site", "origin": "https://sayback.example.org"}, False, id="mixed signs"
        ),
        pytest.param({}, False, id="no sign at all"),
    ],
)
def test_forms_are_taken_from_our_own_pages_only(headers: dict[str, str], own: bool) -> None:
    assert is_own(headers, "https://sayback.example.org/") is own


def test_a_form_from_another_site_changes_nothing(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)
    with sqlite_store.write() as tx:
        contact_id = a_resident(tx)

    response = visitor.post_from(
        {"sec-fetch-site": "cross-site"}, f"/staff/conversations/{contact_id}/answer", text="evil"
    )

    assert response.status_code == 403
    assert "evil" not in visitor.get(f"/staff/conversations/{contact_id}").text


def test_every_answer_forbids_framing_keeping_and_scripts_of_others(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)

    for response in (visitor.get("/staff"), visitor.get("/staff/nothing"), visitor.get("/staff/sign-in")):
        policy = response.headers["content-security-policy"]
        nonce = policy.partition("'nonce-")[2].partition("'")[0]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["cache-control"] == "no-store"
        assert response.text.count(f'nonce="{nonce}"') == response.text.count("<script")


def test_a_nonce_is_used_once(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)

    assert len({visitor.get("/staff").headers["content-security-policy"] for _ in range(3)}) == 3


def test_the_look_is_kept_by_the_browser_until_it_changes(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)
    address = visitor.get("/staff").text.partition('rel="stylesheet" href="')[2].partition('"')[0]

    sheet = visitor.get(address)

    assert sheet.status_code == 200
    assert "immutable" in sheet.headers["cache-control"]
    assert "cache-control" not in visitor.get("/static/sayback.css").headers


def test_pages_carry_no_crown_and_fetch_nothing_from_elsewhere(sqlite_store: Store) -> None:
    visitor = a_visitor(sqlite_store)

    for response in (visitor.get("/staff"), visitor.get("/static/sayback.css")):
        assert "GOV.UK" not in response.text
        assert "crown" not in response.text
        assert "GDS Transport" not in response.text
        assert "@font-face" not in response.text
        assert 'src="http' not in response.text
        assert "url(http" not in response.text
