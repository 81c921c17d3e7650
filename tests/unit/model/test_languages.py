"""What languages are called."""

import pytest

from bot.model.languages import NAMED, WITH_KINDS, spoken_name
from bot.model.questions import Choice
from bot.model.words import Label, Phrase
from tests.talk import the_book


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("bn", Phrase("language.bn"), id="our phrase"),
        pytest.param("xx", "Xxish", id="its own name"),
        pytest.param("Chavacano", "Chavacano", id="as the person wrote it"),
    ],
)
def test_a_language_has_a_name(code: str, name: Label) -> None:
    assert spoken_name(code, (Choice("xx", "Xxish"),)) == name


@pytest.mark.parametrize("code", sorted(NAMED))
def test_every_language_we_name_has_a_phrase(code: str) -> None:
    assert the_book().has(f"language.{code}", "en")


@pytest.mark.parametrize("code", sorted(WITH_KINDS))
def test_every_language_with_kinds_has_an_example(code: str) -> None:
    assert the_book().has(f"needs.kind_of.{code}", "en")
