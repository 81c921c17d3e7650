"""Phrases said in a language: fallbacks, guarded words, plurals and values."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta, timezone
from datetime import date as day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.language.catalogue import BrokenCatalogue, State
from bot.language.phrases import MissingValue, Phrasebook, UnknownPhrase
from bot.model.words import Listing, Phrase, Value

TWO = "nplurals=2; plural=(n != 1);"
SIX = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
)
Write = Callable[..., Path]


def a_catalogue(*entries: str, state: str = "draft", plurals: str = TWO) -> str:
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"X-Sayback-State: {state}\\n"\n"Plural-Forms: {plurals}\\n"\n'
    )
    return "\n".join((header, *entries))


def an_entry(key: str, words: str, fuzzy: bool = False) -> str:
    mark = "#, fuzzy\n" if fuzzy else ""
    return f'{mark}msgid "{key}"\nmsgstr "{words}"\n'


def a_plural(key: str, *forms: str) -> str:
    lines = (f'msgstr[{number}] "{words}"' for number, words in enumerate(forms))
    return "\n".join((f'msgid "{key}"', f'msgid_plural "{key}"', *lines, ""))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes catalogues by language (`bn_Latn` for bn-Latn) and gives their folder."""

    def written(**catalogues: str) -> Path:
        for language, text in catalogues.items():
            (tmp_path / f"{language}.po").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def a_book(write: Write, english: str = "{value}", **more: str) -> Phrasebook:
    return Phrasebook.load(write(en=a_catalogue(an_entry("a.b", english)), **more))


def said(book: Phrasebook, value: Value, language: str = "en") -> str:
    return book.say(Phrase("a.b", {"value": value}), language)


# Values


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("Ayesha", "Ayesha", id="text"),
        pytest.param(3, "3", id="small number"),
        pytest.param(12_000, "12,000", id="thousands"),
        pytest.param(day(2028, 3, 14), "Tuesday 14 March", id="day"),
        pytest.param(time(18), "6pm", id="full hour"),
        pytest.param(time(18, 30), "6:30pm", id="half hour"),
        pytest.param(time(9, 5), "9:05am", id="morning"),
        pytest.param(time(12), "midday", id="midday"),
        pytest.param(time(0), "midnight", id="midnight"),
        pytest.param(time(0, 15), "12:15am", id="after midnight"),
        pytest.param(datetime(2028, 3, 14, 18, tzinfo=UTC), "Tuesday 14 March at 6pm", id="winter"),
        pytest.param(datetime(2028, 6, 14, 23, 30, tzinfo=UTC), "Thursday 15 June at 12:30am", id="summer time"),
        pytest.param(
            datetime(2028, 6, 14, 20, tzinfo=timezone(timedelta(hours=6))), "Wednesday 14 June at 3pm", id="other zone"
        ),
        pytest.param(Listing(("a ramp",)), "a ramp", id="one thing"),
        pytest.param(Listing(("a ramp", "a lift", "a taxi")), "a ramp, a lift and a taxi", id="three things"),
        pytest.param(Listing(()), "", id="nothing"),
    ],
)
def test_english_values_are_said_as_gov_uk_writes_them(write: Write, value: Value, words: str) -> None:
    assert said(a_book(write), value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(12, "১২", id="number"),
        pytest.param(120_000, "১,২০,০০০", id="lakh"),
        pytest.param(day(2028, 3, 14), "মঙ্গলবার ১৪ মার্চ", id="day"),
        pytest.param(time(18, 30), "সন্ধ্যা ৬:৩০", id="time"),
        pytest.param(datetime(2028, 3, 14, 18, 30, tzinfo=UTC), "মঙ্গলবার ১৪ মার্চ সন্ধ্যা ৬:৩০", id="moment"),
        pytest.param(Listing(("ক", "খ", "গ")), "ক, খ আর গ", id="list"),
        pytest.param("020 7946 0000", "020 7946 0000", id="text is left alone"),
    ],
)
@pytest.mark.parametrize("language", ["bn", "syl"])
def test_bengali_values_have_bengali_digits_always(write: Write, language: str, value: Value, words: str) -> None:
    book = a_book(write, bn=a_catalogue(an_entry("a.b", "{value}")))

    assert said(book, value, language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("pl", "wtorek, 14 marca, 18:30", id="pl"),
        pytest.param("zh-Hans", "3月14日星期二 18:30", id="zh-Hans"),
        pytest.param("fr", "mardi 14 mars, 18:30", id="fr"),
        pytest.param("so", "Talaado, Maarso 14 6:30 GD", id="so"),
        pytest.param("vi", "18:30 Thứ Ba, 14 tháng 3", id="vi"),
        pytest.param("bn-Latn", "Tuesday 14 March at 6:30pm", id="romanised"),
        pytest.param("xx", "Tuesday 14 March at 6:30pm", id="unknown to CLDR"),
    ],
)
def test_days_and_times_follow_the_language(write: Write, language: str, words: str) -> None:
    book = a_book(write, **{language: a_catalogue(an_entry("a.b", "{value}"))})

    assert said(book, datetime(2028, 3, 14, 18, 30, tzinfo=UTC), language).replace("\u202f", " ") == words


