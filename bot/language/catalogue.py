"""One language's phrases as they stand in its .po file: the words, who has approved them, what they leave open."""

import gettext
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_STATE = re.compile(r'^"X-Sayback-State:\s*approved\s*\\n"\s*$', re.MULTILINE)
_QUOTED = re.compile(r'(?:msg\w+(?:\[\d\])?\s+)?"(?:[^"\\]|\\.)*"\s*')
_ENTRY = re.compile(r'^msgid "', re.MULTILINE)
_HEADER_LENGTH = 4096  # bytes: more than any header we have seen


class State(StrEnum):
    """Whether speakers have approved a language's words; `MISSING` when it has no catalogue."""

    MISSING = "missing"
    DRAFT = "draft"
    APPROVED = "approved"


class BrokenCatalogue(ValueError):
    """A .po file, or one phrase in it, that cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Piece:
    """Some words, and the name of the value that follows them; None at the end."""

    words: str
    value: str | None


@dataclass(frozen=True)
class Wording:
    """A phrase in one language. More than one form when it has plurals; each form is cut into its pieces."""

    key: str
    texts: tuple[str, ...]
    forms: tuple[tuple[Piece, ...], ...]
    fuzzy: bool = False

    @property
    def values(self) -> frozenset[str]:
        """The names of all values the words ask for, in any of the forms."""
        return frozenset(piece.value for form in self.forms for piece in form if piece.value is not None)


@dataclass(frozen=True)
class Catalogue:
    """All phrases of one language, by key. `plural` says which form a number takes; `broken` names unusable keys."""

    language: str
    state: State
    phrases: Mapping[str, Wording]
    plural: Callable[[int], int]
    broken: tuple[str, ...] = ()


def language_of(path: Path) -> str:
    """The BCP 47 name of a catalogue's language: Weblate's `bn_Latn.po` is `bn-Latn`."""
    return path.stem.replace("_", "-")


def state_of(path: Path) -> State:
    """What the header says; a catalogue that does not say `approved` is a draft."""
    with path.open("rb") as file:
        start = file.read(_HEADER_LENGTH).decode("utf-8", "replace")
    header = "".join(_ENTRY.split(start)[1:2])  # the first entry; what a phrase says approves nothing
    return State.APPROVED if header.startswith('"') and _STATE.search(header) else State.DRAFT


def read_catalogue(path: Path) -> Catalogue:
    """The phrases of a .po file. An untranslated phrase is left out. Raises BrokenCatalogue."""
    catalog, plural = _parsed(path)
    phrases, broken = {}, []
    for message in catalog:
        if not message.id:
            continue
        try:
            wording = _wording(message)
        except ValueError:
            broken.append(_key(message))
            continue
        if wording is not None:
            phrases[wording.key] = wording
    return Catalogue(language_of(path), state_of(path), phrases, plural, tuple(broken))


def pieces(text: str) -> tuple[Piece, ...]:
    """`text` cut at its {values}; `{{` is a brace. Raises BrokenCatalogue for `{`, `{}`, `{0}` and `{a:x}`."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise BrokenCatalogue(f"a brace stands alone in {text!r}: write {{name}}, or {{{{ for a brace") from error
    for _, name, spec, conversion in parts:
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise BrokenCatalogue(f"{{{name}}} in {text!r} is not a value's name: write {{name}}")
    return tuple(Piece(words, name) for words, name, _, _ in parts)


def _parsed(path: Path) -> "tuple[Catalog, Callable[[int], int]]":
    # Babel's reader costs 20 ms to import, so it is loaded with the first catalogue.
    from babel.messages.pofile import PoFileError, read_po

    try:
        text = path.read_bytes().removeprefix(BOM_UTF8)
        _check_quotes(text.decode())
        catalog = read_po(BytesIO(text), abort_invalid=True)
        return catalog, gettext.c2py(catalog.plural_expr)
    except (PoFileError, ValueError) as error:
        raise BrokenCatalogue(f"{path.name} cannot be read: {error}; msgfmt --check shows the line") from error


def _check_quotes(text: str) -> None:
    """Raises ValueError. Babel takes a line without its closing quote, and drops the last letter instead."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("msg", '"')) and not _QUOTED.fullmatch(line):
            raise ValueError(f"the quotes in line {number} do not match")


def _wording(message: "Message") -> Wording | None:
    """None for a phrase nobody has translated yet. Raises BrokenCatalogue."""
    words = message.string or ""
    texts = (words,) if isinstance(words, str) else tuple(words)
    if not all(text and text.strip() for text in texts):
        return None
    return Wording(_key(message), texts, tuple(pieces(text) for text in texts), message.fuzzy)


def _key(message: "Message") -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
