"""Training examples in Rasa's YAML: one file, or a folder with a file a language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from nlu.meaning import Entity, UnderstandingError

# `[two of us](number)`, `[Sylhetti](language:Sylheti)`, `[Sylhetti]{"entity": "language", "value": "Sylheti"}`
MARKED: Final = re.compile(
    r"\[(?P<words>[^\[\]]+)\](?:\((?P<name>[^():]+)(?::(?P<value>[^()]+))?\)|(?P<record>\{[^{}]*\}))"
)
_BULLET: Final = re.compile(r"^\s*- ?")
# Two letters only (and Sylheti), since `nlu.yml` would otherwise be Nchumbulu.
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2}|syl)(?:-[A-Z][a-z]{3})?")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadExamples(UnderstandingError):
    """A file of examples cannot be read; the sentence names file and line."""


@dataclass(frozen=True)
class Line:
    """One example as written, with its marks, under a heading: an intent, or the value of a synonym."""

    kind: str
    heading: str
    written: str
    file: Path
    number: int

    @property
    def place(self) -> str:
        return f"{self.file}:{self.number}"


@dataclass(frozen=True)
class Example:
    """What somebody might write, and what it means. `language` is None where the file's name does not say it."""

    text: str
    intent: str
    language: str | None
    entities: tuple[Entity, ...] = ()


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a file, or of every `*.yml` in a folder. Raises BadExamples."""
    lines = [line for file in files(path) for line in read_lines(file)]
    synonyms = {line.written: line.heading for line in lines if line.kind == "synonym"}
    found = tuple(_example(line, synonyms) for line in lines if line.kind == "intent")
    if not found:
        raise BadExamples(f"{path} holds no examples: add some under `- intent:` and `examples: |`")
    return found


def files(path: Path) -> list[Path]:
    """The files of examples at `path`, in the order of their names. Raises BadExamples if there are none."""
    found = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    if not found or not found[0].is_file():
        raise BadExamples(f"{path} is no file and no folder of examples: give a .yml file of Rasa's form")
    return found


def read_lines(file: Path) -> Iterator[Line]:
    """Every example of a file as written, also empty ones. Raises BadExamples."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadExamples(f"{file} is not YAML: {' '.join(str(error).split())}") from error
    for item in _items(file, root):
        yield from _lines(file, dict(_pairs(file, item)))


def language_of(file: Path) -> str | None:
    """The language code a file is named for, if it is."""
    return file.stem if _LANGUAGE.fullmatch(file.stem) else None


def marked_entities(written: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its marks, and what they mark. Raises ValueError for a mark that is not JSON."""
    text, entities, end = "", [], 0
    for found in MARKED.finditer(written):
        text += written[end : found.start()]
        name, value = _mark(found)
        entities.append(Entity(name, value, len(text), len(text) + len(found["words"])))
        text, end = text + found["words"], found.end()
    return text + written[end:], tuple(entities)


def _mark(found: re.Match[str]) -> tuple[str, str]:
    if found["record"] is None:
        return found["name"], found["value"] or found["words"]
    record = json.loads(found["record"])
    return str(record["entity"]), str(record.get("value", found["words"]))


def _example(line: Line, synonyms: dict[str, str]) -> Example:
    try:
        text, entities = marked_entities(line.written)
    except (ValueError, KeyError) as error:
        raise BadExamples(f'{line.place}: a mark is not like [two]{{"entity": "number"}}') from error
    meant = (Entity(one.entity, synonyms.get(one.value, one.value), one.start, one.end) for one in entities)
    return Example(text, line.heading, language_of(line.file), tuple(meant))


def _items(file: Path, root: yaml.Node | None) -> list[yaml.Node]:
    listed = dict(_pairs(file, root)).get("nlu") if root else None
    if listed is None:
        return []  # a file of Rasa's may hold rules or a domain only
    if not isinstance(listed, yaml.SequenceNode):
        raise BadExamples(f"{file}:{listed.start_mark.line + 1}: `nlu` is not a list of intents")
    return list(listed.value)


def _pairs(file: Path, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node else 1
        raise BadExamples(f"{file}:{line}: expected `key: value`, as in `- intent: greet`")
    for key, value in node.value:
        yield str(key.value), value


def _lines(file: Path, item: dict[str, yaml.Node]) -> Iterator[Line]:
    kind = next((kind for kind in ("intent", "synonym", "lookup", "regex") if kind in item), None)
    if kind is None or "examples" not in item:
        number = next(iter(item.values())).start_mark.line + 1
        raise BadExamples(f"{file}:{number}: an entry needs `intent` and `examples`")
    heading = str(item[kind].value)
    for number, written in _written(item["examples"]):
        yield Line(kind, heading, written, file, number)


def _written(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Line number and example, of a block of `- ` lines or of a list of `text:` entries."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            texts = [value for key, value in entry.value if key.value == "text"] if entry.value else []
            for text in texts:
                yield text.start_mark.line + 1, _BULLET.sub("", str(text.value)).strip()
        return
    for number, line in enumerate(str(node.value).split("\n"), node.start_mark.line + 2):
        if line.strip():
            yield number, _BULLET.sub("", line).strip()
