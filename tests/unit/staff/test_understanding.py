"""What did they mean? The page on which staff say it."""

import re

import pytest

from bot.store import readings
from bot.store.readings import NO_WISH
from bot.store.store import Store
from tests.staff_people import a_guessed, a_resident, a_visitor

PAGE = "/staff/understanding"


def a_question(store: Store, text: str = "put me down pls", **columns: object) -> int:
    """The id of a message that waits to be labelled."""
    with store.write() as tx:
        return a_guessed(tx, a_resident(tx), text, **columns)


def meant(store: Store, which: int) -> tuple[str | None, str | None]:
    with store.read() as tx:
        found = readings.one(tx, which)
    assert found is not None
    return found.reading.meant, found.reading.by


def test_words_language_and_guess_are_shown_and_the_guess_is_chosen(sqlite_store: Store) -> None:
    which = a_question(sqlite_store, "haa, waan imanayaa", language="so")

    page = a_visitor(sqlite_store).get(PAGE).text

    assert 'lang="so" dir="ltr">haa, waan imanayaa</blockquote>' in page
    assert "in Somali · " in page
    assert "Not sure: perhaps wants to sign up (41%)" in page
    assert re.findall(r'<option value="(\w+)" selected', page) == ["sign_up"]
    assert f'<label class="govuk-label govuk-label--s" for="intent-{which}">' in page


def test_danger_is_the_first_thing_to_choose(sqlite_store: Store) -> None:
    a_question(sqlite_store)

    page = a_visitor(sqlite_store).get(PAGE).text

    assert re.findall(r'<option value="(\w+)"', page)[0] == "danger"


def test_saving_keeps_what_was_meant_and_who_says_so(sqlite_store: Store) -> None:
    which = a_question(sqlite_store)
    maya = a_visitor(sqlite_store)

    saved = maya.post(f"{PAGE}/{which}", intent="pause")
    after = maya.get(saved.headers["location"]).text

    assert meant(sqlite_store, which) == ("pause", "Maya Lind")
    assert "What they meant is kept" in after
    assert "The bot was sure about everything" in after


def test_what_has_no_name_goes_off_the_list_too(sqlite_store: Store) -> None:
    which = a_question(sqlite_store, "Khadija")
    maya = a_visitor(sqlite_store)

    maya.post(f"{PAGE}/{which}", intent=NO_WISH)

    assert "Khadija" not in maya.get(PAGE).text


def test_danger_leads_to_the_conversation_with_what_to_do(sqlite_store: Store) -> None:
    which = a_question(sqlite_store, "he has found us")
    maya = a_visitor(sqlite_store)

    page = maya.get(maya.post(f"{PAGE}/{which}", intent="danger").headers["location"]).text

    assert "follow your safeguarding procedure now" in page
    assert "he has found us" in page


@pytest.mark.parametrize("intent", ["", "make_tea", "sign_up\0\nbroken"])
def test_an_unknown_intent_is_refused_and_nothing_is_kept(sqlite_store: Store, intent: str) -> None:
    which = a_question(sqlite_store)

    response = a_visitor(sqlite_store).post(f"{PAGE}/{which}", intent=intent)

    assert response.status_code == 422
    assert "Choose what they meant from the list" in response.text
    assert f'href="#intent-{which}"' in response.text
    assert f'id="intent-{which}-error"' in response.text
    assert "<title>Error: " in response.text
    assert meant(sqlite_store, which) == (None, None)


def test_a_confident_mistake_is_corrected_from_its_conversation(sqlite_store: Store) -> None:
    which = a_question(sqlite_store, accepted=True, confidence=0.97)
    maya = a_visitor(sqlite_store)
    with sqlite_store.read() as tx:
        found = readings.one(tx, which)
    assert found is not None
    thread = f"/staff/conversations/{found.contact_id}"

    assert f'href="{PAGE}/{which}"' in maya.get(thread).text
    assert "put me down pls" in maya.get(f"{PAGE}/{which}").text
    maya.post(f"{PAGE}/{which}", intent="greet")

    assert "Maya Lind: says hello" in maya.get(thread).text
    assert re.findall(r'<option value="(\w+)" selected', maya.get(f"{PAGE}/{which}").text) == ["greet"]


def test_the_menu_counts_what_waits_and_a_long_list_says_how_much_there_is(sqlite_store: Store) -> None:
    for number in range(readings.PAGE + 2):
        a_question(sqlite_store, f"words {number}.")

    page = a_visitor(sqlite_store).get(PAGE).text

    assert 'class="sb-count">52<' in page
    assert "these are 50 of 52" in page
    assert "words 1." not in page


def test_a_form_from_another_site_changes_nothing(sqlite_store: Store) -> None:
    which = a_question(sqlite_store)

    response = a_visitor(sqlite_store).post_from({"sec-fetch-site": "cross-site"}, f"{PAGE}/{which}", intent="pause")

    assert response.status_code == 403
    assert meant(sqlite_store, which) == (None, None)
