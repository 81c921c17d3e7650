"""Names say nothing of a language."""

from nlu import names


def test_names_are_taken_out_and_the_rest_stays() -> None:
    assert names.without("Amina from Whitechapel").split() == ["from"]


def test_a_name_within_a_word_stays() -> None:
    assert names.without("khanate") == "khanate"
