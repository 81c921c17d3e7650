"""What the checker says: findings in a text, and figures about it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.language.plain.entries import Kind


class Severity(StrEnum):
    """How much it matters: an error must be changed or explained, a warning should be, a hint may be."""

    ERROR = "error"
    WARN = "warn"
    HINT = "hint"


SEVERITY = {
    Kind.ACRONYM: Severity.ERROR,
    Kind.INCLUSIVE: Severity.ERROR,
    Kind.JARGON: Severity.WARN,
    Kind.HARD: Severity.WARN,
    Kind.WORDY: Severity.WARN,
    Kind.LONG_SENTENCE: Severity.WARN,
    Kind.READING_AGE: Severity.WARN,
    Kind.DOUBLE_NEGATIVE: Severity.WARN,
    Kind.PASSIVE: Severity.HINT,
    Kind.VAGUE_DATE: Severity.HINT,
    Kind.INVITATION: Severity.HINT,
}


@dataclass(frozen=True)
class Finding:
    """One flagged place, `text[start:end]` in code points: why, what instead (best first), and what it means.

    `swap` is what may be put in its place in any sentence, empty where nothing may.
    """

    start: int
    end: int
    text: str
    kind: Kind
    term: str
    say: tuple[str, ...] = ()
    explain: str = ""
    swap: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return SEVERITY[self.kind]


@dataclass(frozen=True)
class ReadingAge:
    """A band of ages, `to` None for adults: one word moves a short text by a year, so never a single figure."""

    band: str
    at_least: int
    to: int | None


@dataclass(frozen=True)
class Check:
    """A checked text. `grade` is the Flesch-Kincaid grade, None for a text without words."""

    findings: tuple[Finding, ...]
    sentences: int
    words: int
    passive: bool
    grade: float | None
    reading_age: ReadingAge | None
    longest_sentence: int

    @property
    def plain(self) -> bool:
        """Whether nothing has to be changed: hints may stay."""
        return all(finding.severity is Severity.HINT for finding in self.findings)
