"""Messages that staff labelled come back as training examples."""

from pathlib import Path

import pytest

from nlu.examples import Example, read_examples
from nlu.meaning import Entity
from nlu.review import by_language, write

LABELLED = (
    Example("two of us on tuesday", "sign_up", "so", (Entity("number", "2", 0, 3), Entity("day", "tuesday", 13, 20))),
    Example("adiga kee?", "who_are_you", "so"),
    Example("haa, waan imanayaa", "sign_up", "so"),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write(LABELLED, tmp_path / "so.yml")

    assert sorted(read_examples(tmp_path / "so.yml"), key=str) == sorted(LABELLED, key=str)


def test_a_line_break_in_a_message_does_not_make_two_examples(tmp_path: Path) -> None:
    write([Example("hello\n- bye", "greet", "so")], tmp_path / "so.yml")

    assert [example.text for example in read_examples(tmp_path / "so.yml")] == ["hello - bye"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        pytest.param("is it [here](https://example.org)?", "is it (here)(https://example.org)?", id="a link"),
        pytest.param("[me]{you}", "(me){you}", id="what looks like a mark"),
        pytest.param("hi\x07\uffff there", "hi there", id="what YAML cannot hold"),
        pytest.param("- # 'hi': \"you\"", "- # 'hi': \"you\"", id="YAML's own signs"),
        pytest.param("ক্‍ষ 👩‍👧", "ক্‍ষ 👩‍👧", id="joined letters and pictures"),
    ],
)
def test_whatever_somebody_wrote_can_be_read_again(tmp_path: Path, said: str, read: str) -> None:
    write([Example(said, "greet", "en")], tmp_path / "en.yml")

    assert read_examples(tmp_path / "en.yml") == (Example(read, "greet", "en"),)


def test_each_language_is_a_file_of_its_own() -> None:
    unknown = Example("?", "greet", None)

    assert by_language([*LABELLED, unknown]) == {"so": list(LABELLED), "other": [unknown]}
