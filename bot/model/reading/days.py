"""A day, as people write it: day before month, and the coming one when no year is named."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Final, TypeAlias

from bot.model.folding import fold_keeping_marks
from bot.model.reading.dated import Mark, Sign, signs
from bot.model.reading.spoken import LONGEST_ANSWER, leftover, said
from bot.model.reading.times import time_in
from bot.model.reply import Reply, Unclear

Read: TypeAlias = date | Unclear
Work: TypeAlias = Callable[[date, list[Mark]], Read]
_NAMED_DAY: Final = re.compile("[xt]?w")  # "next Friday 4 December": the date says which
_OF_A_WEEKDAY: Final = (Sign.WEEKDAY, Sign.NEXT, Sign.THIS)
_WEEK: Final = timedelta(days=7)
_FURTHEST: Final = 3660  # days: "in 9999999 days" is a slip


def day(reply: Reply) -> date | Unclear:
    """The day meant, from today on. DATE when unread or open to doubt, PAST when its year or "yesterday" says so.

    "Tuesday" is the coming one, on a Tuesday that in a week. "Next Friday" is read only where all mean the same:
    when the coming Friday is already in next week (Monday begins it); else some mean this one and some the one
    after, and we ask. "14/3" is 14 March; "3/14" is nothing, never swapped.
    """
    read = day_and_time(reply)
    return read if isinstance(read, Unclear) else read[0]


def day_and_time(reply: Reply) -> tuple[date, time | None] | Unclear:
    """The same with the time of day where one is written: "fri 3pm"; None where there is none."""
    if len(reply.text) > LONGEST_ANSWER:
        return Unclear.DATE
    marked = fold_keeping_marks(reply.text)
    at, rest = time_in(reply, _dates_hidden(marked), bare=False)
    found = _day(reply, rest)
    return found if isinstance(found, Unclear) else (found, at)


def _dates_hidden(marked: str) -> str:
    """Points in "14.3" as strokes, so that no clock is read into a date; "3.30pm" stays."""
    return re.sub(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?:\.(\d{2,4}))?\.?(?!\d|\s?[ap]\.?m)", _stroked, marked)


def _stroked(found: re.Match[str]) -> str:
    looks_like_a_clock = int(found[2]) > 12 and not found[3]
    return found[0] if looks_like_a_clock else "/".join(part for part in found.groups() if part)


def _day(reply: Reply, marked: str) -> Read:
    filler = said(reply.lexicon, reply.language, "filler", "around", "polite", "thanks", "oclock")
    marks, rest = signs(reply, marked)
    if leftover(rest, filler | _parts_of_day(reply)):
        return Unclear.DATE
    shape = "".join(mark.sign for mark in marks)
    if shape in _SHAPES:
        return _SHAPES[shape](reply.now.date(), marks)
    beside = _BESIDE_A_WEEKDAY.get(_NAMED_DAY.sub("", shape, count=1)) if Sign.WEEKDAY in shape else None
    return _on_that_weekday(reply.now.date(), marks, beside) if beside else Unclear.DATE


def _parts_of_day(reply: Reply) -> frozenset[str]:
    return said(reply.lexicon, reply.language, "morning", "afternoon", "evening", "night")


def _on_that_weekday(today: date, marks: list[Mark], work: Work) -> Read:
    """ "Friday 14 March": both must agree."""
    weekday = next(mark.value for mark in marks if mark.sign is Sign.WEEKDAY)
    found = work(today, [mark for mark in marks if mark.sign not in _OF_A_WEEKDAY])
    return found if isinstance(found, Unclear) or found.weekday() == weekday else Unclear.DATE


def _coming(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _weekday(today: date, marks: list[Mark]) -> Read:
    return _coming(today, marks[-1].value)


def _this_weekday(today: date, marks: list[Mark]) -> Read:
    """On the day itself it could be today."""
    return Unclear.DATE if today.weekday() == marks[-1].value else _coming(today, marks[-1].value)


def _next_weekday(today: date, marks: list[Mark]) -> Read:
    coming = _coming(today, marks[-1].value)
    next_monday = today + timedelta(days=7 - today.weekday())
    return coming if coming >= next_monday else Unclear.DATE


def _week_after(today: date, marks: list[Mark]) -> Read:
    """ "Friday week", "a week on Friday": seven days after the coming one."""
    return _coming(today, next(mark.value for mark in marks if mark.sign is Sign.WEEKDAY)) + _WEEK


def _in_next_week(today: date, marks: list[Mark]) -> Read:
    """ "Friday next week"."""
    weekday = next(mark.value for mark in marks if mark.sign is Sign.WEEKDAY)
    return today + timedelta(days=7 - today.weekday() + weekday)


def _away(today: date, marks: list[Mark]) -> Read:
    days = next(mark.value for mark in marks if mark.sign is Sign.AWAY)
    return today + timedelta(days=days) if days >= 0 else Unclear.PAST


def _week_away(today: date, marks: list[Mark]) -> Read:
    """ "a week tomorrow"."""
    found = _away(today, marks)
    return found if isinstance(found, Unclear) else found + _WEEK


def _in_days(today: date, marks: list[Mark]) -> Read:
    amount = next((mark.value for mark in marks if mark.sign is Sign.NUMBER), 1)
    unit = 7 if any(mark.sign is Sign.WEEKS for mark in marks) else 1
    return today + timedelta(days=amount * unit) if amount * unit <= _FURTHEST else Unclear.DATE


def _of_month(today: date, marks: list[Mark]) -> Read:
    """ "14th": the coming one, today included."""
    months = (divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(3))
    found = (_date(year, month + 1, _number(marks)) for year, month in months)
    return next((there for there in found if there is not None and there >= today), Unclear.DATE)


def _past_noon_of_month(today: date, marks: list[Mark]) -> Read:
    return _of_month(today, marks) if _number(marks) > 12 else Unclear.DATE


def _day_and_month(today: date, marks: list[Mark]) -> Read:
    number, month = _number(marks), next(mark.value for mark in marks if mark.sign is Sign.MONTH)
    years = [mark.value for mark in marks if mark.sign is Sign.YEAR]
    if years:
        there = _date(years[0], month, number)
        return Unclear.DATE if there is None else there if there >= today else Unclear.PAST
    found = (_date(today.year + ahead, month, number) for ahead in range(9))
    return next((there for there in found if there is not None and there >= today), Unclear.DATE)


def _number(marks: list[Mark]) -> int:
    return next(mark.value for mark in marks if mark.sign in (Sign.DAY, Sign.NUMBER))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


_AMOUNT_OF_DAYS: Final = ("inu", "inup", "nup", "ink", "inkp", "nkp", "ik", "ikp", "kp")
_DAY_AND_MONTH: Final = ("nm", "dm", "mn", "md", "nmy", "dmy", "mny", "mdy", "ymn", "nmf", "fnm", "nfm")
_SHAPES: Final[Mapping[str, Work]] = {
    "w": _weekday,
    "tw": _this_weekday,
    "xw": _next_weekday,
    "wx": _next_weekday,
    "wxk": _in_next_week,
    "xkw": _in_next_week,
    "wk": _week_after,
    "kw": _week_after,
    "a": _away,
    "ka": _week_away,
    "ak": _week_away,
    **dict.fromkeys(_AMOUNT_OF_DAYS, _in_days),
    **dict.fromkeys(("d", "nf", "df", "fn"), _of_month),
    **dict.fromkeys(_DAY_AND_MONTH, _day_and_month),
}
# What may stand beside a weekday that agrees with it; "fri 3" is left out, for it may be three o'clock.
_BESIDE_A_WEEKDAY: Final[Mapping[str, Work]] = {
    "n": _past_noon_of_month,
    **{shape: work for shape, work in _SHAPES.items() if work in (_of_month, _day_and_month, _away)},
}
