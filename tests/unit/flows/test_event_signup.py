"""Signing up for an event."""

from dataclasses import replace

import pytest

from bot.flows.event_signup import MOST_LISTED, SignupFacts, event_signup
from bot.model.effect import AskForPerson, Begin, JoinWaitingList, TakePlace
from bot.model.event import Event, Need, NeedKind, OpenTo, SignUp
from bot.model.questions import Choice
from tests.gatherings import a_sign_up, an_event
from tests.talk import NOW, ROSHANA, Talk

SPOKEN = (Choice("en", "English"), Choice("bn", "বাংলা"), Choice("so", "Soomaali"))
IN_THE_ROOM_WITH_NOBODY = ("1", "no")


def facts(*events: Event, mine: tuple[SignUp, ...] = ()) -> SignupFacts:
    return SignupFacts(events or (an_event(),), NOW.date(), mine, SPOKEN, {1: "https://example.org/e/1.ics"})


def a_sign_up_talk(*events: Event, mine: tuple[SignUp, ...] = ()) -> Talk:
    return Talk(event_signup, facts(*events, mine=mine))


def needing(*words: str, with_family: bool = False) -> Talk:
    """Someone who has come to the needs, alone or with one relative, and goes on with `words`."""
    company = ("yes", "1", "somebody from my family") if with_family else ("no",)
    return a_sign_up_talk().hear("1", *company, *words)


def needs_of(talk: Talk) -> tuple[Need, ...]:
    assert isinstance(talk.effects[-1], TakePlace)
    return talk.effects[-1].needs


SUITS = ("skip", "any time", "both are fine", "yes")  # how it suits them, and the confirmation


def test_somebody_alone_who_needs_nothing_sends_four_messages() -> None:
    talk = a_sign_up_talk().hear("1", "no", "none", "yes")

    assert talk.run.ended
    assert talk.effects == [TakePlace(1)]
    assert talk.said == [f"event_signup.{key}" for key in ("done", "way", "calendar", "reminders")]


def test_an_event_says_all_that_a_person_decides_by() -> None:
    event = an_event(open_to=OpenTo.WOMEN, step_free=True, prayer_space=True, food="Samosas", what_can_change="Hours.")
    words = a_sign_up_talk(event).hear("1").words

    for said in (
        "Saturday 14 March at 6pm",
        "Idea Store Whitechapel",
        "Bengali",
        "for women",
        "a way in with no steps and a place to pray",
        "Food: Samosas",
        "Why: To hear how care at home works for you.",
        "What you get: Tea, samosas and a say in your care.",
        "What can change: Hours.",
        "about 2 hours",
    ):
        assert said in words


def test_an_hour_and_a_half_is_said_in_minutes() -> None:
    event = an_event()
    event = an_event(ends=event.starts + (event.ends - event.starts) * 3 / 4)

    assert "about 90 minutes" in a_sign_up_talk(event).hear("1").words


def test_with_no_open_event_we_say_so() -> None:
    talk = Talk(event_signup, SignupFacts((), NOW.date()))

    assert talk.said == ["event_signup.none_open"]
    assert talk.effects == []


def test_six_events_are_listed_and_help_to_find_one() -> None:
    talk = a_sign_up_talk(*(an_event(number) for number in range(1, 10)))

    assert len(talk.choices) == MOST_LISTED + 1
    assert talk.choices[-1] == "Help me find one"


def test_an_event_pushed_down_the_list_meanwhile_can_still_be_chosen() -> None:
    talk = a_sign_up_talk(an_event(9), an_event(10)).hear("1")
    talk.facts = facts(*(an_event(number) for number in range(1, 11)))
    talk.hear("no", "none", "yes")

    assert talk.effects == [TakePlace(9)]


