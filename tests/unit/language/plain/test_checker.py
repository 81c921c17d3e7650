"""What the checker finds in texts as people write them (P2.1, P5.1, P6.3)."""

import pytest

from bot.language.plain.checker import Audience, check
from bot.language.plain.entries import Kind
from bot.language.plain.finding import Finding
from bot.language.plain.syllables import syllables
from tests.words import the_terms


def findings(text: str, audience: Audience = Audience.RESIDENT, language: str = "en") -> list[Finding]:
    return list(check(text, the_terms(), audience, language).findings)


def kinds(text: str) -> dict[str, str]:
    return {found.text: str(found.kind) for found in findings(text)}


def test_a_plain_message_is_left_alone() -> None:
    found = check(
        "Hi Amina. The meeting is on Tuesday at 2pm in the library. You get lunch. Ring us on 020 7946 0000.",
        the_terms(),
    )

    assert found.findings == ()
    assert found.plain
    assert found.sentences == 4


def test_a_council_paragraph_reads_like_an_editor_has_seen_it() -> None:
    found = kinds("The ICB is commencing a stakeholder engagement exercise in order to facilitate improved outcomes.")

    assert found["ICB"] == "acronym"
    assert found["commencing"] == "hard"
    assert found["stakeholder engagement"] == "jargon"
    assert found["in order to"] == "wordy"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The integrated care board (ICB) met. The ICB agreed.", id="words, then letters"),
        pytest.param("The ICB (integrated care board) met.", id="letters, then words"),
        pytest.param("The Borough Walking Club Group (BWCG) met. Join BWCG.", id="one we do not know"),
        pytest.param("Ring your GP or the NHS on 111.", id="known to everybody"),
        pytest.param("SEND US YOUR VIEWS ABOUT THE ICB", id="a heading in capitals"),
        pytest.param("Live in E1 4DG? Reply STOP to stop. You must NOT pay.", id="postcodes, commands, stress"),
    ],
)
def test_an_acronym_that_is_explained_or_none_at_all_is_left_alone(text: str) -> None:
    assert [found.text for found in findings(text) if found.kind is Kind.ACRONYM] == []


def test_an_acronym_we_do_not_know_gets_no_made_up_meaning() -> None:
    (found,) = [one for one in findings("Bring the ZQXB form.") if one.kind is Kind.ACRONYM]

    assert (found.text, found.say) == ("ZQXB", ())


def test_places_are_counted_in_code_points() -> None:
    text = "👍🏽 “Please utilise it”"
    (found,) = findings(text)

    assert text[found.start : found.end] == found.text == "utilise"
    assert found.say[0] == "use"


def test_what_to_say_fits_the_sentence() -> None:
    (found,) = [one for one in findings("We are utilising the hall.") if one.kind is Kind.HARD]

    assert (found.say[0], found.swap) == ("using", "using")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Your form was lost by the office.", Kind.PASSIVE, id="passive"),
        pytest.param("It is not uncommon to wait.", Kind.DOUBLE_NEGATIVE, id="two negatives"),
        pytest.param("We will write to you in due course.", Kind.VAGUE_DATE, id="no day"),
        pytest.param(
            "Come along to our big day at the hall on Tuesday and bring all of your friends.",
            Kind.INVITATION,
            id="why?",
        ),
        pytest.param("We went " + "and we saw a cat " * 6 + "there.", Kind.LONG_SENTENCE, id="too long"),
        pytest.param("We help the elderly.", Kind.INCLUSIVE, id="unkind"),
    ],
)
def test_each_rule_finds_what_it_is_for(text: str, kind: Kind) -> None:
    assert kind in [found.kind for found in findings(text)]


@pytest.mark.parametrize(
    "text",
    ["I am interested in it.", "The office is closed.", "You will see us soon after lunch.", "I am not under 18."],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_staff_know_the_words_of_the_field() -> None:
    text = "The ICB will utilise reablement."

    assert [found.text for found in findings(text, Audience.STAFF)] == ["utilise"]


def test_of_other_languages_only_long_sentences_and_english_acronyms_are_known() -> None:
    found = findings("আমরা ICB নিয়ে কথা বলব। utilise", language="bn")

    assert [one.text for one in found] == ["ICB"]


@pytest.mark.parametrize(
    ("text", "sentences", "words"),
    [
        pytest.param("Dr. Khan came at 10.30am. He left.", 2, 7, id="short forms and times"),
        pytest.param("Bring:\n- a pen\n- your letter\n", 3, 5, id="bullets"),
        pytest.param("See www.example.org/a.b for more.", 1, 3, id="a link is no word"),
        pytest.param("It costs £1,200.50 a year", 1, 5, id="a price is one word"),
        pytest.param("", 0, 0, id="nothing"),
    ],
)
def test_sentences_and_words_are_counted_as_people_count(text: str, sentences: int, words: int) -> None:
    found = check(text, the_terms())

    assert (found.sentences, found.words) == (sentences, words)


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("council", 2),
        ("community", 4),
        ("appointment", 3),
        ("asked", 1),
        ("wanted", 2),
        ("ICB", 3),
        ("NHW", 5),
        ("10.30am", 1),
    ],
)
def test_syllables(word: str, spoken: int) -> None:
    assert syllables(word) == spoken


def test_a_short_and_a_hard_text_are_for_different_ages() -> None:
    easy = check("We will ring you. Then you can come in.", the_terms()).reading_age
    hard = check(
        "Participation necessitates comprehensive documentation regarding accommodation.", the_terms()
    ).reading_age

    assert easy is not None
    assert hard is not None
    assert easy.to == 9
    assert hard.to is None