def test_times_are_shown_in_the_organisations_zone(write: Write) -> None:
    folder = write(en=a_catalogue(an_entry("a.b", "{value}")))
    book = Phrasebook.load(folder, approved_only=True, zone=ZoneInfo("Asia/Dhaka"))

    assert said(book, datetime(2028, 3, 14, 18, tzinfo=UTC)) == "Wednesday 15 March at midnight"


def test_a_time_without_a_zone_is_refused(write: Write) -> None:
    naive = datetime(2028, 3, 14, 18)  # noqa: DTZ001  # what is tested

    with pytest.raises(ValueError, match="no time zone"):
        said(a_book(write), naive)


def test_a_phrase_in_a_phrase_speaks_the_language_of_the_whole(write: Write) -> None:
    book = Phrasebook.load(
        write(
            en=a_catalogue(
                an_entry("ask", "Do you need {what}?"), an_entry("ramp", "a ramp"), an_entry("lift", "a lift")
            ),
            bn=a_catalogue(an_entry("ramp", "র‍্যাম্প"), an_entry("lift", "লিফট")),
        )
    )
    what = Listing((Phrase("ramp"), Phrase("lift"), "tea"))

    assert book.say(Phrase("ask", {"what": what}), "bn") == "Do you need a ramp, a lift and tea?"


def test_a_person_may_write_braces(write: Write) -> None:
    assert said(a_book(write, "{{{value}}}"), "{name}") == "{{name}}"


def test_a_missing_value_is_an_error(write: Write) -> None:
    with pytest.raises(MissingValue, match="value"):
        a_book(write).say(Phrase("a.b"), "en")


def test_an_unknown_phrase_is_an_error_and_never_a_bare_key(write: Write) -> None:
    with pytest.raises(UnknownPhrase, match="no phrase"):
        a_book(write).say(Phrase("nobody.wrote.this"), "bn")


# Plurals


@pytest.mark.parametrize(("n", "words"), [(0, "0 places"), (1, "1 place"), (2, "2 places")])
def test_n_chooses_the_plural(write: Write, n: int, words: str) -> None:
    book = Phrasebook.load(write(en=a_catalogue(a_plural("left", "{n} place", "{n} places"))))

    assert book.say(Phrase("left", {"n": n}), "en") == words


@pytest.mark.parametrize(("n", "words"), [(0, "zero"), (1, "one"), (2, "two"), (7, "7 few"), (40, "40 many")])
def test_arabic_has_six_plurals(write: Write, n: int, words: str) -> None:
    forms = ("zero", "one", "two", "{n} few", "{n} many", "{n} other")
    arabic = a_catalogue(a_plural("left", *forms), plurals=SIX)
    book = Phrasebook.load(write(en=a_catalogue(a_plural("left", "{n} place", "{n} places")), ar=arabic))

    assert book.say(Phrase("left", {"n": n}), "ar") == words


def test_a_plural_without_its_number_is_an_error(write: Write) -> None:
    book = Phrasebook.load(write(en=a_catalogue(a_plural("left", "{n} place", "{n} places"))))

    with pytest.raises(MissingValue, match="as n"):
        book.say(Phrase("left"), "en")


# Which words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("bn", "বাংলা", id="its own"),
        pytest.param("bn-BD", "বাংলা", id="without its region"),
        pytest.param("syl", "বাংলা", id="Sylheti borrows Bengali"),
        pytest.param("bn-Latn", "English", id="never another script"),
        pytest.param("pl", "English", id="no catalogue"),
        pytest.param("", "English", id="no language"),
        pytest.param("../en", "English", id="not a language"),
        pytest.param("en-GB", "English", id="English"),
    ],
)
def test_the_nearest_language_that_can_be_read_is_spoken(write: Write, language: str, words: str) -> None:
    book = Phrasebook.load(write(en=a_catalogue(an_entry("a.b", "English")), bn=a_catalogue(an_entry("a.b", "বাংলা"))))

    assert book.say(Phrase("a.b"), language) == words


