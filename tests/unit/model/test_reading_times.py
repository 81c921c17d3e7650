"""Times of day."""

from datetime import time

import pytest

from bot.model import reading
from bot.model.reply import Unclear
from tests.replies import a_reply

TIMES = [
    ("3pm", "en", time(15)),
    ("3 p.m.", "en", time(15)),
    ("3PM please", "en", time(15)),
    ("3.30pm", "en", time(15, 30)),
    ("15:00", "en", time(15)),
    ("15.45", "en", time(15, 45)),
    ("1530", "en", time(15, 30)),
    ("0930", "en", time(9, 30)),
    ("1500hrs", "en", time(15)),
    ("09:30", "en", time(9, 30)),
    ("9.30", "en", time(9, 30)),
    ("3.30", "en", time(15, 30)),
    ("3", "en", time(15)),
    ("at 3", "en", time(15)),
    ("about 3", "en", time(15)),
    ("3ish", "en", time(15)),
    ("3 o'clock", "en", time(15)),
    ("three", "en", time(15)),
    ("8", "en", time(8)),
    ("7", "en", time(19)),
    ("12", "en", time(12)),
    ("12pm", "en", time(12)),
    ("12am", "en", time(0)),
    ("3am", "en", time(3)),
    ("00:30", "en", time(0, 30)),
    ("half past 3", "en", time(15, 30)),
    ("half past three", "en", time(15, 30)),
    ("half-past 3", "en", time(15, 30)),
    ("half 3", "en", time(15, 30)),
    ("quarter past 9", "en", time(9, 15)),
    ("quarter to 4", "en", time(15, 45)),
    ("a quarter to four", "en", time(15, 45)),
    ("quarter to 1", "en", time(12, 45)),
    ("20 past 3", "en", time(15, 20)),
    ("twenty to five", "en", time(16, 40)),
    ("5 minutes to 3", "en", time(14, 55)),
    ("half past 9am", "en", time(9, 30)),
    ("noon", "en", time(12)),
    ("midday", "en", time(12)),
    ("midnight", "en", time(0)),
    ("7 in the evening", "en", time(19)),
    ("7 in the morning", "en", time(7)),
    ("9 at night", "en", time(21)),
    ("half past 3 in the afternoon", "en", time(15, 30)),
    ("৩টা", "bn", time(15)),
    ("৩টায়", "bn", time(15)),
    ("সকাল ১০টা", "bn", time(10)),
    ("বিকাল ৪টায়", "bn", time(16)),
    ("রাত ৮টা", "bn", time(20)),
    ("bikal 4ta", "bn-Latn", time(16)),
    ("১৫:৩০", "bn", time(15, 30)),
    ("mediodía", "es", time(12)),
    ("15h30", "fr", time(15, 30)),
    ("evening", "en", None),
    ("after work", "en", None),
    ("after 3", "en", None),
    ("3 or 4", "en", None),
    ("3-4pm", "en", None),
    ("3pm-4pm", "en", None),
    ("3 to 4", "en", None),
    ("ten to four", "en", None),
    ("03:30", "en", None),
    ("25:00", "en", None),
    ("3:75", "en", None),
    ("13pm", "en", None),
    ("15 in the morning", "en", None),
    ("0", "en", None),
    ("24", "en", None),
    ("5 people", "en", None),
    ("friday", "en", None),
    ("not 3pm", "en", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("text", "language", "meant"), TIMES, ids=[f"{t}-{lang}" for t, lang, _ in TIMES])
def test_a_time_is_read_as_people_meet(text: str, language: str, meant: time | None) -> None:
    assert reading.clock_time(a_reply(text, language)) == (Unclear.TIME if meant is None else meant)
