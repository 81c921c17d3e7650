"""The sign-up that is played: seven messages, and what must be in each answer, from the English phrases."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

PHRASES = Path(__file__).parents[2] / "data" / "phrases" / "en.po"

# What a resident sends, and the phrase its answer must hold.
TURNS = (
    ("events", "welcome.agree"),
    ("yes", "welcome.name"),
    ("Amina", "event_signup.event"),
    ("1", "event_signup.someone_with_you"),
    ("no", "needs.which"),
    ("none", "event_signup.confirm"),
    ("yes", "event_signup.done"),
)


@cache
def wanted() -> tuple[str, ...]:
    """For each turn the longest stretch of its phrase that holds no value."""
    with PHRASES.open("rb") as file:
        catalogue = read_po(file)
    said = (str(catalogue[key].string) for _, key in TURNS)
    return tuple(max(re.split(r"\{[^}]*\}|\n", text), key=len).strip() for text in said)
