"""Days, as people write them on Wednesday 25 November 2026."""

from datetime import date, datetime, time

import pytest

from bot.model import reading
from bot.model.reply import Unclear
from tests.replies import LONDON, a_reply

DAYS = [
    ("today", "en", date(2026, 11, 25)),
    ("tomorrow", "en", date(2026, 11, 26)),
    ("tmrw pls", "en", date(2026, 11, 26)),
    ("day after tomorrow", "en", date(2026, 11, 27)),
    ("the day after tomorrow", "en", date(2026, 11, 27)),
    ("in 3 days", "en", date(2026, 11, 28)),
    ("in three days time", "en", date(2026, 11, 28)),
    ("3 days from now", "en", date(2026, 11, 28)),
    ("in 2 weeks", "en", date(2026, 12, 9)),
    ("in a week", "en", date(2026, 12, 2)),
    ("a week today", "en", date(2026, 12, 2)),
    ("a week tomorrow", "en", date(2026, 12, 3)),
    ("friday", "en", date(2026, 11, 27)),
    ("on Friday please", "en", date(2026, 11, 27)),
    ("Fri.", "en", date(2026, 11, 27)),
    ("this friday", "en", date(2026, 11, 27)),
    ("thurs", "en", date(2026, 11, 26)),
    ("tuesday", "en", date(2026, 12, 1)),
    ("next tuesday", "en", date(2026, 12, 1)),
    ("next mon", "en", date(2026, 11, 30)),
    ("friday week", "en", date(2026, 12, 4)),
    ("a week on friday", "en", date(2026, 12, 4)),
    ("friday next week", "en", date(2026, 12, 4)),
    ("next week friday", "en", date(2026, 12, 4)),
    ("wednesday", "en", date(2026, 12, 2)),
    ("14/3", "en", date(2027, 3, 14)),
    ("14/03/27", "en", date(2027, 3, 14)),
    ("14-03-2027", "en", date(2027, 3, 14)),
    ("14.3.2027", "en", date(2027, 3, 14)),
    ("14.3", "en", date(2027, 3, 14)),
    ("2027-03-14", "en", date(2027, 3, 14)),
    ("3/4", "en", date(2027, 4, 3)),
    ("25/11", "en", date(2026, 11, 25)),
    ("24/11", "en", date(2027, 11, 24)),
    ("14 march", "en", date(2027, 3, 14)),
    ("14th of March", "en", date(2027, 3, 14)),
    ("march 14th", "en", date(2027, 3, 14)),
    ("March 14, 2027", "en", date(2027, 3, 14)),
    ("14 Dec 2026", "en", date(2026, 12, 14)),
    ("sunday 14 march", "en", date(2027, 3, 14)),
    ("14 march sunday", "en", date(2027, 3, 14)),
    ("fri 27/11", "en", date(2026, 11, 27)),
    ("fri 27", "en", date(2026, 11, 27)),
    ("next friday 4th december", "en", date(2026, 12, 4)),
    ("in a fortnight", "en", date(2026, 12, 9)),
    ("friday the 27th", "en", date(2026, 11, 27)),
    ("tomorrow thursday", "en", date(2026, 11, 26)),
    ("14th", "en", date(2026, 12, 14)),
    ("the 14th please", "en", date(2026, 12, 14)),
    ("25th", "en", date(2026, 11, 25)),
    ("31st", "en", date(2026, 12, 31)),
    ("29 feb", "en", date(2028, 2, 29)),
    ("friday 3pm", "en", date(2026, 11, 27)),
    ("14/3 at 15:00", "en", date(2027, 3, 14)),
    ("friday morning", "en", date(2026, 11, 27)),
    ("tonight", "en", date(2026, 11, 25)),
    ("শুক্রবার", "bn", date(2026, 11, 27)),
    ("আগামীকাল", "bn", date(2026, 11, 26)),
    ("আগামী মঙ্গলবার", "bn", date(2026, 12, 1)),
    ("১৪ মার্চ", "bn", date(2027, 3, 14)),
    ("১৪/৩", "bn", date(2027, 3, 14)),
    ("১৪ তারিখ", "bn", date(2026, 12, 14)),
    ("৩ দিন পরে", "bn", date(2026, 11, 28)),
    ("shukrobar", "bn", date(2026, 11, 27)),
    ("agamikal", "bn-Latn", date(2026, 11, 26)),
    ("friday", "bn", date(2026, 11, 27)),
    ("berri", "so", date(2026, 11, 26)),
    ("jimce", "so", date(2026, 11, 27)),
    ("١٤/٣", "ar", date(2027, 3, 14)),
    ("الجمعة", "ar", date(2026, 11, 27)),
    ("غدا", "ar", date(2026, 11, 26)),
    ("mañana", "es", date(2026, 11, 26)),
    ("miercoles", "es", date(2026, 12, 2)),
    ("venerdì", "it", date(2026, 11, 27)),
    ("demain", "fr", date(2026, 11, 26)),
    ("14 mars", "fr", date(2027, 3, 14)),
    ("14 marca", "pl", date(2027, 3, 14)),
    ("piatek", "pl", date(2026, 11, 27)),
    ("cuma", "tr", date(2026, 11, 27)),
    ("thứ sáu", "vi", date(2026, 11, 27)),
    ("thu hai", "vi", date(2026, 11, 30)),
    ("п'ятниця", "uk", date(2026, 11, 27)),
    ("星期五", "zh-Hans", date(2026, 11, 27)),
    ("next fri", "en", Unclear.DATE),
    ("next fri 3pm", "en", Unclear.DATE),
    ("this wednesday", "en", Unclear.DATE),
    ("next week", "en", Unclear.DATE),
    ("next month", "en", Unclear.DATE),
    ("3/14", "en", Unclear.DATE),
    ("31/2", "en", Unclear.DATE),
    ("32 march", "en", Unclear.DATE),
    ("0/0", "en", Unclear.DATE),
    ("friday 14 march", "en", Unclear.DATE),
    ("fri 3", "en", Unclear.DATE),
    ("friday or saturday", "en", Unclear.DATE),
    ("not friday", "en", Unclear.DATE),
    ("last friday", "en", Unclear.DATE),
    ("any day but friday", "en", Unclear.DATE),
    ("3pm", "en", Unclear.DATE),
    ("3.30", "en", Unclear.DATE),
    ("soon", "en", Unclear.DATE),
    ("কাল", "bn", Unclear.DATE),
    ("in 99999999 days", "en", Unclear.DATE),
    ("14", "en", Unclear.DATE),
    ("", "en", Unclear.DATE),
    ("14/3/2026", "en", Unclear.PAST),
    ("24/11/2026", "en", Unclear.PAST),
    ("14 march 2025", "en", Unclear.PAST),
    ("yesterday", "en", Unclear.PAST),
]


