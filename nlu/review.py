"""The review queue's way back: messages that staff labelled, as Rasa's YAML, to train on."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from nlu.examples import Example

_HEADING: Final = "# Real messages, labelled by staff. Take out what names a person before sharing this file.\n"
_NOT_YAML: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1
_NO_MARKS: Final = str.maketrans("[]", "()")  # somebody's own "[the hall](map)" is no entity


def by_language(examples: Iterable[Example]) -> Mapping[str, list[Example]]:
    """Examples by the language their file is to be named for; those of no known language under `other`."""
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(example.language or "other", []).append(example)
    return found


def write(examples: Iterable[Example], file: Path) -> None:
    """Write `examples` so that `nlu.examples` and Rasa read them.

    Line breaks in a text become spaces and square brackets round ones; what YAML cannot hold is left out.
    """
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
    said, text, end = example.text.translate(_NO_MARKS), "", 0
    for one in example.entities:
        words = said[one.start : one.end]
        record = json.dumps({"entity": one.entity, "value": one.value}, ensure_ascii=False)
        mark = f"[{words}]({one.entity})" if one.value == words else f"[{words}]{record}"
        text, end = text + said[end : one.start] + mark, one.end
    return _NOT_YAML.sub("", " ".join((text + said[end:]).split()))
