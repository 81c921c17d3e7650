"""Which language a message is in, as the people who write them would see it."""

import time

import pytest

from nlu.language import Detector, Language


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector.load()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("ami aste parbo na", "bn-Latn", id="a grandmother who cannot come"),
        pytest.param("kita khobor", "bn-Latn", id="a Sylheti greeting"),
        pytest.param("bala asoin ni afa", "bn-Latn", id="another"),
        pytest.param(
            "amar ammar GP appointment er jonno interpreter lagbe", "bn-Latn", id="Bengali with English words"
        ),
        pytest.param("apnara amar number kothay paisen", "bn-Latn", id="a wary neighbour"),
        pytest.param("mujhe interpreter chahiye", "ur-Latn", id="romanised Urdu with an English word"),
        pytest.param("main kal nahi aa sakti, ammi bimar hain", "ur-Latn", id="romanised Urdu"),
        pytest.param("সাইন আপ", "bn", id="English words in Bengali letters"),
        pytest.param("আমি আইতাম ফারতাম নায়", "bn", id="Sylheti in Bengali letters"),
        pytest.param("cześć", "pl", id="one word of Polish"),
        pytest.param("nie moge dzisiaj przyjsc", "pl", id="Polish without its accents"),
        pytest.param("waan imanayaa berri", "so", id="Somali"),
        pytest.param("quiero apuntarme al taller", "es", id="Spanish"),
        pytest.param("vorrei venire con mia figlia", "it", id="Italian"),
        pytest.param("je ne peux pas venir mardi", "fr", id="French"),
        pytest.param("não posso ir amanhã", "pt", id="Portuguese"),
        pytest.param("yarın gelemem", "tr", id="Turkish"),
        pytest.param("tôi cần phiên dịch", "vi", id="Vietnamese"),
        pytest.param("nu pot veni marți", "ro", id="Romanian"),
        pytest.param("noriu užsiregistruoti", "lt", id="Lithuanian"),
        pytest.param("أريد التسجيل من فضلك", "ar", id="Arabic"),
        pytest.param("مجھے ترجمان چاہیے", "ur", id="Urdu"),
        pytest.param("می‌خواهم ثبت نام کنم", "fa", id="Persian"),
        pytest.param("я хочу записатися", "uk", id="Ukrainian"),
        pytest.param("мне нужен переводчик", "ru", id="Russian"),
        pytest.param("我想参加这个活动", "zh-Hans", id="simplified Chinese"),
        pytest.param("我想參加這個活動", "zh-Hant", id="traditional Chinese"),
        pytest.param("मुझे दुभाषिया चाहिए", "hi", id="Hindi"),
        pytest.param("ਮੈਨੂੰ ਦੁਭਾਸ਼ੀਆ ਚਾਹੀਦਾ", "pa", id="Punjabi"),
        pytest.param("can my mum come too, she is in a wheelchair", "en", id="English"),
        pytest.param("my name is Amina Begum", "en", id="English about a name"),
        pytest.param("r u open on tues pls", "en", id="text-speak"),
    ],
)
def test_a_message_shows_its_language_whatever_was_known(detector: Detector, text: str, code: str) -> None:
    unknown, known = detector.detect(text), detector.detect(text, "en")

    assert (unknown.code, known.code) == (code, code)


@pytest.mark.parametrize(
    "text", ["ok", "2", "yes", "👍", "Amina", "Amina Begum", "https://sayback.org/", "?", "salam", ""]
)
def test_too_little_to_tell_keeps_the_known_language(detector: Detector, text: str) -> None:
    assert detector.detect(text, "pl") == Language("pl", 0.9, True)


@pytest.mark.parametrize("text", ["ok", "2", "Amina", "👍", "na", "ami"])
def test_too_little_to_tell_is_not_sure_where_nothing_is_known(detector: Detector, text: str) -> None:
    assert not detector.detect(text).sure


def test_nothing_but_a_number_is_in_no_language(detector: Detector) -> None:
    assert detector.detect("2") == Language("und", 0.0, False)


def test_another_script_shows_even_in_a_short_word(detector: Detector) -> None:
    assert detector.detect("না", "en").code == "bn"


def test_sylheti_in_bengali_letters_stays_what_the_resident_said(detector: Detector) -> None:
    assert detector.detect("আমি আইতাম ফারতাম নায়", "syl").code == "syl"


def test_the_known_language_tips_the_scales_of_a_word_in_several(detector: Detector) -> None:
    assert detector.detect("gratis", "es").code == "es"
    assert detector.detect("gratis", "it").code == "it"


def test_a_person_who_writes_bengali_may_write_it_in_english_letters(detector: Detector) -> None:
    assert detector.detect("aste parbo", "bn").code == "bn-Latn"


def test_chinese_that_both_write_alike_keeps_the_known_script(detector: Detector) -> None:
    assert detector.detect("你好", "zh-Hant") == Language("zh-Hant", 0.9, True)
    assert not detector.detect("你好").sure


def test_arabic_typed_with_figures_is_asked_about(detector: Detector) -> None:
    assert not detector.detect("3ayez a7gez makan").sure


@pytest.mark.parametrize("text", ["\udc80", "\x00", "a" * 100_000, "ا" * 10_000, "🧕🏽" * 500, "\u200f\u200f", "ﷺ"])
def test_no_text_is_too_strange(detector: Detector, text: str) -> None:
    assert 0 <= detector.detect(text, "bn").confidence <= 1


def test_the_models_are_small_and_soon_there() -> None:
    started = time.process_time()

    Detector.load()

    assert time.process_time() - started < 0.1  # seconds
