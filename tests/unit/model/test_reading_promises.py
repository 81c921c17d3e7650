"""What holds of every reader, whatever is written."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import questions, reading
from bot.model.place import Asked, Json, Option
from bot.model.questions import Choice, Question, Stale
from bot.model.reading.wishes import language_asked_for, word_asked_about
from bot.model.reply import Keyword, Reply, Unclear
from tests.replies import LONDON, YES_OR_NO, a_reply, some_options, the_lexicon

PATIENTLY = settings(deadline=None)  # a busy machine is no failure
LANGUAGES = sorted(the_lexicon().keywords)
WORDS = sorted(
    {word for by_meaning in the_lexicon().words.values() for words in by_meaning.values() for word in words}
    | {word for table in (the_lexicon().weekdays, the_lexicon().months) for words in table.values() for word in words}
)
BITS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["14/3", "3pm", "3.30", "15:00", "next", "in", "half past", "2", "99999999999999", "29/2", "31st", "-"]
    ),
    st.text(max_size=6),
)
# What people write is half known words: pure noise would never get past the first line of a reader.
TEXTS = st.one_of(st.text(st.characters()), st.lists(BITS, max_size=6).map(" ".join))
NOW = st.dates(date(2020, 1, 1), date(2090, 1, 1)).map(lambda day: datetime.combine(day, time(9), LONDON))
OPTIONS = st.lists(st.text(max_size=12), max_size=12, unique=True).map(lambda labels: some_options(*labels))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    option = draw(st.none() | st.integers(-2, 14))
    return a_reply(draw(TEXTS), draw(st.sampled_from(LANGUAGES)), draw(NOW), option)


@PATIENTLY
@given(replies(), OPTIONS)
def test_a_choice_is_one_of_the_options_or_unclear(reply: Reply, options: tuple[Option, ...]) -> None:
    found = reading.choice(reply, options)

    assert isinstance(found, Unclear) or found in [option.key for option in options]


@PATIENTLY
@given(replies(), OPTIONS)
def test_choices_are_options_in_the_order_listed(reply: Reply, options: tuple[Option, ...]) -> None:
    found = reading.choices(reply, options)

    keys = [option.key for option in options]
    assert isinstance(found, Unclear) or sorted(set(found), key=keys.index) == list(found)


@PATIENTLY
@given(replies(), OPTIONS)
def test_yes_and_no_never_raise(reply: Reply, options: tuple[Option, ...]) -> None:
    for asked in (YES_OR_NO, Asked("anything", options)):
        assert reading.yes_or_no(reply, asked) in (True, False, Unclear.YES_NO)


@PATIENTLY
@given(replies())
def test_what_is_consent_is_a_yes_at_least(reply: Reply) -> None:
    if reading.clear_yes_or_no(reply, YES_OR_NO) is True:
        assert reading.yes_or_no(reply, YES_OR_NO) is True


@PATIENTLY
@given(replies(), st.integers(-5, 5), st.integers(0, 200))
def test_a_number_is_within_its_limits(reply: Reply, at_least: int, more: int) -> None:
    found = reading.number(reply, at_least, at_least + more)

    assert isinstance(found, Unclear) or at_least <= found <= at_least + more


@PATIENTLY
@given(replies())
def test_a_day_is_never_in_the_past(reply: Reply) -> None:
    found = reading.day(reply)

    assert isinstance(found, Unclear) or found >= reply.now.date()


@PATIENTLY
@given(replies())
def test_a_time_is_a_time_or_unclear(reply: Reply) -> None:
    found = reading.clock_time(reply)

    assert found is Unclear.TIME or isinstance(found, time)


@PATIENTLY
@given(replies(), st.integers(1, 40))
def test_free_words_fit_and_can_be_kept(reply: Reply, at_most: int) -> None:
    found = reading.words(reply, at_most)

    assert isinstance(found, Unclear) or (0 < len(found) <= at_most and found.encode() and "\x00" not in found)


@PATIENTLY
@given(replies())
def test_words_that_win_never_raise(reply: Reply) -> None:
    assert reading.keyword(reply.text, reply.language, reply.lexicon) in (None, *Keyword)
    assert reading.is_done(reply) in (True, False)
    assert word_asked_about(reply.text) is None or word_asked_about(reply.text)
    assert language_asked_for(reply.text, {"bangla": "bn", "polski": "pl"}) in (None, "bn", "pl")


@PATIENTLY
@given(TEXTS | st.text("+0123456789() -"), st.sampled_from(["GB", "IE", "BD"]))
def test_a_phone_number_read_again_is_the_same(text: str, region: str) -> None:
    found = reading.phone_number(text, region)

    assert found is Unclear.PHONE or reading.phone_number(found) == found


@PATIENTLY
@given(st.dates(date(2026, 11, 25), date(2090, 12, 31)))
def test_a_whole_date_is_read_in_every_way_of_writing_it(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%A} {day.day}.{day.month}.{day.year}",
    ):
        assert reading.day(a_reply(text)) == day


@PATIENTLY
@given(st.integers(1, 7))
def test_a_weekday_is_one_of_the_seven_days_to_come(ahead: int) -> None:
    meant = a_reply("").now.date() + timedelta(days=ahead)

    assert reading.day(a_reply(f"{meant:%A}")) == meant


@PATIENTLY
@given(st.times())
def test_a_time_in_full_is_read_to_the_minute(at: time) -> None:
    minute = at.replace(second=0, microsecond=0)
    text = f"{minute:%I:%M%p}"

    assert reading.clock_time(a_reply(text)) == minute


@PATIENTLY
@given(st.integers(0, 10**9))
def test_figures_of_every_script_are_the_same_number(number: int) -> None:
    for zero in "0০٠۰०０":
        written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
        assert reading.number(a_reply(written), 0, 10**9) == number


CHOICES = [Choice("a", "Food"), Choice("b", "Travel"), Choice("c", "Talk")]
# Any: every kind of question answers with a type of its own.
RoundTrip: TypeAlias = tuple[Question[Any], str, tuple[Option, ...]]
ROUND_TRIPS: list[RoundTrip] = [
    (questions.choose("q", CHOICES), "2", some_options("Food", "Travel", "Talk")),
    (questions.many("q", CHOICES), "1 and 3", some_options("Food", "Travel", "Talk")),
    (questions.many("q", CHOICES), "none", some_options("Food", "Travel", "Talk")),
    (questions.yes_no("q"), "no", YES_OR_NO.options),
    (questions.consent("q"), "yes", YES_OR_NO.options),
    (questions.number("q"), "12", ()),
    (questions.on_date("q"), "14/3", ()),
    (questions.at_time("q"), "3pm", ()),
    (questions.text("q"), "any words", ()),
    (questions.phone("q"), "07700 900123", ()),
]


@pytest.mark.parametrize("trip", ROUND_TRIPS, ids=[f"{trip[0].kind}-{trip[1]}" for trip in ROUND_TRIPS])
def test_an_answer_kept_is_the_answer_recalled(trip: RoundTrip) -> None:
    question, text, options = trip
    answer = question.read(a_reply(text), Asked("q", options))

    kept: Json = question.keep(answer)
    again = question.recall(kept)

    assert not isinstance(answer, Unclear)
    assert not isinstance(again, Stale)
    assert again == answer
