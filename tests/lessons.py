"""Builders of training examples, small enough to train on in a moment."""

from functools import cache
from pathlib import Path

from nlu.embedded import EmbeddedEngine
from nlu.examples import Example, read_examples
from nlu.language import Language
from nlu.model import Model
from nlu.training import train

LESSON = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello there
    - good morning
    - hi everyone
    - salaam
- intent: sign_up
  examples: |
    - put my name down please
    - can i come on [tuesday](day)
    - sign me up for the lunch
    - save a place for [two](number)
- intent: stop_politely
  examples: |
    - please do not text me any more
    - stop sending these messages
    - take me off the list
    - no more texts thank you
- intent: danger
  examples: |
    - he is going to hurt me
    - i want to die
    - someone is at the door with a knife
    - my uncle hits me
"""


def a_file_of_examples(folder: Path, text: str = LESSON, name: str = "en.yml") -> Path:
    """`text` as a file in `folder`."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def an_example(text: str, intent: str = "greet", language: str | None = "en") -> Example:
    """`text`, meaning `intent`."""
    return Example(text, intent, language)


def some_examples(folder: Path) -> tuple[Example, ...]:
    """The examples of `LESSON`."""
    return read_examples(a_file_of_examples(folder))


@cache
def a_model() -> Model:
    """Trained on four intents with four short examples each."""
    said = {
        "greet": ("hello there", "good morning", "hi everyone", "salaam"),
        "sign_up": ("put my name down please", "can i come on tuesday", "sign me up for lunch", "save me a place"),
        "stop_politely": (
            "please do not text me any more",
            "stop sending these",
            "take me off the list",
            "no more texts",
        ),
        "danger": (
            "he is going to hurt me",
            "i want to die",
            "someone is at the door with a knife",
            "my uncle hits me",
        ),
    }
    return train([an_example(text, intent) for intent, texts in said.items() for text in texts])


class EverybodyWrites:
    """A detector for which every message is in one language, or in the one its writer is known for."""

    def __init__(self, code: str = "en") -> None:
        self._code = code

    def detect(self, text: str, known: str | None = None) -> Language:
        """The language everybody writes."""
        return Language(known or self._code, 1.0, True)


def an_engine() -> EmbeddedEngine:
    """The engine with the small model."""
    return EmbeddedEngine(a_model(), EverybodyWrites())
