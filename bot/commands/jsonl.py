"""Reads JSON lines from standard input and answers each on standard output, in order, as they come."""

import json
import sys
from collections.abc import Callable, Collection
from typing import Any, NoReturn, TypeAlias

Line: TypeAlias = dict[str, Any]  # Any: whatever JSON a program outside wrote; checked key by key

ID = "id"


class BadLine(ValueError):
    """One line cannot be answered; its sentence goes out as that line's error."""


def answer_lines(read: Callable[[Line], Line], keys: Collection[str]) -> int:
    """The exit code: 0, or 1 when a line could not be answered. Memory does not grow with the lines.

    `read` gets a line whose `keys` (apart from "id") are texts, and gives the answer without its id; a
    BadLine it raises becomes that line's error, and the rest go on.
    """
    code = 0
    for raw in sys.stdin.buffer:
        answer = _answer(raw, read, keys)
        code = 1 if "error" in answer else code
        # A lone surrogate is written as its JSON escape: backslashreplace happens to spell it so.
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    return code


def _answer(raw: bytes, read: Callable[[Line], Line], keys: Collection[str]) -> Line:
    line: Line = {}
    try:
        line = _parsed(raw)
        _check(line, keys)
        return {ID: line[ID], **read(line)}
    except BadLine as error:
        return {ID: line.get(ID), "error": str(error)}


def _parsed(raw: bytes) -> Line:
    """Raises BadLine."""
    try:
        line = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadLine("this line is not JSON: write one object a line") from error
    if not isinstance(line, dict):
        raise BadLine("this line is not a JSON object: write one object a line")
    return line


def _check(line: Line, keys: Collection[str]) -> None:
    """Raises BadLine."""
    for key in dict.fromkeys((ID, *keys)):
        if key not in line:
            raise BadLine(f"this line has no {key!r}: add it")
        if key != ID and not isinstance(line[key], str):
            raise BadLine(f"{key!r} is not a text: put it in quotes")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
