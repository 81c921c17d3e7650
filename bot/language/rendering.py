"""Words as bubbles on a phone: buttons where the channel carries them, else a numbered list; long texts split."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from bot.model.channel import Limits
from bot.model.message import Bubble, Button
from bot.model.place import Option

# Where a long text is best cut, best first: after a paragraph, a line, a sentence (also Urdu's, Bengali's), a word.
_CUTS = tuple(re.compile(cut) for cut in (r"\n\s*\n", r"\n", r"[.!?…؟۔।](?=\s)", r"\s"))
_JOINER, _KEYCAP = "\u200d", "\u20e3"
_VIRAMA = 9  # the combining class of a sign that joins the letter before it with the one after
_HANGUL = (range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200))


def bubbles(
    text: str,
    options: Sequence[Option],
    payloads: Sequence[str],
    limits: Limits,
    figure: Callable[[int], str] = str,
) -> tuple[Bubble, ...]:
    """`text` and its options within `limits`; buttons, with `payloads` in the order of the options, stand last.

    Where they are no buttons they are numbered, with each number as `figure` writes it in the person's language.
    """
    text = text.strip()
    if not options or not text or not _fit_buttons(options, limits):
        return tuple(Bubble(part) for part in split(_numbered(text, options, figure), limits.text))
    buttons = tuple(Button(option.label, payload) for option, payload in zip(options, payloads, strict=True))
    *before, last = split(text, limits.text)
    *more, last = split(last, limits.text_with_buttons or limits.text)
    return (*(Bubble(part) for part in (*before, *more)), Bubble(last, buttons))


def units(text: str) -> int:
    """The length of `text` as phones and providers count it: in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, most: int) -> list[str]:
    """`text` in parts of at most `most` UTF-16 units, cut where a reader would pause and never inside a letter."""
    parts = []
    while units(text) > most:
        window = text[: _reach(text, most)]
        cut = next(filter(None, (_last_end(pattern, window) for pattern in _CUTS)), 0) or _between_letters(window, text)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [part for part in (*parts, text) if part]


def _fit_buttons(options: Sequence[Option], limits: Limits) -> bool:
    titles = [option.label for option in options]
    short = all(0 < units(title) <= limits.button_title for title in titles)
    return len(titles) <= limits.buttons and short and len(set(titles)) == len(titles)


def _numbered(text: str, options: Sequence[Option], figure: Callable[[int], str]) -> str:
    listed = "\n".join(f"{figure(place)}. {option.label}" for place, option in enumerate(options, start=1))
    return f"{text}\n\n{listed}".strip() if listed else text


def _reach(text: str, most: int) -> int:
    """How many characters fit in `most` units; at least one, so a cut always moves on."""
    end = min(most, len(text))
    while units(text[:end]) > most and end > 1:
        end -= max(1, (units(text[:end]) - most) // 2)
    return end


def _last_end(pattern: re.Pattern[str], window: str) -> int:
    """Where the last match ends in the later half of the window; 0 for none: short parts read badly."""
    ends = [match.end() for match in pattern.finditer(window, len(window) // 2)]
    return ends[-1] if ends else 0


def _between_letters(window: str, text: str) -> int:
    """The last place in the window between two letters as people see them; its end when all is one letter."""
    return next((place for place in range(len(window), 0, -1) if _may_cut(text, place)), len(window))


def _may_cut(text: str, place: int) -> bool:
    """Whether a new letter begins at `place`. Marks, joined emoji, flags and conjuncts stay whole."""
    before, after = text[place - 1], text[place] if place < len(text) else " "
    joined = (
        unicodedata.category(after) in ("Mn", "Mc", "Me")
        or after in (_JOINER, "\u200c", _KEYCAP)
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # the tags of a flag
        or before == _JOINER
        or unicodedata.combining(before) == _VIRAMA
        or (before, after) == ("\r", "\n")
        or (any(ord(before) in row for row in _HANGUL) and any(ord(after) in row for row in _HANGUL[1:]))
    )
    return not joined and not (_is_flag(after) and len(list(_flags_before(text, place))) % 2)


def _flags_before(text: str, place: int) -> Iterator[str]:
    while place > 0 and _is_flag(text[place - 1]):
        place -= 1
        yield text[place]


def _is_flag(letter: str) -> bool:
    """Half of a country's flag: they come in pairs."""
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
