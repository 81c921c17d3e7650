"""The terms of plain language: every entry keeps its own promises, and a wrong one says where it is (P2.1)."""

from pathlib import Path

import pytest

from bot.language.plain.checker import check
from bot.language.plain.entries import TERM_KINDS, BadTerms, Kind, read_entries
from bot.language.plain.inflections import Form, inflected
from bot.language.plain.terms import Terms, compile_terms, load
from bot.language.plain.text import Text
from tests.people import DATA
from tests.words import the_terms

FILES = sorted((DATA / "plain").glob("*.yml"))
AN_ENTRY = """
- term: utilise
  kind: hard
  inflect: verb
  say: [use]
  swap: true
  bad: We utilise the hall.
  good: We use the hall.
"""


def write(folder: Path, text: str) -> Path:
    (folder / "some.yml").write_text(text)
    (folder / "ordinary.txt").write_text("not\n")
    return folder


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_term_is_found_in_its_bad_sentence_and_not_in_its_good_one(file: Path) -> None:
    terms = the_terms()
    entries = [entry for entry in read_entries(DATA / "plain") if f"- term: {entry.term}\n" in file.read_text("utf-8")]
    missed = [
        entry.bad
        for entry in entries
        if not entry.well_known and all(found.term != entry.term for found in check(entry.bad, terms).findings)
    ]
    flagged = [
        entry.good for entry in entries if any(one.term == entry.term for one in check(entry.good, terms).findings)
    ]

    assert missed == []
    assert flagged == []


def test_there_are_enough_of_each_kind_to_be_of_use() -> None:
    entries = the_terms().entries
    counted = {kind: sum(entry.kind is kind for entry in entries) for kind in TERM_KINDS}

    assert counted[Kind.ACRONYM] >= 400
    assert counted[Kind.JARGON] >= 550
    assert counted[Kind.HARD] >= 350
    assert counted[Kind.WORDY] >= 140
    assert counted[Kind.INCLUSIVE] >= 60


def test_an_explanation_is_plain_itself() -> None:
    terms = the_terms()
    hard = [
        (entry.term, found.text)
        for entry in terms.entries
        for found in check(entry.explain, terms).findings
        if found.kind is Kind.ACRONYM and found.term != entry.term
    ]

    assert hard == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(("kind: hard", "kind: difficult"), "line 2: no kind is called 'difficult'", id="kind"),
        pytest.param(("say: [use]", "say: use"), "line 2: 'say' of 'utilise' is a list", id="list"),
        pytest.param(("  good: We use the hall.\n", ""), "line 2: 'utilise' has no 'good'", id="missing"),
        pytest.param(("kind: hard", "kind: acronym"), "line 2: the acronym 'utilise' has no 'expand'", id="acronym"),
        pytest.param(("swap: true", "swop: true"), "line 2: no key is called 'swop'", id="key"),
    ],
)
def test_a_wrong_entry_says_file_line_and_what_to_change(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(BadTerms, match=r"some\.yml") as raised:
        read_entries(write(tmp_path, AN_ENTRY.replace(*change)))

    assert says in str(raised.value)


def test_an_edited_file_is_read_anew_though_compiled_before(tmp_path: Path) -> None:
    compile_terms(write(tmp_path, AN_ENTRY))
    assert [entry.term for entry in load(tmp_path).entries] == ["utilise"]

    write(tmp_path, AN_ENTRY.replace("utilise", "commence"))

    assert [entry.term for entry in load(tmp_path).entries] == ["commence"]


def test_the_longest_term_wins_and_a_wider_phrase_excuses(tmp_path: Path) -> None:
    wider = AN_ENTRY.replace("  swap: true\n", "  not_in: [utilise your vote]\n")
    longer = AN_ENTRY.replace("term: utilise", "term: utilise fully").replace("We utilise", "We utilise fully")
    terms = Terms(read_entries(write(tmp_path, wider + longer)))

    def found(text: str) -> list[str]:
        return [text[hit.start : hit.end] for hit in terms.hits(Text(text))]

    assert found("Utilising it, we utilise fully what we have.") == ["Utilising", "utilise fully"]
    assert found("Please utilise your vote, and utilised well.") == ["utilised"]


@pytest.mark.parametrize(
    ("words", "form", "expected"),
    [
        pytest.param("use", Form.ING, "using", id="silent e"),
        pytest.param("stop", Form.PAST, "stopped", id="doubled"),
        pytest.param("carry out", Form.S, "carries out", id="first word of a verb"),
        pytest.param("make easier", Form.PAST, "made easier", id="irregular"),
        pytest.param("person who plans services", Form.PLURAL, "people who plan services", id="agrees"),
        pytest.param("way of working", Form.PLURAL, "ways of working", id="head of a noun"),
    ],
)
def test_what_to_say_has_the_grammar_of_what_is_there(words: str, form: Form, expected: str) -> None:
    assert inflected(words, form) == expected
