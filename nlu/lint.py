"""Faults in the files of examples, each with its file and line."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.examples import MARKED, BadExamples, Line, files, marked_entities, read_lines
from nlu.folding import fold


@dataclass(frozen=True)
class Domain:
    """The intents and entities that `domain.yml` declares."""

    intents: frozenset[str]
    entities: frozenset[str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one example, and where: `file:line`."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


def read_domain(file: Path) -> Domain:
    """What a `domain.yml` of Rasa's form declares. Raises BadExamples."""
    try:
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Domain(_declared(written["intents"]), _declared(written["entities"]))
    except (yaml.YAMLError, KeyError, TypeError, OSError) as error:
        raise BadExamples(f"{file} does not list `intents` and `entities`") from error


def lint(path: Path, domain: Domain | None = None) -> list[Fault]:
    """The faults of a file or a folder, in order. Raises BadExamples where a file cannot be read at all."""
    found: list[Fault] = []
    for file in files(path):
        lines = [line for line in read_lines(file) if line.kind == "intent"]
        found += sorted((*_faults(lines, domain), *_twice(lines)), key=lambda fault: int(fault.place.split(":")[-1]))
    return found


def _declared(written: Iterable[object]) -> frozenset[str]:
    # Rasa allows `- name` and `- name: {settings}`
    return frozenset(next(iter(one)) if isinstance(one, dict) else str(one) for one in written)


def _faults(lines: Iterable[Line], domain: Domain | None) -> Iterator[Fault]:
    for line in lines:
        if not line.written:
            yield Fault(line.place, "this example is empty")
        elif _unmatched(MARKED.sub("", line.written)):
            yield Fault(line.place, "brackets do not match: write [two](number)")
        if domain and line.heading not in domain.intents:
            yield Fault(line.place, f"domain.yml has no intent {line.heading!r}")
        if domain:
            yield from _unknown_entities(line, domain.entities)


def _unmatched(unmarked: str) -> bool:
    return "](" in unmarked or "]{" in unmarked or unmarked.count("[") != unmarked.count("]")


def _unknown_entities(line: Line, known: Collection[str]) -> Iterator[Fault]:
    try:
        marked = marked_entities(line.written)[1]
    except (ValueError, KeyError):
        yield Fault(line.place, 'a mark is not like [two]{"entity": "number"}')
        return
    for one in marked:
        if one.entity not in known:
            yield Fault(line.place, f"domain.yml has no entity {one.entity!r}")


def _twice(lines: Iterable[Line]) -> Iterator[Fault]:
    """An example that says the same as an earlier one, but for case, punctuation and marks."""
    first: dict[str, Line] = {}
    for line in lines:
        text = fold(MARKED.sub(r"\g<words>", line.written))
        earlier = first.setdefault(text, line)
        if text and earlier is not line:
            where = "" if earlier.heading == line.heading else f" of {earlier.heading!r}"
            yield Fault(line.place, f"the same as line {earlier.number}{where}")