def test_romanised_bengali_is_spoken_once_it_has_a_catalogue(write: Write) -> None:
    book = Phrasebook.load(
        write(en=a_catalogue(an_entry("a.b", "English")), bn_Latn=a_catalogue(an_entry("a.b", "bangla")))
    )

    assert book.say(Phrase("a.b"), "bn-Latn") == "bangla"


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param("", id="missing"),
        pytest.param(an_entry("a.b", ""), id="empty"),
        pytest.param(an_entry("a.b", "  "), id="blank"),
        pytest.param(an_entry("a.b", "{nam}"), id="asks for another value"),
        pytest.param(an_entry("a.b", "{"), id="broken brace"),
        pytest.param(an_entry("a.b", "{0}"), id="a number for a name"),
    ],
)
def test_a_phrase_that_cannot_be_said_in_bengali_is_said_in_english(write: Write, entry: str) -> None:
    book = a_book(write, "Hello {value}", bn=a_catalogue(entry, an_entry("other", "অন্য")))

    assert said(book, "Ayesha", "bn") == "Hello Ayesha"


def test_a_broken_catalogue_is_said_in_english(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    book = a_book(write, "Hello", bn='msgid "a.b"\nthis is no catalogue\n')

    assert book.say(Phrase("a.b"), "bn") == "Hello"
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_there_is_no_phrasebook_without_english(write: Write) -> None:
    with pytest.raises(BrokenCatalogue, match=r"en\.po"):
        Phrasebook.load(write(bn=a_catalogue()))


# Words people must be able to rely on


RELIED_ON = (
    "stop.done",
    "stop_updates.done",
    "stop_or_done.asks",
    "start.done",
    "help.words",
    "safety.danger",
    "consent.ask",
    "welcome.consent",
    "welcome.agree",
)


def a_guarded_book(write: Write, state: str, fuzzy: bool = False, approved_only: bool = True) -> Phrasebook:
    keys = (*RELIED_ON, "stopping.place", "welcome.hello")
    english = a_catalogue(*(an_entry(key, "English") for key in keys))
    bengali = a_catalogue(*(an_entry(key, "বাংলা", fuzzy) for key in keys), state=state)
    return Phrasebook.load(write(en=english, bn=bengali), approved_only)


@pytest.mark.parametrize("key", RELIED_ON)
@pytest.mark.parametrize("language", ["bn", "syl"])
def test_a_draft_never_speaks_of_safety_consent_or_stop(write: Write, key: str, language: str) -> None:
    book = a_guarded_book(write, "draft")

    assert book.say(Phrase(key), language) == "English"
    assert not book.has(key, language)


def test_other_phrases_of_a_draft_are_said(write: Write) -> None:
    assert a_guarded_book(write, "draft").say(Phrase("stopping.place"), "bn") == "বাংলা"


def test_approved_words_are_said(write: Write) -> None:
    assert a_guarded_book(write, "approved").say(Phrase("stop.done"), "bn") == "বাংলা"


def test_a_fuzzy_phrase_is_not_approved(write: Write) -> None:
    assert a_guarded_book(write, "approved", fuzzy=True).say(Phrase("stop.done"), "bn") == "English"


def test_the_demo_says_drafts(write: Write) -> None:
    book = a_guarded_book(write, "draft", approved_only=False)

    assert book.say(Phrase("stop.done"), "bn") == "বাংলা"


# What there is


def test_the_book_knows_its_languages_and_their_states(write: Write) -> None:
    book = a_book(write, bn_Latn=a_catalogue(), pl=a_catalogue(state="approved"))

    assert book.languages() == ("bn-Latn", "en", "pl")
    assert [book.state(language) for language in ("bn-Latn", "pl", "ar")] == [
        State.DRAFT,
        State.APPROVED,
        State.MISSING,
    ]


def test_having_a_phrase_means_in_the_language_one_is_spoken_to(write: Write) -> None:
    english = a_catalogue(an_entry("a.b", "one"), an_entry("a.c", "two"))
    book = Phrasebook.load(write(en=english, bn=a_catalogue(an_entry("a.b", "এক"))))

    assert [book.has(key, "syl") for key in ("a.b", "a.c", "a.d")] == [True, False, False]
    for language in ("en", "pl"):  # people who read Polish are spoken to in English while there is no Polish
        assert [book.has(key, language) for key in ("a.b", "a.c", "a.d")] == [True, True, False]


def test_a_wordings_version_changes_with_the_words_shown(write: Write, tmp_path: Path) -> None:
    before = a_book(write, "May we keep it?").wording("a.b", "en")
    same = a_book(write, "May we keep it?", bn=a_catalogue()).wording("a.b", "bn")
    after = a_book(write, "May we keep it for a year?").wording("a.b", "en")

    assert before == same != after
    assert len(before) == 12


def test_threads_may_share_a_book(write: Write) -> None:
    bengali = a_catalogue(*(an_entry(f"k.{number}", f"বাংলা {number}") for number in range(50)))
    english = a_catalogue(*(an_entry(f"k.{number}", f"English {number}") for number in range(50)))
    book = Phrasebook.load(write(en=english, bn=bengali))

    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(lambda number: book.say(Phrase(f"k.{number % 50}"), "bn"), range(400)))

    assert heard == [f"বাংলা {number % 50}" for number in range(400)]
