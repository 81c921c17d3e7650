"""What we did not understand."""

from bot.flows.fallback import FallbackFacts, fallback
from bot.model.effect import Begin
from tests.talk import Talk


def test_we_say_sorry_and_show_what_we_can_do() -> None:
    talk = Talk(fallback, FallbackFacts())

    assert talk.words.startswith("Sorry")
    assert talk.hear("talk to a person").effects == [Begin("person")]
