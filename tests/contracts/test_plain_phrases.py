"""Every phrase the bot speaks in English passes its own checker (P2.1)."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.language.plain.checker import check
from bot.language.plain.finding import Severity
from tests.people import DATA
from tests.words import the_terms

with (DATA / "phrases" / "en.po").open("rb") as file:
    PHRASES = [message for message in read_po(file) if message.id]


def _wordings(message: Message) -> tuple[str, ...]:
    found = message.string if isinstance(message.string, tuple) else (message.string,)
    return tuple(re.sub(r"\{[^}]*\}", "tea", str(words)) for words in found)


@pytest.mark.parametrize("message", PHRASES, ids=lambda message: str(message.id))
def test_a_phrase_is_plain(message: Message) -> None:
    hard = [
        (found.text, found.explain)
        for words in _wordings(message)
        for found in check(words, the_terms()).findings
        if found.severity is not Severity.HINT
    ]

    assert hard == []
