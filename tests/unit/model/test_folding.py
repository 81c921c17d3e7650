"""Two spellings of one word come out alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.folding import fold, fold_keeping_marks, plain_letters, unstretched

PATIENTLY = settings(deadline=None)  # a busy machine is no failure
ALIKE = [
    ("STOP!!", "stop"),
    ("st\u00adop", "stop"),
    ("\u2066STOP\u2069", "stop"),
    ("ＳＴＯＰ", "stop"),
    ("What’s on?", "whats on"),
    ("o'clock", "oclock"),
    ("yes👍🏽", "yes 👍"),
    ("✔️", "✔"),
    ("👍👍", "👍 👍"),
    ("2️⃣", "2"),
    ("১২", "12"),
    ("٣۴", "34"),
    ("IPTAL", "iptal"),
    ("İptal", "iptal"),
    ("ıptal", "iptal"),
    ("şterge", "șterge"),
    ("Straße", "strasse"),
    ("হ্যাঁ।", "হ্যাঁ"),
    ("এড়িয়ে", "এড়িয়ে"),
    ("ক\u200dষ", "কষ"),
    ("أيوه", "ايوه"),
    ("إلغــاء", "الغاء"),
    ("شكراً", "شكرا"),
    ("ٹھیک ہے", "ٹهيك هي"),
    ("हाँ।", "हाँ"),
    ("п'ять", "пять"),
    ("a\x00b\ud800", "a b"),
    ("  a \n b ", "a b"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "folded"), ALIKE, ids=[ascii(typed) for typed, _ in ALIKE])
def test_spellings_fold_alike(typed: str, folded: str) -> None:
    assert fold(typed) == fold(folded) == folded


def test_marks_between_figures_can_be_kept() -> None:
    assert fold_keeping_marks("১৪/৩ at 3.30PM!") == "14/3 at 3.30pm!"


@pytest.mark.parametrize(
    ("folded", "plain"),
    [("hủy", "huy"), ("đồng ý", "dong y"), ("środa", "sroda"), ("człowiek", "czlowiek"), ("හා", "හා"), ("їжак", "їжак")],
)
def test_only_latin_letters_lose_their_accents(folded: str, plain: str) -> None:
    assert plain_letters(folded) == plain


def test_stretched_words_are_let_go() -> None:
    assert unstretched("yesss nooo 1000 good") == "yes no 1000 good"


@PATIENTLY
@given(st.text() | st.text(st.characters()))
def test_folding_never_raises_and_leaves_nothing_to_fold(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert fold(text.upper()) is not None
    assert "\x00" not in folded
    assert folded == " ".join(folded.split())
    assert folded.encode() or not folded
