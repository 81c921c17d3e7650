"""What a text costs by SMS: its encoding and fragments, and the spellings that cost less and mean the same."""

import re
import unicodedata
from dataclasses import dataclass

# 3GPP TS 23.038, 6.2.1. ESC is left out: it is no character of its own.
_ONE_SEPTET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_SEPTETS = frozenset("\f^{}\\[~]|€")
_GSM = _ONE_SEPTET | _TWO_SEPTETS
_GSM_LENGTHS = (160, 153)  # septets of a single fragment, and of one among several
_UCS_LENGTHS = (70, 67)  # UTF-16 units

# Only what looks different and means the same; letters, digits and signs of any script stay.
_QUOTES = {"'": "‘’‛‚‹›′ʹʻʼʽˊˋ´`❛❜＇", '"': "“”„‟«»″ʺˮ❝❞〝〞＂"}
_DASHES = {"-": "‐‑‒–—―−⁃•﹘﹣－"}
_SPACES = {" ": "\t\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))}
_NOTHING = {"": "\u00ad\u180e\u200b\u2060\ufeff" + "".join(map(chr, range(9))) + "".join(map(chr, range(14, 32)))}
_SAME = {
    ord(old): new
    for table in (_QUOTES, _DASHES, _SPACES, _NOTHING, {"...": "…"})
    for new, olds in table.items()
    for old in olds
}
_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3")  # marks by their category, but no part of any letter
_NO_WRITING = _GSM | _EMOJI_MARKS
_ODD = re.compile("[" + re.escape("".join(map(chr, _SAME))) + "]")


@dataclass(frozen=True)
class Fragments:
    """What a text costs: `units` are septets in GSM-7 and UTF-16 units in UCS-2.

    `not_gsm` are the characters that made it UCS-2, each once, in the order they come.
    """

    encoding: str
    fragments: int
    units: int
    not_gsm: tuple[str, ...] = ()


def fragments(text: str) -> Fragments:
    """The encoding, fragments and units of `text`; an empty text costs 1 fragment."""
    not_gsm = tuple(dict.fromkeys(letter for letter in text if letter not in _GSM))
    encoding = "UCS-2" if not_gsm else "GSM-7"
    return Fragments(encoding, len(cut(text)), sum(_widths(text, not not_gsm)), not_gsm)


def cut(text: str) -> tuple[str, ...]:
    """`text` as the fragments it is sent in. No character is split over two."""
    gsm = _GSM.issuperset(text)
    single, among_several = _GSM_LENGTHS if gsm else _UCS_LENGTHS
    widths = _widths(text, gsm)
    if sum(widths) <= single:
        return (text,)
    return tuple(_cut(text, widths, among_several))


def smart(text: str) -> str:
    """`text` with cheaper quotes, dashes, dots and spaces, where that does not cost more.

    A text that needs other letters anyway (Bengali, Polish, a decomposed accent) comes back as it is.
    """
    if not _ODD.search(text):
        return text
    plain = text.translate(_SAME)
    if any(unicodedata.category(letter)[0] in "LM" for letter in plain if letter not in _NO_WRITING):
        return text
    return plain if len(cut(plain)) <= len(cut(text)) else text


def _widths(text: str, gsm: bool) -> list[int]:
    if gsm:
        return [2 if letter in _TWO_SEPTETS else 1 for letter in text]
    return [2 if letter > "\uffff" else 1 for letter in text]


def _cut(text: str, widths: list[int], length: int) -> list[str]:
    parts, start, filled = [], 0, 0
    for place, width in enumerate(widths):
        if filled + width > length:
            parts.append(text[start:place])
            start, filled = place, 0
        filled += width
    parts.append(text[start:])
    return parts
