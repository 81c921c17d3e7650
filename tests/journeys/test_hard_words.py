"""People in danger, in doubt, angry, or with more to tell than we asked for."""

import pytest

from bot.app import Parts
from bot.model.contact import OptOut
from bot.store import tasks
from tests.people import Resident, an_event, plant

DANGER = "In danger now? Call 999."
LONG = (
    "hi im a carer its 2am and i cant sleep i look after my mum she has dementia and my brother never helps and i saw "
    "your poster and dont know who to ask"
)


@pytest.fixture
def amina(house: Parts) -> Resident:
    plant(house, an_event(), an_event(title="Tea"))
    return Resident(house).is_welcomed()


def to_do(house: Parts) -> list[str]:
    with house.store.read() as tx:
        return [task.kind for task in tasks.open_tasks(tx)]


@pytest.mark.parametrize(
    "words",
    ["I want to die", "i cant go on", "Someone is hurting me!", "my husband hits me", "ami morte chai", "chcę umrzeć"],
)
def test_words_of_danger_are_answered_with_the_safety_line_and_told_to_staff(
    house: Parts, amina: Resident, words: str
) -> None:
    answer = amina.chats("events", "1", words)

    assert answer.startswith(DANGER)
    assert "116 123" in answer
    assert "Will somebody come" not in answer
    assert to_do(house) == ["danger"]


def test_danger_is_heard_before_anybody_has_agreed_to_anything(house: Parts) -> None:
    stranger = Resident(house, "+447700900177")

    assert stranger.writes("i want to kill myself").startswith(DANGER)
    assert to_do(house) == ["danger"]


def test_danger_is_nobodys_name(house: Parts) -> None:
    stranger = Resident(house, "+447700900177")

    assert stranger.chats("hello", "yes", "i want to die").startswith(DANGER)
    assert stranger.standing.contact.name is None


def test_danger_is_heard_after_stop_and_nobody_is_reminded_of_it(amina: Resident) -> None:
    answer = amina.chats("stop", "i want to die")

    assert answer.startswith(DANGER)
    assert "You asked us to stop" not in answer


@pytest.mark.parametrize("words", ["who are you", "Is this a scam?", "how did you get my number?", "what is this"])
def test_whoever_doubts_us_is_told_who_we_are_and_the_question_waits(amina: Resident, words: str) -> None:
    answer = amina.chats("events", "1", words)

    assert "This is Hello Tower Hamlets." in answer
    assert "never ask for money" in answer
    assert "Will somebody come with you?" in answer


def test_a_stranger_in_doubt_is_told_what_we_never_ask_for_before_the_first_question(house: Parts) -> None:
    answer = Resident(house, "+447700900177").writes("Is this a scam?")

    assert answer.index("never ask for money") < answer.index("May we keep your number")


def test_a_question_to_us_is_not_taken_for_an_answer(amina: Resident) -> None:
    answer = amina.chats("events", "1", "is the moon made of cheese?")

    assert "cannot answer that. Send PERSON" in answer
    assert "Will somebody come with you?" in answer
    assert "yes or a no" not in answer


@pytest.mark.parametrize("before", [[], ["events"], ["events", "1"]], ids=["nothing", "choice", "yes or no"])
def test_whoever_writes_a_lot_is_thanked_and_read_by_a_person(house: Parts, amina: Resident, before: list[str]) -> None:
    answer = amina.chats(*before, LONG)

    assert answer.startswith("Thank you for telling us.")
    assert to_do(house) == ["answer"]


def test_a_long_first_message_is_not_passed_over(house: Parts) -> None:
    answer = Resident(house, "+447700900177").writes(LONG)

    assert answer.startswith("Thank you for telling us.")
    assert "May we keep your number" in answer
    assert to_do(house) == ["answer"]


def test_a_stop_word_of_a_language_we_do_not_speak_is_asked_about_once(amina: Resident) -> None:
    assert "Stop all messages" in amina.chats("events", "koniec")
    amina.writes("koniec")
    assert amina.standing.address.opted_out is OptOut.EVERYTHING


@pytest.mark.parametrize("words", ["f off", "Fuck off!!", "go away", "Remove me", "don't text me again"])
def test_anger_is_a_stop(amina: Resident, words: str) -> None:
    amina.chats("events", words)

    assert amina.standing.address.opted_out is OptOut.EVERYTHING


def test_whoever_wants_to_be_deleted_is_told_by_when(house: Parts, amina: Resident) -> None:
    assert "One of us will delete what we keep about you" in amina.writes("delete my data")
    assert to_do(house) == ["answer"]


@pytest.mark.parametrize("words", ["yes", "why do you ask?"])
def test_a_yes_or_a_question_is_not_taken_for_a_name(house: Parts, words: str) -> None:
    stranger = Resident(house, "+447700900177")

    assert "Any name you like" in stranger.chats("hello", "yes", words)
    stranger.writes("Maria")
    assert stranger.standing.contact.name == "Maria"


def test_somebody_with_a_name_like_yes_only_has_to_say_it_twice(house: Parts) -> None:
    stranger = Resident(house, "+447700900177")
    stranger.chats("hello", "yes", "Yeah", "Yeah")

    assert stranger.standing.contact.name == "Yeah"


def test_a_no_is_no_name(house: Parts) -> None:
    stranger = Resident(house, "+447700900177")

    assert "What would you like to do?" in stranger.chats("hello", "yes", "no thanks")
    assert stranger.standing.contact.name is None


def test_whoever_told_us_to_stop_is_promised_no_reminder(amina: Resident) -> None:
    answer = amina.chats("stop", "events", "1", "no", "none", "yes")

    assert "we will not remind you" in answer
    assert "We will remind you" not in answer


def test_a_full_event_says_so_in_the_list(house: Parts) -> None:
    plant(house, an_event(places=2, taken=2), an_event(title="Tea"))

    assert "(full)" in Resident(house).is_welcomed().writes("events")


def test_whoever_said_no_and_comes_back_is_shown_what_they_can_do(house: Parts) -> None:
    stranger = Resident(house, "+447700900177")

    assert "What would you like to do?" in stranger.chats("hello", "no", "START", "yes", "skip")
