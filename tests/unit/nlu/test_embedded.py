"""The default engine."""

from nlu.embedded import EmbeddedEngine
from nlu.gazetteer import Name
from nlu.meaning import Entity
from nlu.thresholds import Thresholds
from tests.lessons import EverybodyWrites, a_model, an_engine


def strict(danger: float = 1.1, stop: float = 1.1, otherwise: float = 0.0) -> EmbeddedEngine:
    from dataclasses import replace

    limits = Thresholds({}, otherwise, danger, stop)
    return EmbeddedEngine(replace(a_model(), thresholds=limits), EverybodyWrites())


def test_a_message_has_an_intent_and_a_ranking() -> None:
    meaning = an_engine().understand("hello good morning")

    assert meaning.intent == meaning.ranking[0].intent == "greet"
    assert [guess.confidence for guess in meaning.ranking] == sorted(
        (guess.confidence for guess in meaning.ranking), reverse=True
    )


def test_the_version_names_the_training() -> None:
    engine = an_engine()

    assert engine.understand("hi").engine == engine.version == f"embedded-{a_model().version}"


def test_the_language_somebody_is_known_for_counts() -> None:
    assert an_engine().understand("ok", known="so").language == "so"


def test_what_is_not_sure_enough_is_not_accepted() -> None:
    assert not strict(otherwise=1.1).understand("hello good morning").accepted


def test_danger_is_told_though_something_else_is_likelier() -> None:
    meaning = strict(danger=0.0).understand("hello good morning")

    assert (meaning.intent, meaning.danger) == ("greet", True)


def test_perhaps_stop_is_asked_before_another_wish_is_acted_upon() -> None:
    assert not strict(stop=0.0).understand("hello good morning").accepted


def test_stop_itself_is_acted_upon() -> None:
    meaning = strict(stop=0.0).understand("please do not text me any more")

    assert (meaning.intent, meaning.accepted) == ("stop_politely", True)


def test_the_names_of_the_caller_are_found() -> None:
    engine = EmbeddedEngine(a_model(), EverybodyWrites(), [Name("the mosque one", "event", "Circle")])

    assert engine.understand("is the mosque one on").entities == (Entity("event", "Circle", 3, 17),)


def test_a_very_long_message_is_read_by_its_beginning() -> None:
    assert an_engine().understand("hello good morning. " * 2000).intent == "greet"
