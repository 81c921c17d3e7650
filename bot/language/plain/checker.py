"""Reads a text as a plain-English editor would, and says what to change (P2.1)."""

from collections.abc import Iterator
from enum import StrEnum

from bot.language.plain.acronyms import acronym_finding, explanation, unknown_acronyms
from bot.language.plain.entries import Entry, Kind
from bot.language.plain.finding import Check, Finding
from bot.language.plain.inflections import Form, inflected
from bot.language.plain.passives import passives
from bot.language.plain.reading_age import band, grade, hardest
from bot.language.plain.sentences import double_negatives, invitations, long_sentences, vague_dates
from bot.language.plain.terms import Hit, Terms
from bot.language.plain.text import Text

TOO_HARD = 10.0  # a Flesch-Kincaid grade: only adults who read easily read it easily
FEWEST_FOR_AGE = 12  # words; a grade of fewer says nothing


class Audience(StrEnum):
    """Who will read it. Staff know the words of the field, and still need the rest."""

    RESIDENT = "resident"
    STAFF = "staff"


_ONLY_FOR_RESIDENTS = (Kind.ACRONYM, Kind.JARGON, Kind.INVITATION)


def check(words: str, terms: Terms, audience: Audience = Audience.RESIDENT, language: str = "en") -> Check:
    """Findings in the order of the text, and its figures.

    In other languages than English only long sentences and English acronyms are found: nothing else is known of them.
    """
    text = Text(words)
    english = language == "en"
    level = grade(text.sentences, terms.ordinary) if english else None
    found = list(_of_english(text, terms, level) if english else _of_any(text, terms))
    if audience is Audience.STAFF:
        found = [finding for finding in found if finding.kind not in _ONLY_FOR_RESIDENTS]
    return Check(
        findings=tuple(sorted(found, key=lambda finding: (finding.start, -finding.end))),
        sentences=len(text.sentences),
        words=sum(len(sentence.words) for sentence in text.sentences),
        passive=any(finding.kind is Kind.PASSIVE for finding in found),
        grade=None if level is None else round(level, 2),
        reading_age=band(level),
        longest_sentence=max((len(sentence.words) for sentence in text.sentences), default=0),
    )


def _of_english(text: Text, terms: Terms, level: float | None) -> Iterator[Finding]:
    hits = terms.hits(text)
    for hit in hits:
        yield from _of_term(text, hit)
    yield from unknown_acronyms(text, terms, [(hit.start, hit.end) for hit in hits])
    for start, end in passives(text):
        advice = 'Say who does it: "we will", not "it will be".'
        yield Finding(start, end, text.text[start:end], Kind.PASSIVE, "passive", (), advice)
    for rule in (long_sentences, double_negatives, vague_dates, invitations):
        yield from rule(text)
    yield from _too_hard(text, level)


def _of_any(text: Text, terms: Terms) -> Iterator[Finding]:
    hits = [hit for hit in terms.hits(text) if hit.entries[0].kind is Kind.ACRONYM]
    for hit in hits:
        yield from _of_term(text, hit)
    yield from unknown_acronyms(text, terms, [(hit.start, hit.end) for hit in hits])
    yield from long_sentences(text)


def _of_term(text: Text, hit: Hit) -> Iterator[Finding]:
    entry = hit.entries[0]
    if entry.kind is Kind.ACRONYM:
        finding = acronym_finding(text, hit)
        if finding is not None:
            yield finding
        return
    if entry.well_known:
        return
    say = tuple(inflected(words, hit.form) for words in entry.say)
    swap = say[0] if entry.swap and hit.form is not Form.OTHER else ""
    yield Finding(hit.start, hit.end, text.text[hit.start : hit.end], entry.kind, entry.term, say, _why(entry), swap)


def _why(entry: Entry) -> str:
    return explanation(entry) if not entry.unsourced else ""


def _too_hard(text: Text, level: float | None) -> Iterator[Finding]:
    count = sum(len(sentence.words) for sentence in text.sentences)
    if level is None or level < TOO_HARD or count < FEWEST_FOR_AGE:
        return
    longest = max(text.sentences, key=lambda sentence: len(sentence.words))
    start, end = longest.words[0].start, longest.words[-1].end
    words = ", ".join(f'"{word}"' for word in hardest(text.sentences))
    causes = f"Only a practised reader follows this. The longest sentence has {len(longest.words)} words"
    advice = f"{causes}; the hardest words are {words}." if words else f"{causes}."
    yield Finding(start, end, text.text[start:end], Kind.READING_AGE, "reading age", (), advice)
