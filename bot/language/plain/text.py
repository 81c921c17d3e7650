"""A text as the checker reads it: words, sentences, and the stretches that are not words at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from string import punctuation
from typing import Final, NamedTuple

_EVEN: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}) | {
    ord(dash): "-" for dash in "\u2010\u2011"
}
# What parts words becomes a space; a hyphen, an apostrophe or an "and" inside a word belongs to it.
_PARTS: Final = {ord(mark): " " for mark in set(punctuation) - set("'-&")} | {ord(mark): " " for mark in "…–—•·"}
_LOOSE: Final = re.compile(r"'s\b|(?<![^\W_])['\-&]+|['\-&]+(?![^\W_])")
_SPACED: Final = str.maketrans("\n\r\t", "   ")
_LINK: Final = (
    r"https?://\S*[\w/]|www\.\S*[\w/]|[\w.+-]+@[\w-]+\.[\w.]*\w|#\w+|@\w+|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|gov|nhs|info)\b(?:/\S*\w)?"
)
_NUMBER: Final = r"[£$€]?\d(?:[\d,./:\-]*\d)?(?:\s?(?:am|pm|%|st|nd|rd|th|p|m|k|bn))?(?![A-Za-z])"
_WORD: Final = r"[^\W\d_]+(?:['\-&][^\W\d_]+)*(?:\d+)?|\d+[^\W\d_]+"
_TOKEN: Final = re.compile(rf"(?P<link>{_LINK})|(?P<number>{_NUMBER})|(?P<word>{_WORD})", re.IGNORECASE)
_NO_LINK: Final = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>{_WORD})")  # a link is tried for at every word: dear
_MARKS_OF_LINKS: Final = ("@", "#", "/", "www.", ".uk", ".com", ".org", ".net", ".gov", ".nhs", ".info")
_BULLET: Final = r"[ \t]*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+"
_LINE: Final = re.compile(r"[^\n]+")
_BULLETED: Final = re.compile(_BULLET)
_SHORT_WRITTEN: Final = (
    "dr mr mrs ms prof st rd ave rev cllr hon sr jr vs eg ie etc approx no nos tel ext inc ltd dept fig "
    "sgt pc jan feb aug sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
_SHORT: Final = frozenset(_SHORT_WRITTEN.split())
_NEVER_LAST_WRITTEN: Final = "dr mr mrs ms prof cllr eg ie vs no nos tel ext approx fig rev sgt"
_NEVER_LAST: Final = frozenset(_NEVER_LAST_WRITTEN.split())
_STOP: Final = re.compile(r"[.!?]+(?:[\"')\]]+)?(?=\s|$)|[।؟۔。！？]+")


class Token(NamedTuple):
    """A word, a number or a link: `text[start:end]` in code points. `kind` is word, number or link."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Sentence:
    """A sentence or a bullet, with its words and numbers; links are not words."""

    start: int
    end: int
    words: tuple[Token, ...]


class Text:
    """Everything about a text that more than one rule asks for, worked out once.

    `even` is the text with straight quotes and plain spaces, `low` the same in lower case and on one line; both are
    as long as the text, so that places agree.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.even = text.translate(_EVEN)
        self.low = _lower(self.even.translate(_SPACED))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and links, in order."""
        pattern = _TOKEN if any(mark in self.low for mark in _MARKS_OF_LINKS) else _NO_LINK
        return tuple(Token(found[0], *found.span(), str(found.lastgroup)) for found in pattern.finditer(self.even))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that hold a word or a number. A line break ends one."""
        words = [token for token in self.tokens if token.kind != "link"]
        found, at = [], 0
        for start, end in self._stretches():
            inside = []
            while at < len(words) and words[at].start < end:
                inside.append(words[at])
                at += 1
            if inside:
                found.append(Sentence(start, end, tuple(inside)))
        return tuple(found)

    @cached_property
    def shouted(self) -> tuple[tuple[int, int], ...]:
        """Lines all in capitals: headings, in which capitals mark no acronym."""
        return tuple(
            (line.start(), line.end())
            for line in _LINE.finditer(self.text)
            if line[0].upper() == line[0] and sum(letter.isalpha() for letter in line[0]) > 6 and " " in line[0].strip()
        )

    def is_shouted(self, place: int) -> bool:
        """Whether the letter at `place` is in such a line."""
        return any(start <= place < end for start, end in self.shouted)

    def starts_sentence(self, place: int) -> bool:
        """Whether a word that begins at `place` is the first of its sentence."""
        return any(sentence.words[0].start == place for sentence in self.sentences)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        masked = _without(self.even, [(one.start, one.end) for one in self.tokens if one.kind != "word"])
        for line in _LINE.finditer(masked):
            bullet = _BULLETED.match(line[0])
            begin = line.start() + (bullet.end() if bullet else 0)
            for stop in _STOP.finditer(masked, begin, line.end()):
                if _ends(masked, begin, stop.start(), stop.end()):
                    yield begin, stop.end()
                    begin = stop.end()
            if begin < line.end():
                yield begin, line.end()


def spread(low: str) -> str:
    """A text in lower case with a space before and after every word: terms between two spaces are whole words."""
    return f" {_LOOSE.sub(_spaces, low.translate(_PARTS))} "


def _spaces(found: "re.Match[str]") -> str:
    return " " * len(found[0])


def _lower(text: str) -> str:
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    )


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    """Numbers and links as x: their points end no sentence."""
    parts, at = [], 0
    for start, end in gone:
        parts += [text[at:start], "x" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _ends(text: str, begin: int, stop: int, after: int) -> bool:
    """Whether the points at `stop` end a sentence, and not a short form such as "Dr." or "e.g."."""
    if text[stop] != ".":
        return True
    word = text[begin:stop].rsplit(None, 1)[-1:] or [""]
    last = word[0].lower().strip("(\"'").replace(".", "")
    if last in _NEVER_LAST or (len(last) == 1 and last.isalpha() and last != "i"):
        return False
    following = text[after:].lstrip()[:1]
    return last not in _SHORT or not following or following.isupper()
