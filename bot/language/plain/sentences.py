"""Rules about whole sentences: too long, two negatives, no day named, an invitation that leaves things out."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language.plain.entries import Kind
from bot.language.plain.finding import Finding
from bot.language.plain.text import Text

LONGEST: Final = 25  # words; source: GOV.UK, "Sentence length: why 25 words is our limit", 2014
FEWEST_OF_INVITATION: Final = 12  # words: less is a reminder, or an answer

_DOUBLE_NEGATIVE: Final = re.compile(
    r"\bnot\s+un(?!til|der|less|ion|ique|ited|its?\b|ite\b|iversity)\w+|"
    r"\b(?:not|cannot|\w+n't)\s+(?:\w+\s+){0,4}?"
    r"(?:no(?! longer| more| later| fewer| less| one's)|nothing|nobody|never|nowhere|without|unless)\b|"
    r"\bno(?:body|thing| one)\s+(?:\w+\s+){0,3}?(?:not|\w+n't)\b",
)
_VAGUE: Final = re.compile(
    r"(?<!too )(?<!get well )(?<!as )\bsoon\b(?!\s+(?:as|after))|\bshortly\b(?!\s+(?:after|before))|\bin due course\b|"
    r"\bin the (?:near|coming) future\b|\bin the coming (?:days|weeks|months)\b|\bat a later date\b|"
    r"\blater this year\b|"
    r"\bas soon as possible\b|\bat the earliest opportunity\b",
)
_VAGUE_WORDS: Final = ("soon", "shortly", "due course", "future", "coming", "later", "earliest")
_INVITES: Final = re.compile(
    r"\b(?:join us|come along to|come to (?:our|an?)|you(?:'re| are) invited|we(?:'d| would)? (?:like to )?invite you|"
    r"sign up (?:for|to)|take part in|have your say)\b",
)
_CLOCK: Final = r"\d[\d:.]* ?(?:am|pm)?"
_TOLD_BY: Final = {
    "why it is held": (
        r"\b(?:so that|because|why|to (?:hear|find out|ask|learn|talk|help|plan|decide|shape|improve|tell))\b"
    ),
    "what people get": (
        r"\b(?:you (?:get|will get|'ll get)|voucher|lunch|food|tea|travel|expenses|paid|thank(?:s|ed)?|free)\b|£\d"
    ),
    "how long it takes": (
        rf"\b(?:\d+(?:\.\d+)? ?(?:min|hour|hr)\w*|(?:half )?an hour|{_CLOCK} ?(?:to|-|until|till) ?{_CLOCK})\b"
    ),
    "what can change because of it": (
        r"\b(?:(?:can|will|could) change|decide|decision|we will use|you said|make a difference|change how)\b"
    ),
}
_TOLD: Final = {what: re.compile(words) for what, words in _TOLD_BY.items()}


def long_sentences(text: Text) -> Iterator[Finding]:
    """Sentences of more than `LONGEST` words."""
    for sentence in text.sentences:
        if len(sentence.words) > LONGEST:
            start, end = sentence.words[0].start, sentence.words[-1].end
            advice = f"Split it: {len(sentence.words)} words are a lot to hold in mind at once."
            yield Finding(start, end, text.text[start:end], Kind.LONG_SENTENCE, "long sentence", (), advice)


def double_negatives(text: Text) -> Iterator[Finding]:
    """Two words that say no, which a tired reader turns round."""
    if "no" not in text.low and "n't" not in text.low:
        return
    for found in _DOUBLE_NEGATIVE.finditer(text.low):
        if "." not in found[0]:
            yield _of(text, found, Kind.DOUBLE_NEGATIVE, "double negative", "Say what is so, not what is not.")


def vague_dates(text: Text) -> Iterator[Finding]:
    """Words for a time that nobody can wait for."""
    if not any(word in text.low for word in _VAGUE_WORDS):
        return
    for found in _VAGUE.finditer(text.low):
        yield _of(text, found, Kind.VAGUE_DATE, found[0], "Say which day, or by when.")


def invitations(text: Text) -> Iterator[Finding]:
    """An invitation says why, what people get, how long it takes and what can change (P5.1, P6.3)."""
    found = _INVITES.search(text.low)
    if found is None or sum(len(sentence.words) for sentence in text.sentences) < FEWEST_OF_INVITATION:
        return
    missing = [what for what, told in _TOLD.items() if not told.search(text.low)]
    if missing:
        yield _of(text, found, Kind.INVITATION, "invitation", f"It does not say {', '.join(missing)}.")


def _of(text: Text, found: "re.Match[str]", kind: Kind, term: str, advice: str) -> Finding:
    return Finding(found.start(), found.end(), text.text[found.start() : found.end()], kind, term, (), advice)
