"""Names of people and places, which are in no language: "Amina from Whitechapel" says nothing but "from"."""

import re
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "languages" / "names.txt"
_WORD: Final = re.compile(r"[^\W\d_]+")


def without(text: str) -> str:
    """`text` with every name we know taken out."""
    known = _names()
    return _WORD.sub(lambda word: "" if word[0].lower() in known else word[0], text)


@cache
def _names() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.lower().split())
