"""What `train` and `evaluate` share: where the examples are, each one's language, and the extras asked for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from nlu.examples import Example
    from nlu.static import WordMeanings

Extras = Annotated[str, typer.Option("--with", help="Extras, such as static; without it, SAYBACK_NLU_EXTRAS.")]


def examples_folder(settings: Settings) -> Path:
    """The edited copy of the examples beside the settings' data if there is one, else those shipped."""
    from nlu.embedded import DATA  # numpy: only for the command that needs it

    edited = settings.data_folder / "nlu"
    return edited if edited.is_dir() else DATA


def examples_in(path: Path) -> Sequence["Example"]:
    """The examples of a file or folder; where its name does not say the language, each is asked for its own."""
    from nlu.examples import read_examples
    from nlu.language import Detector

    read = read_examples(path)
    if all(example.language for example in read):
        return read
    detector = Detector.load()
    # English is the likeliest: Rasa's own files are named for what is in them
    return [one if one.language else replace(one, language=detector.detect(one.text, "en").code) for one in read]


def meanings(extras: str, settings: Settings) -> "WordMeanings | None":
    """The vectors of word meanings asked for, if any. Raises ExtraMissing."""
    from nlu.static import word_meanings

    asked = tuple(part.strip() for part in extras.split(",") if part.strip())
    return word_meanings(asked or settings.nlu_extras)
