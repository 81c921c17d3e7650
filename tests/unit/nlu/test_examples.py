"""Training examples in Rasa's YAML."""

from pathlib import Path

import pytest

from nlu.examples import BadExamples, language_of, read_examples
from nlu.meaning import Entity
from tests.lessons import LESSON, a_file_of_examples


def entry(examples: str) -> str:
    lines = "".join(f"    - {example}\n" for example in examples.split("\n"))
    return f"nlu:\n- intent: need_interpreter\n  examples: |\n{lines}"


def test_a_file_named_for_a_language_gives_it_to_its_examples(tmp_path: Path) -> None:
    examples = read_examples(a_file_of_examples(tmp_path, LESSON, "bn-Latn.yml"))

    assert {example.language for example in examples} == {"bn-Latn"}


@pytest.mark.parametrize(("name", "code"), [("zh-Hans", "zh-Hans"), ("syl", "syl"), ("nlu", None), ("train", None)])
def test_only_a_language_code_is_taken_for_one(name: str, code: str | None) -> None:
    assert language_of(Path(f"{name}.yml")) == code


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path: Path) -> None:
    for name in ("so.yml", "en.yml"):
        a_file_of_examples(tmp_path, entry("hello"), name)

    assert [example.language for example in read_examples(tmp_path)] == ["en", "so"]


@pytest.mark.parametrize(
    ("written", "text", "entities"),
    [
        pytest.param("we are [two](number)", "we are two", (Entity("number", "two", 7, 10),), id="marked"),
        pytest.param("[Siloti](language:syl) pls", "Siloti pls", (Entity("language", "syl", 0, 6),), id="with a value"),
        pytest.param(
            'সিলেটি [কথা]{"entity": "need", "value": "x"}', "সিলেটি কথা", (Entity("need", "x", 7, 10),), id="as a record"
        ),
        pytest.param("[not a mark] at all", "[not a mark] at all", (), id="brackets alone"),
    ],
)
def test_marks_become_entities_with_their_places(
    tmp_path: Path, written: str, text: str, entities: tuple[Entity, ...]
) -> None:
    (example,) = read_examples(a_file_of_examples(tmp_path, entry(written)))

    assert (example.text, example.entities) == (text, entities)


def test_a_synonym_gives_its_value(tmp_path: Path) -> None:
    synonym = "- synonym: syl\n  examples: |\n    - Siloti\n"

    (example,) = read_examples(a_file_of_examples(tmp_path, entry("in [Siloti](language)") + synonym))

    assert example.entities[0].value == "syl"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(entry('[two]{"entity": }'), ":4:", id="a mark that is not JSON"),
        pytest.param("nlu:\n- intent: greet\n", ":2:", id="no examples"),
        pytest.param("nlu: greet\n", ":1:", id="no list"),
        pytest.param("nlu: [\n", "not YAML", id="no YAML"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(BadExamples, match=r"en\.yml") as raised:
        read_examples(a_file_of_examples(tmp_path, text))

    assert line in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadExamples, match="nowhere"):
        read_examples(tmp_path / "nowhere.yml")