def test_an_event_that_was_called_off_meanwhile_is_said_to_be_gone() -> None:
    talk = a_sign_up_talk(an_event(1), an_event(2)).hear("1")
    talk.facts = facts(an_event(2), an_event(3))
    talk.hear("no")

    assert talk.open == "event"
    assert talk.run.why == "stale.gone"


def test_an_event_is_found_by_its_place_and_facts() -> None:
    poplar = an_event(2, venue="Poplar Union", area="Poplar", directions="", step_free=True)
    elsewhere = an_event(3, venue="Roman Road centre", area="Bow", directions="", step_free=True)
    talk = a_sign_up_talk(an_event(), poplar, elsewhere).hear("help me find one", "near Poplar please", "no steps")

    assert talk.open == "found"
    assert len(talk.choices) == 1
    assert talk.hear("1", "no", "none", "yes").effects == [TakePlace(2)]


def test_when_nothing_fits_we_say_so_and_show_all() -> None:
    talk = a_sign_up_talk(an_event(), an_event(2)).hear("help me find one", "skip", "for men only")

    assert talk.open == "none_fit"
    assert talk.hear("show me all events").open == "of_all"
    assert len(talk.choices) == 2


def test_when_nothing_fits_a_person_can_look() -> None:
    talk = a_sign_up_talk(an_event(), an_event(2)).hear("help me find one", "Poplar", "food", "ask a person")

    assert talk.effects == [AskForPerson("answer", "Looks for an event. Near: Poplar. With: food")]


@pytest.mark.parametrize(("reply", "effects"), [("yes", [Begin("event_change")]), ("no", [])], ids=["yes", "no"])
def test_somebody_who_has_a_place_already_may_change_it(reply: str, effects: list[Begin]) -> None:
    talk = a_sign_up_talk(mine=(a_sign_up(),)).hear("1")

    assert talk.open == "change_it"
    assert talk.hear(reply).effects == effects


def test_for_a_full_event_there_is_a_waiting_list() -> None:
    talk = a_sign_up_talk(an_event(taken=20)).hear("1")

    assert talk.open == "join_waiting_list"
    assert "24 hours" in talk.words
    talk.hear("yes", "no", "none", "yes")
    assert talk.effects == [JoinWaitingList(1)]
    assert talk.said == ["event_signup.waiting"]


def test_nobody_is_put_on_the_waiting_list_against_their_will() -> None:
    talk = a_sign_up_talk(an_event(taken=20)).hear("1", "no")

    assert talk.effects == []
    assert talk.said == ["event_signup.not_waiting"]


def test_a_party_larger_than_the_places_left_waits_together() -> None:
    talk = a_sign_up_talk(an_event(taken=18)).hear("1", "yes", "2", "a friend")

    assert talk.open == "wait_together"
    assert talk.hear("yes", "none", "yes").effects == [JoinWaitingList(1, 3, (), (("who_comes", "friend"),))]


def test_when_the_last_place_goes_meanwhile_we_ask_before_they_wait() -> None:
    talk = a_sign_up_talk().hear("1", "no", "none")
    talk.facts = facts(an_event(taken=20))
    talk.hear("yes")

    assert talk.open == "join_waiting_list"
    assert talk.run.why == "turn.changed"
    assert talk.hear("yes").open == "confirm"
    assert talk.hear("yes").effects == [JoinWaitingList(1)]


def test_nothing_is_booked_without_a_yes_at_the_end() -> None:
    talk = a_sign_up_talk().hear("1", "no", "none", "no")

    assert talk.run.ended
    assert talk.effects == []


def test_an_interpreter_is_asked_for_whole() -> None:
    details = ("bengali", "Sylheti", "a woman", "yes", "on the phone")
    talk = needing("an interpreter", *details, *SUITS)

    said = "Dialect: Sylheti. A woman. Not from their area. By phone"
    assert needs_of(talk) == (Need(NeedKind.INTERPRETER, "bn", said),)


