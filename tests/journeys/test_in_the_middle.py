"""In the middle of anything: help, back, skip, start again, another language, a word asked about, an old button."""

import pytest

from bot.app import Parts
from bot.model.message import MessageKind
from bot.store import tasks
from tests.people import Resident, an_event, plant

SOMEONE = "Will somebody come with you?"


@pytest.fixture
def amina(house: Parts) -> Resident:
    plant(house, an_event(), an_event(title="Tea"))
    return Resident(house).is_welcomed()


@pytest.mark.parametrize(
    "before",
    [[], ["events"], ["events", "1"], ["events", "1", "no"], ["person"]],
    ids=["nothing", "choice", "yes or no", "several", "words"],
)
def test_help_gives_the_safety_line_first_and_then_the_open_question_again(amina: Resident, before: list[str]) -> None:
    asked = "" if not before else amina.chats(*before)
    answer = amina.writes("HELP")

    assert answer.startswith("In danger now? Call 999.")
    assert asked.splitlines()[-1:] == answer.splitlines()[-1:] or not before


def test_help_is_there_before_anybody_has_agreed_to_anything(house: Parts) -> None:
    assert Resident(house, "+447700900177").writes("help").startswith("In danger now? Call 999.")


def test_no_word_of_help_is_one_that_providers_take_for_stop(amina: Resident) -> None:
    words = amina.writes("HELP").upper().replace("\n", " ").split()

    assert not {"CANCEL", "END", "QUIT", "YES"} & set(words)


def test_back_asks_the_question_before_again(amina: Resident) -> None:
    assert SOMEONE in amina.chats("events", "1", "no", "back")
    assert "Which event would you like" in amina.writes("BACK")
    assert "This is the first question." in amina.writes("back")


def test_back_changes_an_answer(amina: Resident) -> None:
    confirm = amina.chats("events", "1", "no", "none", "back", "back", "yes", "2", "1", "none")

    assert "3 of you." in confirm


def test_skip_is_refused_kindly_where_we_need_the_answer(amina: Resident) -> None:
    answer = amina.chats("events", "1", "skip")

    assert "we need this answer" in answer
    assert SOMEONE in answer


def test_start_again_begins_the_same_conversation_from_the_top(amina: Resident) -> None:
    assert "Which event would you like" in amina.chats("events", "1", "no", "start again")


def test_another_language_and_the_open_question_in_it(amina: Resident) -> None:
    answer = amina.chats("events", "1", "can you speak bangla please")

    assert "বাংলা" in answer
    assert SOMEONE not in answer
    assert "আপনার" in answer
    assert amina.standing.contact.language == "bn"


def test_a_word_asked_about_is_taken_up_and_the_question_comes_again(house: Parts, amina: Resident) -> None:
    answer = amina.chats("events", "1", "what does ZQXB mean?")

    assert 'I do not know "ZQXB"' in answer
    assert SOMEONE in answer
    with house.store.read() as tx:
        assert [(task.kind, task.details) for task in tasks.open_tasks(tx)] == [("explain_word", "ZQXB")]


def test_a_word_of_the_field_is_explained_and_the_question_comes_again(house: Parts, amina: Resident) -> None:
    answer = amina.chats("events", "1", "what does JSNA mean?")

    assert "JSNA is short for joint strategic needs assessment." in answer
    assert SOMEONE in answer
    with house.store.read() as tx:
        assert tasks.open_tasks(tx) == ()


def test_a_word_with_several_meanings_is_asked_about_first(amina: Resident) -> None:
    asked = amina.chats("events", "1", "what is a TA?")
    told = amina.writes("temporary accommodation")

    assert "more than one thing" in asked
    assert "TA is short for temporary accommodation." in told
    assert SOMEONE in told


def test_a_draft_is_checked_in_the_middle_of_anything(amina: Resident) -> None:
    answer = amina.chats("events", "1", "check: We will utilise the hall. The ICB is coming.")

    assert '"utilise": say "use".' in answer
    assert '"ICB": say "integrated care board (ICB)".' in answer
    assert SOMEONE in answer


def test_a_plain_draft_is_told_to_be_plain(amina: Resident) -> None:
    assert "I would change nothing" in amina.writes("Check: we meet on Tuesday at the hall")


def test_two_wrong_replies_are_asked_again_in_other_words_and_the_third_offers_a_person(amina: Resident) -> None:
    amina.chats("events", "1")
    first, second, third = (amina.writes("purple") for _ in range(3))

    assert SOMEONE in first
    assert SOMEONE in second
    assert first != second
    assert "Let us find a person to help you." in third


def test_after_the_person_the_question_is_still_there(amina: Resident) -> None:
    amina.chats("events", "1", "purple", "purple", "purple")
    answer = amina.chats("I do not know", "write to me here")

    assert "One of us will write to you here" in answer
    assert "Let us go back to where we were." in answer
    assert SOMEONE in answer


def test_a_button_of_an_earlier_question_is_no_answer_to_this_one(house: Parts) -> None:
    plant(house, an_event())
    dot = Resident(house, "+447700900166", skin="telegram").is_welcomed("Dot")
    dot.chats("events", "1")
    old = dot.bubbles
    dot.presses("No")
    dot.bubbles = old
    answer = dot.presses("Yes")

    assert "That button is from an earlier question." in answer
    assert "Do you need any of these" in answer


def test_another_wish_is_taken_up_and_the_open_question_waits(amina: Resident) -> None:
    amina.chats("events", "1")
    assert "How long would you like a rest" in amina.writes("pause")
    answer = amina.writes("a week")

    assert "No news until" in answer
    assert SOMEONE in answer


def test_greeting_at_an_open_question_keeps_it_open(amina: Resident) -> None:
    assert SOMEONE in amina.chats("events", "1", "hello")


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind not in (MessageKind.TEXT, MessageKind.BUTTON)])
def test_nothing_that_can_be_sent_loses_the_open_question(amina: Resident, kind: MessageKind) -> None:
    amina.chats("events", "1")
    amina.sends(kind)

    assert "Do you need any of these" in amina.writes("no")


@pytest.mark.parametrize("words", ["hi", "thanks", "back", "start again"])
def test_small_talk_at_the_menu_is_no_wrong_answer(amina: Resident, words: str) -> None:
    answer = amina.chats("menu", words)

    assert "Sorry" not in answer
    assert ("You are welcome!" in answer) == (words == "thanks")
