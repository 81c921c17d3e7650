"""How replies are read, as people write them. Pure: everything needed comes with the reply."""

from bot.model.reading.choosing import choice
from bot.model.reading.consent import clear_yes_or_no
from bot.model.reading.days import day, day_and_time
from bot.model.reading.keywords import keyword, keyword_table
from bot.model.reading.numbers import number
from bot.model.reading.phones import phone_number
from bot.model.reading.several import choices
from bot.model.reading.texts import is_done, words
from bot.model.reading.times import clock_time
from bot.model.reading.yes_no import yes_or_no

__all__ = [
    "choice",
    "choices",
    "clear_yes_or_no",
    "clock_time",
    "day",
    "day_and_time",
    "is_done",
    "keyword",
    "keyword_table",
    "number",
    "phone_number",
    "words",
    "yes_or_no",
]
