"""What a word means."""

from bot.flows.explain import ExplainFacts, explain
from bot.model.effect import AskForPerson
from bot.model.explanation import Explanation, Meaning
from tests.talk import Talk

BOARD = Meaning("integrated care board", "It plans and pays for health services.")
TEACHER = Meaning("teaching assistant", "Somebody who helps a teacher.")
HOUSING = Meaning("temporary accommodation", "A place to stay for a while.")


def test_what_we_do_not_know_a_person_explains_and_we_say_so() -> None:
    talk = Talk(explain, ExplainFacts(Explanation("ZQXB")))

    assert talk.effects == [AskForPerson("explain_word", "ZQXB")]
    assert '"ZQXB"' in talk.words


def test_what_we_know_is_told_at_once() -> None:
    talk = Talk(explain, ExplainFacts(Explanation("ICB", (BOARD,))))

    assert talk.effects == []
    assert "ICB is short for integrated care board. It plans and pays for health services." in talk.words


def test_of_several_meanings_the_one_they_want_is_told() -> None:
    talk = Talk(explain, ExplainFacts(Explanation("TA", (TEACHER, HOUSING))))
    asked = talk.words
    talk.hear("2")

    assert "teaching assistant" in asked
    assert "A place to stay for a while." in talk.words
