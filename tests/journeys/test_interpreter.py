"""An interpreter who is not family (P1.3): the language and its kind, a woman or a man, from elsewhere, by phone."""

from collections.abc import Sequence

from bot.app import Parts
from bot.model.event import Need, NeedKind
from bot.store import events, tasks
from tests.people import Resident, an_event, plant


def needs_of(house: Parts, sign_up_id: int = 1) -> Sequence[Need]:
    with house.store.read() as tx:
        return events.needs_of(tx, sign_up_id)


def test_hodan_asks_for_a_woman_from_elsewhere_by_phone(house: Parts) -> None:
    plant(house, an_event())
    hodan = Resident(house).is_welcomed("Hodan")

    assert "Which language should the interpreter speak?" in hodan.chats("events", "1", "no", "an interpreter")
    assert "Which kind of Somali" in hodan.writes("Somali")
    assert "a woman or a man" in hodan.writes("Maay")
    assert "from outside your area" in hodan.writes("a woman")
    assert "on the phone?" in hodan.writes("yes")
    hodan.writes("phone")
    assert "You need: an interpreter who speaks Somali." in hodan.chats("skip", "any time", "both")
    hodan.writes("yes")

    assert needs_of(house) == (
        Need(NeedKind.INTERPRETER, "so", "Dialect: Maay. A woman. Not from their area. By phone"),
    )


def test_the_need_becomes_a_task_five_days_before_at_once_when_it_is_late(house: Parts) -> None:
    plant(house, an_event())
    hodan = Resident(house).is_welcomed("Hodan")
    hodan.chats("events", "1", "no", "1", "Somali", "skip", "1", "no", "1", "skip", "any time", "both", "yes")

    with house.store.read() as tx:
        (task,) = tasks.open_tasks(tx)
    assert task.details.startswith("interpreter so A woman. In the room for Health chat")


def test_family_may_come_but_interpret_only_after_the_offer_of_a_word_alone(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house).is_welcomed()

    asked = amina.chats("events", "1", "yes", "1", "2", "1")
    assert "Your family are welcome to come. We bring an interpreter who is not family" in asked
    assert "just you?" in amina.writes("no")
    assert "an adult from your family" in amina.writes("no")
    amina.writes("yes")
    amina.chats("skip", "any time", "both", "yes")

    (need,) = needs_of(house)
    assert need.kind is NeedKind.OTHER
    assert "after we offered a word alone" in need.details


def test_a_word_alone_is_a_call_back_and_our_own_interpreter_is_planned(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house).is_welcomed()
    answer = amina.chats("events", "1", "yes", "1", "2", "1", "no", "yes")

    assert "One of us will talk with you about this." in answer
    assert "Which language should the interpreter speak?" in answer
    with house.store.read() as tx:
        assert [task.kind for task in tasks.open_tasks(tx)] == ["call_back"]


def test_nobody_is_ever_offered_a_child_to_interpret(house: Parts) -> None:
    plant(house, an_event())
    amina = Resident(house).is_welcomed()
    asked = amina.chats("events", "1", "yes", "1", "a child", "1")

    assert "Which language should the interpreter speak?" in asked
    assert "child" not in asked


def test_on_a_small_phone_and_a_big_one_the_words_are_the_same(house: Parts) -> None:
    plant(house, an_event())
    small = Resident(house).is_welcomed()
    big = Resident(house, "+447700900188", skin="telegram").is_welcomed()
    for resident in (small, big):
        resident.chats("events", "1")

    assert [button.title for button in big.bubbles[-1].buttons] == ["Yes", "No"]
    assert small.said[-1].replace(" Reply YES or NO.", "") == big.said[-1]
