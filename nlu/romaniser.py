"""Bengali script in Latin letters, spelt as people type it: never twice the same way."""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

# What people write for each letter, the usual way first: it is drawn half of the time.
_CONSONANTS: Final = """
ক k, খ kh k, গ g, ঘ gh g, ঙ ng, চ ch c s, ছ ch s c sh, জ j z, ঝ jh z, ঞ n, ট t, ঠ th t, ড d, ঢ dh d, ণ n, ত t,
থ th t, দ d, ধ dh d, ন n, প p, ফ f ph, ব b, ভ bh v b, ম m, য j z, র r, ল l, শ sh s, ষ sh s, স s sh, হ h,
\u09dc r, \u09dd r, \u09df y, ৎ t
"""
_SIGNS: Final = "া a, ি i, ী i ee, ু u oo, ূ u oo, ৃ ri, ে e, ৈ oi, ো o, ৌ ou, ং ng"
_VOWELS: Final = "অ o a, আ a, ই i, ঈ i, উ u, ঊ u, ঋ ri, এ e, ঐ oi, ও o, ঔ ou"
_CARRIERS: Final = frozenset(_CONSONANTS) - set("abcdefghijklmnopqrstuvwxyz, \n")
_SILENT: Final = {sign: [""] for sign in "ঃঁ্"}
_WAYS: Final = {
    **{each.split()[0]: each.split()[1:] for each in f"{_CONSONANTS},{_SIGNS},{_VOWELS}".split(",")},
    **_SILENT,
}
_CLUSTERS: Final = (  # said otherwise than they are written
    *(("ক্ষ", "খ"), ("জ্ঞ", "গ্গ"), ("ঙ্গ", "ঙ"), ("ত্ম", "ত্ত"), ("স্ব", "স"), ("দ্ব", "দ"), ("হ্য", "জ্জ")),
    *(("\u09af\u09bc", "\u09df"), ("\u09a1\u09bc", "\u09dc"), ("\u09a2\u09bc", "\u09dd")),
)
_FUTURE: Final = (re.compile("([ক-হ])ব(?![\u0980-\u09ff])"), r"\1্বো"), (re.compile("াব(?![\u0980-\u09ff])"), "াবো")
_ENDS_BARE: Final = re.compile("[ািীুূৃেৈোৌংঃঁ্ৎঙ]")
_DIGITS: Final = str.maketrans("০১২৩৪৫৬৭৮৯।", "0123456789.")
_LOOSE: Final = (  # whole-text habits, each with how often somebody has it
    (re.compile(r"\bo(?=[bchjklmnprst])"), "a", 0.15),
    (re.compile(r"(?<=[a-z])o\b"), "", 0.1),
    (re.compile(r"aiy|ay(?=[ea])"), "ai", 0.2),
    (re.compile(r"y(?=e\b)"), "", 0.4),
    (re.compile(r"(?<=[^aeiou\W])o(?=[^aeiou\W][aeiou])"), "", 0.15),
    (re.compile(r"\bki\b"), "k", 0.02),
)


def romanise(text: str, random: Random) -> str:
    """`text` with its Bengali letters in Latin ones; the rest stays. One person's habits hold through the text."""
    for written, said in _CLUSTERS:
        text = text.replace(written, said)
    for pattern, said in _FUTURE:
        text = pattern.sub(said, text)
    habits = {letter: _drawn(ways, random) for letter, ways in _WAYS.items()}
    bare = "a" if random.random() < 0.15 else "o"
    spelt = "".join(_word(word, habits, bare) for word in re.split(r"(\s+)", text.translate(_DIGITS)))
    for pattern, instead, often in _LOOSE:
        if random.random() < often:
            spelt = pattern.sub(instead, spelt)
    return spelt


def _drawn(ways: Sequence[str], random: Random) -> str:
    return ways[0] if random.random() < 0.5 else random.choice(ways)


def _word(word: str, habits: Mapping[str, str], bare: str) -> str:
    """A consonant without a vowel sign is followed by the vowel it carries, save where the tongue drops it."""
    spelt = []
    for place, letter in enumerate(word):
        after = word[place + 1] if place + 1 < len(word) else ""
        joined = letter == "য" and place > 0 and word[place - 1] == "্"
        spelt.append("y" if joined else habits.get(letter, letter))
        if letter in _CARRIERS and letter not in "ৎঙ" and after and not _ENDS_BARE.match(after):
            spelt.append("" if _is_dropped(word, place) else bare)
    return "".join(spelt)


def _is_dropped(word: str, place: int) -> bool:
    """Between a vowel and a consonant with its own vowel, as in "amra" for আমরা."""
    before, after = word[:place], word[place + 1 : place + 3]
    return (
        bool(before) and before[-1] in _VOWELS + _SIGNS and before[-1] != "্" and len(after) == 2 and after[1] in _SIGNS
    )
