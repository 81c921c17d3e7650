"""The first page and the page for nothing."""

import re

import pytest

from tests.passers_by import a_square
from tests.people import an_event, plant

REAL = {"demo": False, "secret_key": "a secret of forty characters for the tests"}


def test_events_to_come_stand_there_with_their_facts(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event(title="Chai and chat", language="syl", food="samosas", step_free=True))

        page = square.visitor.get("/").text

    for words in ("Chai and chat", "Saturday 6 March, 2pm to 4pm", "Held in Sylheti", "No steps", "Food: samosas"):
        assert words in page
    assert "Hearing loop" not in page


def test_a_full_event_says_that_there_is_a_waiting_list(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event(places=4, taken=4), an_event(title="Nearly", places=4, taken=3))

        page = square.visitor.get("/").text

    assert "Full: you can join the waiting list" in page
    assert "1 place left" in page


def test_cancelled_events_are_not_listed(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event(title="Off", cancelled=True))

        page = square.visitor.get("/").text

    assert "Off" not in page
    assert "There are no events to join just now" in page


def test_words_of_an_event_are_words_and_never_markup(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        plant(square.parts, an_event(title="<script>alert(1)</script>"))

        page = square.visitor.get("/").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_outside_the_demo_a_shared_cache_may_keep_it_and_nothing_speaks_of_the_simulator(sqlite_url: str) -> None:
    with a_square(sqlite_url, **REAL) as square:
        answer = square.visitor.get("/")

    assert answer.headers["cache-control"].startswith("public")
    assert "set-cookie" not in answer.headers
    assert "/try" not in answer.text
    assert "Demo" not in answer.text


@pytest.mark.parametrize("path", ["/", "/try", "/nothing"])
def test_a_page_runs_nothing_of_others_and_asks_nobody_else(sqlite_url: str, path: str) -> None:
    with a_square(sqlite_url) as square:
        answer = square.visitor.get(path)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|href|action)="(?!/|#)', answer.text)
    assert "set-cookie" not in answer.headers
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", answer.text)


def test_where_there_is_nothing_a_page_says_so(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        answer = square.visitor.get("/nothing-here")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize("name", ["public.css", "simulator.css", "simulator.js", "favicon.svg"])
def test_what_a_page_looks_like_may_be_kept_for_ever(sqlite_url: str, name: str) -> None:
    with a_square(sqlite_url) as square:
        answer = square.visitor.get(f"/look/{name}")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["home.html", "..%2fsquare.py", "square.py"])
def test_nothing_else_of_the_folder_is_served(sqlite_url: str, name: str) -> None:
    with a_square(sqlite_url) as square:
        assert square.visitor.get(f"/look/{name}").status_code == 404
