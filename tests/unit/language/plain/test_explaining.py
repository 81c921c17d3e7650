"""What does ICB mean? Told from the terms, or not at all."""

import pytest

from bot.language.plain.explaining import asked_and_explained
from tests.words import the_terms


@pytest.mark.parametrize(
    ("question", "expansion"),
    [
        ("what does ICB mean?", "integrated care board"),
        ("wots an icb", "integrated care board"),
        ("ICB?", "integrated care board"),
        ("the letter says DTOC??", "delayed transfer of care"),
        ("They told me my case goes to the JSNA, is that good", "joint strategic needs assessment"),
        ("what are I.C.B.s", "integrated care board"),
    ],
)
def test_an_acronym_is_told_however_it_is_asked_about(question: str, expansion: str) -> None:
    found = asked_and_explained(question, the_terms())

    assert [meaning.expansion for meaning in found.meanings] == [expansion]


def test_a_word_of_the_field_is_told() -> None:
    found = asked_and_explained("wat is a care plan", the_terms())

    assert len(found.meanings) == 1
    assert found.meanings[0].words


def test_several_meanings_are_all_there_to_choose_from() -> None:
    found = asked_and_explained("what is a TA", the_terms())

    assert {"teaching assistant", "temporary accommodation"} <= {meaning.expansion for meaning in found.meanings}


@pytest.mark.parametrize("question", ["what does ZQXB mean", "whats a florbit", "QXJ??", "", "what does it mean"])
def test_what_we_do_not_know_is_never_made_up(question: str) -> None:
    assert asked_and_explained(question, the_terms()).meanings == ()
