"""A time of day, as people write it."""

import re
from datetime import time
from typing import Final

from bot.model.folding import fold, fold_keeping_marks
from bot.model.reading.spoken import LONGEST_ANSWER, leftover, phrases, said, values
from bot.model.reply import Reply, Unclear

EARLIEST: Final = 8  # hours without am or pm are between 8:00 and 19:59: "3" is 15:00, "9" is 9:00
_HALVES: Final = {"a": 0, "p": 12}
_WRITTEN: Final = re.compile(
    r"(?<![\d:./-])(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?)?"
    r"(?![\d:/-]|\.\d)"
)
_FOUR_DIGITS: Final = re.compile(
    r"(?<![\d:./-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?P<unit>hrs|hours|h)?(?![\w:/-])"
)
_SPOKEN: Final = re.compile(
    r"(?:(?P<part>\w+) (?P<unit>mins? |minutes? )?(?P<way>past|to)|(?P<half>half)) (?P<hour>\w+)"
)
_HYPHEN: Final = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")  # half-past
_PARTS: Final = {"half": 30, "quarter": 15, "a quarter": 15}


def clock_time(reply: Reply) -> time | Unclear:
    """The time meant: "3pm", "15:00", "3.30", "half past 3", "noon", "7 in the evening".

    Without am or pm an hour is taken between 8:00 and 19:59, when people meet: "at 3" is 15:00. TIME for a part
    of the day alone ("evening"), for a stretch ("3-4pm"), and for an early hour written like "03:30".
    """
    if len(reply.text) > LONGEST_ANSWER:
        return Unclear.TIME
    found, rest = time_in(reply, fold_keeping_marks(reply.text), bare=True)
    filler = said(reply.lexicon, reply.language, "filler", "around", "polite", "thanks", "oclock")
    return Unclear.TIME if found is None or leftover(fold(rest).split(), filler) else found


def time_in(reply: Reply, marked: str, bare: bool) -> tuple[time | None, str]:
    """The time in `marked` (folded with its marks), and the words around it.

    With `bare` a lone figure is an hour; without it only what is surely a time is taken.
    """
    shift, words = _part_of_day(reply, _HYPHEN.sub(" ", marked))
    named = values(reply.lexicon.hours, reply.language)
    for start in range(len(words)):
        for phrase, end in phrases(words, start):
            if fold(phrase) in named and shift is None:
                hour, minute = named[fold(phrase)]
                return time(hour, minute), " ".join(words[:start] + words[end:])
    return _figures(reply, " ".join(words), shift, bare)


def _part_of_day(reply: Reply, marked: str) -> tuple[str | None, list[str]]:
    """Which part of the day is named, and the words without it; "tonight" stays, for it is a day as well."""
    words = marked.split()
    days = values(reply.lexicon.days, reply.language)
    for meaning in ("morning", "afternoon", "evening", "night"):
        known = said(reply.lexicon, reply.language, meaning)
        rest = leftover(words, known)
        if len(rest) < len(words):
            return meaning, [word for word in words if word in known and word in days] + rest
    return None, words


def _figures(reply: Reply, marked: str, shift: str | None, bare: bool) -> tuple[time | None, str]:
    if spoken := _SPOKEN.search(marked):
        return _told(reply, spoken, shift), _around(marked, spoken)
    whole = _FOUR_DIGITS.search(marked)
    if whole and (bare or whole["unit"] or _at(marked, whole)):
        return _moment(int(whole["hour"]), int(whole["minute"]), None, shift, whole["hour"]), _around(marked, whole)
    for found in _WRITTEN.finditer(marked):
        if found["minute"] or found["half"] or bare or _at(marked, found) or _hour_said(reply, marked[found.end() :]):
            figures = int(found["hour"]), int(found["minute"] or 0)
            return _moment(*figures, found["half"], shift, found["hour"]), _around(marked, found)
    return _in_words(reply, marked, shift) if bare else (None, marked)


def _around(marked: str, found: re.Match[str]) -> str:
    return f"{marked[: found.start()]} {marked[found.end() :]}".strip()


def _at(marked: str, found: re.Match[str]) -> bool:
    return f" {marked[: found.start()]}".endswith(" at ")


def _hour_said(reply: Reply, after: str) -> bool:
    words = fold(after).split()
    return bool(words) and words[0] in said(reply.lexicon, reply.language, "oclock")


def _in_words(reply: Reply, marked: str, shift: str | None) -> tuple[time | None, str]:
    words = fold(marked).split()
    numbers = values(reply.lexicon.numbers, reply.language)
    hours = [word for word in words if word in numbers]
    if len(hours) != 1:
        return None, marked
    return _moment(numbers[hours[0]], 0, None, shift, ""), " ".join(word for word in words if word not in hours)


def _told(reply: Reply, spoken: re.Match[str], shift: str | None) -> time | None:
    """ "half past 3", "quarter to four", "half 3" (British: 3:30), "ten past 9am"."""
    half = re.fullmatch(r"(\w+?)([ap])m", spoken["hour"])
    hour = _amount(reply, half[1] if half else spoken["hour"])
    part = 30 if spoken["half"] else _PARTS.get(spoken["part"]) or _amount(reply, spoken["part"])
    if hour is None or part is None or not 0 < part < 60 or not 0 < hour <= 12:
        return None
    before = spoken["way"] == "to"
    if before and part <= 12 and not spoken["unit"]:
        return None  # "3 to 4" and "ten to four" may be from one to the other
    whole = (hour - 1 or 12) if before else hour
    return _moment(whole, 60 - part if before else part, half[2] if half else None, shift, "")


def _amount(reply: Reply, word: str) -> int | None:
    if word.isdecimal():
        return int(word[:3])
    return values(reply.lexicon.numbers, reply.language).get(word)


def _moment(hour: int, minute: int, half: str | None, shift: str | None, written: str) -> time | None:
    """`written` is the hour as typed; None when there is no such time, or more than one."""
    if half is not None:
        hour = hour % 12 + _HALVES[half] if 1 <= hour <= 12 else 24
    elif shift is not None:
        hour = _in_part(hour, shift)
    elif written == "0" or (written.startswith("0") and 0 < hour < EARLIEST):
        return None  # "03:30" may be the night of a 24-hour clock, or half past three
    elif 0 < hour < EARLIEST:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _in_part(hour: int, shift: str) -> int:
    """The hour of the whole day: 7 in the evening is 19, 12 at night is 0; 24 when the two do not agree."""
    if hour > 12:
        return hour if shift != "morning" else 24
    if shift == "morning":
        return hour if 4 <= hour < 12 else 24
    if shift == "night":
        return {12: 0}.get(hour, hour + 12 if hour >= 6 else hour)
    if shift == "afternoon":
        return hour if hour == 12 else hour + 12 if hour <= 6 else 24
    return hour + 12 if 4 <= hour < 12 else 24
