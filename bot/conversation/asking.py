"""Puts an open question into words, and remembers what was shown."""

import hashlib
from dataclasses import dataclass
from typing import Any

from bot.language.phrases import Phrasebook
from bot.model.place import Asked, Option
from bot.model.questions import Question
from bot.model.words import Phrase

CONSENT = "consent:"  # marks the wording of a consent, which is valid only for the words shown
_TWO_WAY = ("yes_no", "consent")


@dataclass(frozen=True)
class Shown:
    """A question in a contact's language: its words, its choices, and what a place keeps of them."""

    text: str
    options: tuple[Option, ...]
    asked: Asked
    two_way: bool

    def payloads(self, flow: str) -> tuple[str, ...]:
        """What a pressed button sends back: which question it belongs to, and which choice it is."""
        mark = mark_of(flow, self.asked)
        return tuple(f"{mark}:{number}" for number in range(len(self.options)))


def shown(flow: str, question: Question[Any], language: str, book: Phrasebook) -> Shown:  # Any: of every type
    """The question as this person is to see it."""
    text = book.say(Phrase(phrase_key(flow, question.name), question.values), language)
    options = tuple(Option(choice.key, _label(choice.label, language, book)) for choice in question.choices)
    version = hashlib.blake2s(text.encode(), digest_size=8).hexdigest()
    wording = CONSENT + version if question.kind == "consent" else version
    return Shown(text, options, Asked(question.name, options, wording), question.kind in _TWO_WAY)


def phrase_key(flow: str, name: str) -> str:
    """`event_signup.companion` for the question `companion.2` of that flow; `needs.which` stands as it is."""
    stem, _, number = name.rpartition(".")
    own = stem if stem and number.isdigit() else name
    return own if "." in own else f"{flow}.{own}"


def mark_of(flow: str, asked: Asked) -> str:
    """Eight hex digits that tell this question, with these choices, from every other."""
    keys = "|".join(option.key for option in asked.options)
    return hashlib.blake2s(f"{flow}|{asked.question}|{keys}".encode(), digest_size=4).hexdigest()


def _label(label: str | Phrase, language: str, book: Phrasebook) -> str:
    return label if isinstance(label, str) else book.say(label, language)
