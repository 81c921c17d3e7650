"""The words people answer with, as the project ships them and as somebody may edit them."""

import pytest

from bot.language import lexicon
from bot.language.lexicon import BadKeywords
from bot.model.reply import ANY_LANGUAGE, Keyword
from tests.replies import DATA, the_lexicon

MINIMAL = "en: {words: {stop: [stop], yes: [yes], no: [no], polite: [please]}}\n"


def test_the_words_shipped_say_that_nobody_has_checked_them() -> None:
    text = (DATA / "keywords.yml").read_text("utf-8")

    assert "DRAFT" in text
    assert text.count("\n  checked: false\n") == len(the_lexicon().keywords)


def test_yes_no_and_on_are_words_and_not_booleans() -> None:
    read = lexicon.lexicon("en: {words: {yes: [yes, on], no: [no, off]}}")

    assert read.words["en"]["yes"] == {"yes", "on"}


def test_words_of_kin_count_too_and_those_of_others_do_not() -> None:
    read = lexicon.lexicon(MINIMAL + "bn: {also: [bn-Latn]}\nbn-Latn: {words: {stop: [bondho]}}\n")

    assert read.keywords["bn"]["bondho"] is Keyword.STOP
    assert "bondho" not in read.keywords["en"]


def test_accents_may_be_left_out_unless_that_is_another_word() -> None:
    read = lexicon.lexicon(MINIMAL + "vi: {words: {stop: [dừng, ngừng], maybe_stop: [dung]}}\n")

    assert read.keywords["vi"]["ngung"] is Keyword.STOP
    assert read.keywords["vi"]["dung"] is Keyword.MAYBE_STOP


def test_a_yes_that_is_a_no_elsewhere_stays_at_home() -> None:
    read = lexicon.lexicon(MINIMAL + "aa: {words: {yes: [da, jo]}}\nbb: {words: {no: [da]}}\n")

    assert "da" not in read.words[ANY_LANGUAGE]["yes"] | read.words[ANY_LANGUAGE]["no"]
    assert "jo" in read.words[ANY_LANGUAGE]["yes"]


def test_a_word_marked_only_here_stays_at_home() -> None:
    read = lexicon.lexicon(MINIMAL + "so: {words: {no: [may, maya]}, only_here: [may]}\n")

    assert read.words[ANY_LANGUAGE]["no"] == {"no", "maya"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "no 'en'"),
        ("bn: {}", "no 'en'"),
        ("en: [", "not YAML"),
        ("en: stop", "no tables"),
        ("en: {wrods: {}}", "'wrods'"),
        ("en: {words: [stop]}", "not a table"),
        ("en: {words: {stop: stop}}", "'words.stop'"),
        ("en: {words: {stop: ['?!']}}", "'words.stop'"),
        ("en: {also: [xx]}", "'xx'"),
        ("en: {numbers: {many: [lots]}}", "'many'"),
        ("en: {weekdays: {someday: [someday]}}", "'someday'"),
        ("en: {hours: {noon: [noon]}}", "'noon'"),
    ],
)
def test_a_slip_in_the_file_is_named(text: str, says: str) -> None:
    with pytest.raises(BadKeywords, match=says):
        lexicon.lexicon(text)
