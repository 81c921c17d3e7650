"""Places that earlier releases wrote are still understood: a deploy in mid-conversation is not noticed.

The files are never changed, only added to: each holds a place as it was kept, what the person wrote next, and what
they were answered (one of these). Where a question has to change, a file may say that it is asked again.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Parts
from bot.language.phrases import Phrasebook
from bot.store import consents, contacts, places
from bot.store import tables as t
from tests.people import DATA, Resident, a_house, an_event, plant
from tests.road_people import LONDON, a_street, place_of, put_place

FOLDER = Path(__file__).parent / "places"
KEPT = sorted(FOLDER.glob("*.json"))
Written = dict[str, Any]  # Any: JSON


@pytest.fixture
def house(sqlite_url: str) -> Iterator[Parts]:
    with a_house(sqlite_url) as parts:
        plant(parts, an_event(), an_event(title="Tea"))
        yield parts


def written(name: str) -> Written:
    found: Written = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def somebody_at(house: Parts, place: Written, *, welcomed: bool, signed_up: bool = False) -> Resident:
    """Amina, standing there."""
    amina = Resident(house)
    if welcomed:
        amina.is_welcomed()
    else:
        amina.writes("hello")
    if signed_up:
        amina.books()
    with house.store.write() as tx:
        places.put(tx, {amina.standing.contact.id: json.dumps(place)}, house.clock.now())
    return amina


@pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])
def test_a_place_of_an_earlier_release_goes_on(house: Parts, file: Path) -> None:
    kept = written(file.stem)
    welcomed = "welcome" not in json.dumps(kept["place"]) or "agreed" in kept["place"]["answers"]
    amina = somebody_at(house, kept["place"], welcomed=welcomed, signed_up=kept["signed_up"])
    answer = amina.writes(kept["hears"])

    assert any(says in answer for says in kept["says"]), answer


@pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])
def test_what_is_kept_reads_and_writes_the_same(file: Path) -> None:
    body = json.dumps(written(file.stem)["place"], ensure_ascii=False, separators=(",", ":"))

    assert json.loads(places.as_json(places.from_json(body)) or "") == json.loads(body)


def test_a_question_that_was_renamed_is_asked_again_and_nothing_else_is(house: Parts) -> None:
    place = written("event_signup_someone")["place"]
    place["asked"]["question"] = "who_is_with_you"
    amina = somebody_at(house, place, welcomed=True)
    answer = amina.writes("no")

    assert "Something has changed since we asked." in answer
    assert "Will somebody come with you?" in answer
    assert "Do you need any of these" in amina.writes("no")


def test_a_reply_to_an_option_that_is_gone_is_asked_again(house: Parts) -> None:
    place = written("event_signup_event")["place"]
    place["asked"]["options"].insert(0, ["99", "An event of last week"])
    amina = somebody_at(house, place, welcomed=True)

    assert "1. Health chat" in amina.writes("1")
    assert "Tea" in amina.writes("2")


def test_an_answer_about_an_event_that_is_gone_is_asked_again_and_the_rest_is_kept(house: Parts) -> None:
    place = written("event_signup_confirm")["place"]
    place["answers"]["event"] = "99"
    amina = somebody_at(house, place, welcomed=True)
    answer = amina.writes("yes")

    assert "that one is no longer there" in answer
    assert "Just you. You need: nothing extra." in amina.writes("Tea")


def test_a_conversation_that_is_gone_ends_in_honest_words_and_its_answers_reach_staff(house: Parts) -> None:
    amina = somebody_at(house, {"flow": "knitting", "answers": {"wool": "red"}}, welcomed=True)
    first, second = amina.writes("blue"), amina.writes("blue")

    assert "something went wrong on our side" in first
    assert "We have put it aside." in second
    with house.store.read() as tx:
        details = tx.connection.execute(t.task.select()).mappings().all()[-1]["details"]
    assert "wool: red" in details
    assert "One of us will write to you" in amina.chats("my scarf", "write to me here")


def test_a_consent_whose_words_changed_is_asked_again_in_the_new_words(sqlite_url: str, tmp_path: Path) -> None:
    with a_street(sqlite_url) as before:
        Resident(before).writes("hello")
    shutil.copytree(DATA / "phrases", tmp_path / "phrases")
    english = tmp_path / "phrases" / "en.po"
    words = english.read_text(encoding="utf-8")
    english.write_text(words.replace("May we keep your number and what you tell us?", "May we?"), encoding="utf-8")
    book = Phrasebook.load(tmp_path / "phrases", approved_only=False, zone=LONDON)
    with a_street(sqlite_url, book=book) as after:
        amina = Resident(after)
        again = amina.writes("yes")
        with after.store.read() as tx:
            meanwhile = consents.of(tx, amina.standing.contact.id)
        amina.writes("yes")
        with after.store.read() as tx:
            (given,) = consents.of(tx, amina.standing.contact.id)

    assert "Something has changed since we asked." in again
    assert "May we?" in again
    assert meanwhile == ()
    assert given.words.startswith("May we?")


def test_an_unknown_field_of_a_later_release_does_no_harm(sqlite_url: str) -> None:
    with a_street(sqlite_url) as street:
        amina = Resident(street)
        amina.writes("hello")
        who = amina.standing.contact.id
        body = json.loads(amina.standing.place or "")
        put_place(street, who, json.dumps(body | {"mood": "sunny"}))

        assert "What shall we call you?" in amina.writes("yes")
        assert place_of(street, who) is not None
        with street.store.read() as tx:
            assert contacts.standing_of(tx, who)[0].contact.welcomed is not None
