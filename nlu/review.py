"""The review queue's way back: messages that staff labelled, as Rasa's YAML, to train on."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from nlu.examples import Example

_HEADING: Final = "# Real messages, labelled by staff. Take out what names a person before sharing this file.\n"


def by_language(examples: Iterable[Example]) -> Mapping[str, list[Example]]:
    """Examples by the language their file is to be named for; those of no known language under `other`."""
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(example.language or "other", []).append(example)
    return found


def write(examples: Iterable[Example], file: Path) -> None:
    """Write `examples` so that `nlu.examples` and Rasa read them; a line break inside a text becomes a space."""
    file.write_text(as_yaml(examples), encoding="utf-8")


def as_yaml(examples: Iterable[Example]) -> str:
    """`examples` in Rasa's form, an entry an intent, in the order the intents first come."""
    together: dict[str, list[Example]] = {}
    for example in examples:
        together.setdefault(example.intent, []).append(example)
    entries = "".join(_entry(intent, its) for intent, its in together.items())
    return f'{_HEADING}version: "3.1"\n\nnlu:\n{entries}'


def _entry(intent: str, examples: Iterable[Example]) -> str:
    lines = "".join(f"    - {_marked(example)}\n" for example in examples)
    return f"- intent: {intent}\n  examples: |\n{lines}"


def _marked(example: Example) -> str:
    text, end = "", 0
    for one in example.entities:
        words = example.text[one.start : one.end]
        record = json.dumps({"entity": one.entity, "value": one.value}, ensure_ascii=False)
        mark = f"[{words}]({one.entity})" if one.value == words else f"[{words}]{record}"
        text, end = text + example.text[end : one.start] + mark, one.end
    return " ".join((text + example.text[end:]).split())
