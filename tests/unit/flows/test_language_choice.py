"""Which language we write in."""

from bot.flows.language_choice import LanguageFacts, language_choice
from bot.model.effect import SetLanguage
from bot.model.questions import Choice
from tests.talk import Talk

LANGUAGES = (Choice("en", "English"), Choice("bn", "বাংলা"))


def test_a_language_is_chosen_by_its_own_name() -> None:
    talk = Talk(language_choice, LanguageFacts(LANGUAGES)).hear("বাংলা")

    assert talk.effects == [SetLanguage("bn")]
    assert talk.said == ["language_choice.chosen"]


def test_words_no_speaker_has_checked_are_said_to_be_unchecked() -> None:
    talk = Talk(language_choice, LanguageFacts(LANGUAGES, frozenset({"bn"}))).hear("2")

    assert talk.said == ["language_choice.chosen", "draft.notice"]
