"""Faults in training files, with file and line."""

from pathlib import Path

import pytest

from nlu.lint import Domain, lint, read_domain
from tests.lessons import LESSON, a_file_of_examples

DOMAIN = Domain(frozenset({"greet", "thank"}), frozenset({"day"}))


def two_intents(greeting: str, thanks: str) -> str:
    return f"nlu:\n- intent: greet\n  examples: |\n{greeting}- intent: thank\n  examples: |\n{thanks}"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(two_intents("    - hi\n", "    - ta\n"), [], id="none"),
        pytest.param(two_intents("    - hi\n    -\n", "    - ta\n"), [(5, "empty")], id="empty"),
        pytest.param(two_intents("    - hi\n    - Hi!\n", "    - ta\n"), [(5, "same as line 4")], id="twice"),
        pytest.param(two_intents("    - hi\n", "    - hi\n"), [(7, "line 4 of 'greet'")], id="in two intents"),
        pytest.param(
            two_intents("    - on [Monday(day)\n", "    - ta](day)\n"),
            [(4, "brackets"), (7, "brackets")],
            id="brackets",
        ),
        pytest.param(two_intents("    - on [May](dya)\n", "    - ta\n"), [(4, "no entity 'dya'")], id="entity typo"),
        pytest.param(two_intents("    - hi\n", "    - ta\n").replace("thank", "thnak"), [(7, "'thnak'")], id="intent"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, faults: list[tuple[int, str]]) -> None:
    found = lint(a_file_of_examples(tmp_path, text), DOMAIN)

    assert [fault.place for fault in found] == [f"{tmp_path / 'en.yml'}:{line}" for line, _ in faults]
    assert all(words in fault.problem for fault, (_, words) in zip(found, faults, strict=True))


def test_a_domain_declares_intents_and_entities(tmp_path: Path) -> None:
    file = tmp_path / "domain.yml"
    file.write_text("intents: [greet, {thank: {use_entities: []}}]\nentities: [day]\n")

    assert read_domain(file) == DOMAIN


def test_without_a_domain_any_intent_will_do(tmp_path: Path) -> None:
    assert lint(a_file_of_examples(tmp_path, LESSON)) == []


ROOT = Path(__file__).parents[3]


def test_our_own_examples_name_only_what_the_domain_declares() -> None:
    faults = lint(ROOT / "nlu" / "data", read_domain(ROOT / "nlu" / "domain.yml"))

    assert [str(fault) for fault in faults if "domain" in fault.problem or "brackets" in fault.problem] == []
