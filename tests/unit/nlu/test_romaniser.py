"""Bengali in Latin letters, for training."""

from random import Random

from nlu.romaniser import romanise


def spelt(text: str) -> set[str]:
    return {romanise(text, Random(seed)) for seed in range(60)}


def test_words_come_out_as_people_type_them() -> None:
    assert "ami aste parbo na" in spelt("আমি আসতে পারব না")
    assert "apnar nam ki" in spelt("আপনার নাম কী")


def test_people_spell_differently() -> None:
    assert {"valo achi", "bhalo achi", "valo asi"} <= spelt("ভালো আছি")


def test_the_same_seed_spells_the_same() -> None:
    assert romanise("আপনারা কারা", Random(1)) == romanise("আপনারা কারা", Random(1))


def test_latin_letters_stay_and_no_bengali_is_left() -> None:
    assert romanise("GP-র কাছে যাওয়া ২টায়।", Random(3)).isascii()
    assert romanise("GP", Random(3)) == "GP"
