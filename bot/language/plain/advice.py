"""A check as short lines for a phone."""

from bot.language.plain.checker import check
from bot.language.plain.finding import Check, Finding, Severity
from bot.language.plain.terms import Terms

_SHOWN = 40  # characters of what was flagged
_NO_AGE = "any age"


def advice(words: str, terms: Terms) -> tuple[tuple[str, ...], str]:
    """What to change, a line each with what matters most first, and the ages the text is for."""
    found = check(words, terms)
    ordered = sorted(found.findings, key=lambda one: (list(Severity).index(one.severity), one.start))
    return tuple(dict.fromkeys(_line(one) for one in ordered)), _ages(found)


def _line(one: Finding) -> str:
    words = " ".join(one.text.split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}..."
    return f'"{shown}": say "{one.say[0]}".' if one.say else f'"{shown}": {one.explain[:1].lower()}{one.explain[1:]}'


def _ages(found: Check) -> str:
    age = found.reading_age
    if age is None:
        return _NO_AGE
    return "adults who read a lot" if age.to is None else f"age {age.band.removeprefix('about ')}"
