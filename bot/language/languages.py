"""Loads `data/languages.yml`: the languages people name, and those the bot speaks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from bot.model.language import Direction, Language

_TEXTS: Final = ("code", "name", "own_name", "direction", "digits")


class BadLanguages(ValueError):
    """`languages.yml` cannot be used as it stands; the message says where and why."""


def load(data: Path) -> tuple[Language, ...]:
    """The languages of the data folder, in the file's order. Raises BadLanguages."""
    return languages((data / "languages.yml").read_text(encoding="utf-8"))


def languages(text: str) -> tuple[Language, ...]:
    """The languages written down in `text`, the YAML of `languages.yml`. Raises BadLanguages."""
    # BaseLoader reads everything as text, so that the code `no` is Norwegian and not a boolean.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        written = yaml.load(text, Loader=loader)  # noqa: S506  # it makes nothing but texts, lists and tables
    except yaml.YAMLError as error:
        raise BadLanguages(f"languages.yml is not YAML: {error}") from error
    if not isinstance(written, list):
        raise BadLanguages("languages.yml is not a list of languages")
    found = tuple(_language(entry) for entry in written)
    if twice := {one.code for one in found if [other.code for other in found].count(one.code) > 1}:
        raise BadLanguages(f"languages.yml has {min(twice)!r} twice")
    return found


def _language(entry: object) -> Language:
    if not isinstance(entry, Mapping) or not all(isinstance(entry.get(key), str) for key in _TEXTS):
        raise BadLanguages(f"languages.yml: {entry!r} needs each of {', '.join(_TEXTS)}")
    if entry["direction"] not in set(Direction):
        raise BadLanguages(f"languages.yml: direction {entry['direction']!r} of {entry['code']!r} is not ltr or rtl")
    if entry.get("catalogue") not in ("true", "false"):
        raise BadLanguages(f"languages.yml: catalogue of {entry['code']!r} is not true or false")
    code, name, own_name, direction, digits = (entry[key] for key in _TEXTS)
    also_called = tuple(entry.get("also_called", ()))
    return Language(code, name, own_name, Direction(direction), digits, also_called, entry["catalogue"] == "true")