def test_an_interpreter_may_be_for_any_language() -> None:
    talk = needing("an interpreter", "another language", "Chavacano", "either is fine", "no", "either is fine", *SUITS)

    assert needs_of(talk) == (Need(NeedKind.INTERPRETER, "Chavacano"),)


def test_a_dialect_is_only_asked_where_there_are_some() -> None:
    spoken = (Choice("pl", "Polski"),)
    talk = Talk(event_signup, SignupFacts((an_event(),), NOW.date(), (), spoken))

    assert talk.hear("1", "no", "an interpreter", "polish").open == "needs.gender"


def test_the_persons_own_language_stands_first_among_the_interpreters() -> None:
    talk = Talk(event_signup, facts(), replace(ROSHANA, language="so"))

    assert talk.hear("1", "2", "1").choices[0] == "Somali"


def test_family_may_come_and_the_interpreter_is_ours() -> None:
    talk = needing("an interpreter", with_family=True)

    assert talk.open == "needs.family"
    assert "welcome" in talk.words
    assert talk.hear("yes").open == "needs.language"


def test_a_relative_interprets_only_after_the_offer_of_a_word_alone() -> None:
    talk = needing("an interpreter", "no", with_family=True)

    assert talk.open == "needs.word_alone"
    assert talk.hear("no").open == "needs.relative_interprets"
    assert "adult" in talk.words
    (need,) = needs_of(talk.hear("yes", *SUITS))
    assert need.kind is NeedKind.OTHER
    assert "relative" in need.details


def test_a_word_alone_reaches_a_person_and_our_interpreter_is_planned() -> None:
    talk = needing("an interpreter", "no", "yes", with_family=True)

    assert [effect.about for effect in talk.effects if isinstance(effect, AskForPerson)] == ["call_back"]
    assert talk.open == "needs.language"


def test_a_relative_said_to_interpret_is_spoken_about_too() -> None:
    talk = needing("something else", "My son will interpret", with_family=True)

    assert talk.open == "needs.family"


def test_children_are_never_asked_to_interpret() -> None:
    talk = a_sign_up_talk().hear("1", "yes", "1", "a child", "an interpreter")

    assert talk.open == "needs.language"


@pytest.mark.parametrize(
    ("replies", "need"),
    [
        pytest.param(("a bsl interpreter",), Need(NeedKind.BSL), id="BSL"),
        pytest.param(("large print",), Need(NeedKind.LARGE_PRINT), id="large print"),
        pytest.param(("7", "Two, 3 and 5"), Need(NeedKind.CHILDCARE, details="Two, 3 and 5"), id="childcare"),
        pytest.param(("8", "skip"), Need(NeedKind.CARER_COVER), id="cover, told later"),
        pytest.param(("9", "yes"), Need(NeedKind.TRAVEL, details="Money before the day"), id="travel money first"),
        pytest.param(("11", "A seat near the door"), Need(NeedKind.OTHER, details="A seat near the door"), id="other"),
    ],
)
def test_a_need_is_kept_with_its_details(replies: tuple[str, ...], need: Need) -> None:
    assert needs_of(needing(*replies, *SUITS)) == (need,)


def test_bsl_is_interpreted_by_a_registered_interpreter() -> None:
    assert needing("a bsl interpreter").said == ["needs.bsl"]


def test_how_it_suits_is_asked_only_of_those_who_need_something() -> None:
    talk = needing("large print", "An hour", "morning", "a few short ones", "yes")

    assert isinstance(talk.effects[-1], TakePlace)
    assert talk.effects[-1].notes == (
        ("time_to_give", "An hour"),
        ("best_time", "morning"),
        ("meeting_length", "short"),
    )


def test_the_summary_names_what_was_understood() -> None:
    talk = needing("1", "somali", "skip", "1", "no", "1", "skip", "1", "1", with_family=False)

    assert talk.open == "confirm"
    assert "an interpreter who speaks Somali" in talk.words
    assert "Just you" in talk.words
