"""How an open question is shown, what a place keeps of it, and what a button sends back."""

from dataclasses import replace

import pytest

from bot.conversation.asking import CONSENT, mark_of, phrase_key, shown
from bot.flows.welcome import TALK
from bot.model.place import Asked, Option
from bot.model.questions import Choice, choose, consent, yes_no
from bot.model.words import Phrase
from tests.road_people import the_book

EVENTS = (Choice("7", "Health chat"), Choice("9", Phrase("event_signup.find")))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("event", "event_signup.event"),
        ("companion.2", "event_signup.companion"),
        ("needs.which", "needs.which"),
        ("needs.which.3", "needs.which"),
    ],
)
def test_a_question_is_said_by_its_flows_phrase(name: str, key: str) -> None:
    assert phrase_key("event_signup", name) == key


def test_what_was_shown_is_kept_as_it_was_read() -> None:
    one = shown("event_signup", choose("event", EVENTS), "en", the_book())

    assert one.asked.options == (Option("7", "Health chat"), Option("9", "Help me find one"))
    assert one.asked.question == "event"
    assert not one.two_way


def test_only_the_wording_of_a_consent_is_marked_as_one() -> None:
    asked = shown("welcome", consent("agree"), "en", the_book()).asked
    plain = shown("another_event", yes_no("look"), "en", the_book()).asked

    assert asked.wording.startswith(CONSENT)
    assert not plain.wording.startswith(CONSENT)
    assert TALK not in asked.wording


def test_other_words_are_another_wording() -> None:
    english = shown("welcome", consent("agree"), "en", the_book()).asked
    bengali = shown("welcome", consent("agree"), "bn", the_book()).asked

    assert english.wording != bengali.wording


def test_a_button_belongs_to_one_question_with_these_choices() -> None:
    asked = Asked("event", (Option("7", "Health chat"), Option("9", "Tea")))
    others = [
        mark_of("event_change", asked),
        mark_of("event_signup", replace(asked, question="found")),
        mark_of("event_signup", replace(asked, options=asked.options[::-1])),
        mark_of("event_signup", replace(asked, options=asked.options[:1])),
    ]

    assert mark_of("event_signup", asked) not in others
    assert mark_of("event_signup", asked) == mark_of("event_signup", replace(asked, tries=2, wording="other"))


def test_each_button_says_its_place_in_the_list() -> None:
    one = shown("event_signup", choose("event", EVENTS), "en", the_book())
    mark = mark_of("event_signup", one.asked)

    assert one.payloads("event_signup") == (f"{mark}:0", f"{mark}:1")
    assert len(f"{mark}:99".encode()) <= 64  # as many bytes as Telegram carries
