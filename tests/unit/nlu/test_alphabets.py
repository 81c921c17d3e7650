"""Letters that only some languages write."""

from nlu.alphabets import strangers

LANGUAGES = ("en", "pl", "es")


def test_a_letter_is_strange_to_those_who_never_write_it() -> None:
    assert strangers("cześć", LANGUAGES).tolist() == [2, 0, 2]


def test_a_borrowed_word_does_not_outweigh_a_text() -> None:
    assert strangers("ąąąąąąąą", LANGUAGES).tolist() == [3, 0, 3]


def test_urdu_letters_are_strange_to_arabic() -> None:
    assert strangers("مجھے", ("ar", "ur")).tolist() == [2, 0]


def test_plain_letters_and_signs_are_nobodys() -> None:
    assert strangers("hello – 👍", LANGUAGES).tolist() == [0, 0, 0]