@pytest.mark.parametrize(("text", "language", "meant"), DAYS, ids=[f"{t}-{lang}" for t, lang, _ in DAYS])
def test_a_day_is_read_day_first_and_never_guessed(text: str, language: str, meant: date | Unclear) -> None:
    assert reading.day(a_reply(text, language)) == meant


NEXT = [
    ("monday", datetime(2026, 11, 23, 9, tzinfo=LONDON), "friday", Unclear.DATE),
    ("thursday", datetime(2026, 11, 26, 9, tzinfo=LONDON), "friday", Unclear.DATE),
    ("friday", datetime(2026, 11, 27, 9, tzinfo=LONDON), "friday", date(2026, 12, 4)),
    ("saturday", datetime(2026, 11, 28, 9, tzinfo=LONDON), "friday", date(2026, 12, 4)),
    ("sunday", datetime(2026, 11, 29, 9, tzinfo=LONDON), "friday", date(2026, 12, 4)),
    ("sunday", datetime(2026, 11, 29, 9, tzinfo=LONDON), "monday", date(2026, 11, 30)),
]


@pytest.mark.parametrize(
    ("now", "weekday", "meant"), [case[1:] for case in NEXT], ids=[f"next-{case[2]}-on-a-{case[0]}" for case in NEXT]
)
def test_next_friday_is_read_only_where_everybody_means_the_same(
    now: datetime, weekday: str, meant: date | Unclear
) -> None:
    assert reading.day(a_reply(f"next {weekday}", now=now)) == meant


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("fri 3pm", time(15)),
        ("friday at 3", time(15)),
        ("fri 14.30", time(14, 30)),
        ("friday half past 3", time(15, 30)),
        ("friday at 10 in the morning", time(10)),
        ("friday noon", time(12)),
        ("27 november 2026 3pm", time(15)),
        ("27/11 3.30pm", time(15, 30)),
        ("friday", None),
    ],
    ids=str,
)
def test_a_time_beside_the_day_comes_with_it(text: str, at: time | None) -> None:
    assert reading.day_and_time(a_reply(text)) == (date(2026, 11, 27), at)
