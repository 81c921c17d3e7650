"""How a value is said in a language: numbers, days, times and lists. Knows no phrase."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

ENGLISH = "en"
# Babel writes Bengali dates with Latin digits and offers both for numbers: we always choose, for both.
DIGITS = {"bn": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")}
# CLDR has only "AM" and "PM" in Latin letters for these two; people say the part of the day first.
TIMES = {"bn": "B h:mm", "ur": "B h:mm"}
# Languages CLDR does not know, and the nearest that it does.
_SAID_AS = {"syl": "bn"}
# Words CLDR writes and nobody says.
_SPOKEN = {"bn": (("রাত্রি", "রাত"), (" এবং ", " আর "))}
_SKELETONS = ("MMMMEEEEd", "MMMMEd", "MMMEd")
_KEPT = 4096  # said days and times kept a language; a busy day has a few hundred


class Saying:
    """Says values the way one language does, and times in one `zone`. Safe to share between threads."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self._locale = _locale(language)
        self._english = self._locale.language == ENGLISH
        self._digits = DIGITS.get(self._locale.language, {})
        self._day_pattern = _day_pattern(self._locale)
        self._time_pattern = TIMES.get(self._locale.language, "short")
        self._zone = zone
        self.day = lru_cache(_KEPT)(self._say_day)
        self.clock_time = lru_cache(_KEPT)(self._say_time)
        self.moment = lru_cache(_KEPT)(self._say_moment)

    def number(self, value: int) -> str:
        """Such as "1,200", or "১,২০০" in Bengali."""
        if 0 <= value < 1000:
            return str(value).translate(self._digits)
        return format_decimal(value, locale=self._locale, numbering_system="latn").translate(self._digits)

    def listing(self, items: Sequence[str]) -> str:
        """Such as "a ramp, a lift and a taxi"; nothing for no items."""
        return self._spoken(format_list(list(items), locale=self._locale))

    def _say_day(self, value: date) -> str:
        """Weekday, day and month, such as "Tuesday 14 March"."""
        return format_date(value, self._day_pattern, locale=self._locale).translate(self._digits)

    def _say_time(self, value: time) -> str:
        """Such as "6:30pm", "6pm" or "midday" in English; CLDR's short form elsewhere."""
        if self._english:
            return _english_time(value)
        return self._spoken(format_time(value, self._time_pattern, locale=self._locale)).translate(self._digits)

    def _spoken(self, written: str) -> str:
        for theirs, ours in _SPOKEN.get(self._locale.language, ()):
            written = written.replace(theirs, ours)
        return written

    def _say_moment(self, value: datetime) -> str:
        """A day and a time in our zone, such as "Tuesday 14 March at 6pm". Raises ValueError if it is not aware."""
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: give an aware datetime")
        local = value.astimezone(self._zone)
        day, clock_time = self.day(local.date()), self.clock_time(local.time())
        if self._english:
            return f"{day} at {clock_time}"
        return str(self._locale.datetime_formats["medium"]).format(clock_time, day)


def _locale(language: str) -> Locale:
    """Bengali in Latin letters takes English days and digits: CLDR would mix the scripts."""
    if language == ENGLISH or "-Latn" in language:
        return Locale.parse("en_GB")
    try:
        return Locale.parse(_SAID_AS.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _day_pattern(locale: Locale) -> str:
    """CLDR's pattern for a day without its year, the weekday and the month in full."""
    found = next(name for name in _SKELETONS if name in locale.datetime_skeletons)
    pattern = str(locale.datetime_skeletons[found])
    for short, full in (("E", "EEEE"), ("MMM", "MMMM"), ("LLL", "LLLL")):
        pattern = pattern if full in pattern else pattern.replace(short, full)
    return pattern


def _english_time(value: time) -> str:
    """As GOV.UK writes it: 6pm, 6:30pm, midday, midnight."""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'pm' if value.hour >= 12 else 'am'}"
