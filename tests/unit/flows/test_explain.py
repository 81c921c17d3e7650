"""What a word means."""

from bot.flows.explain import ExplainFacts, explain
from bot.model.effect import AskForPerson
from tests.talk import Talk


def test_a_person_explains_the_word_and_we_say_so() -> None:
    talk = Talk(explain, ExplainFacts("ICB"))

    assert talk.effects == [AskForPerson("explain_word", "ICB")]
    assert '"ICB"' in talk.words
