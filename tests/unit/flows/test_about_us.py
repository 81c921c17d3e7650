"""Who is this, and can it be trusted?"""

from bot.flows.about_us import AboutFacts, about_us
from tests.talk import Talk


def test_we_say_who_we_are_that_a_computer_writes_and_what_we_never_ask_for() -> None:
    words = Talk(about_us, AboutFacts("Bow Together")).words

    assert "This is Bow Together." in words
    assert "computer" in words
    assert "never ask for money" in words


def test_the_way_out_and_a_person_are_offered_and_nothing_is_asked() -> None:
    talk = Talk(about_us, AboutFacts("Bow Together"))

    assert "Send STOP" in talk.words
    assert "Send PERSON" in talk.words
    assert talk.run.ended
