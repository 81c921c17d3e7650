"""Whole messages that always win."""

from itertools import combinations

import pytest

from bot.model import reading
from bot.model.reply import Keyword
from tests.replies import the_lexicon

STOP, MAYBE = Keyword.STOP, Keyword.MAYBE_STOP

MEANT = [
    ("STOP", "en", STOP),
    ("stop", "bn", STOP),
    ("Stop.", "so", STOP),
    ("STOP!!", "ar", STOP),
    ("  stop \n", "pl", STOP),
    ('"STOP"', "ur", STOP),
    ("ＳＴＯＰ", "zh-Hans", STOP),
    ("st\u200bop", "en", STOP),
    ("\u2066STOP\u2069", "ar", STOP),
    ("stop please", "en", STOP),
    ("please stop", "en", STOP),
    ("Please stop, thank you", "en", STOP),
    ("STOP STOP STOP", "en", STOP),
    ("stoppp", "en", STOP),
    ("stop 😡", "en", STOP),
    ("🛑", "en", STOP),
    ("🛑🛑", "bn", STOP),
    ("Unsubscribe", "en", STOP),
    ("opt-out", "en", STOP),
    ("STOPALL", "en", STOP),
    ("don't text me", "en", STOP),
    ("leave me alone", "en", STOP),
    ("বন্ধ", "bn", STOP),
    ("বন্ধ করুন।", "bn", STOP),
    ("bondho", "bn", STOP),
    ("Bondho koro", "bn-Latn", STOP),
    ("bondo", "bn", STOP),
    ("jooji", "so", STOP),
    ("إيقاف", "ar", STOP),
    ("ايقاف", "ar", STOP),
    ("band karo", "ur", STOP),
    ("sair", "pt", STOP),
    ("arrêt", "fr", STOP),
    ("ARRET", "fr", STOP),
    ("DURDUR", "tr", STOP),
    ("стоп", "uk", STOP),
    ("退订", "zh-Hans", STOP),
    ("退訂", "zh-Hans", STOP),
    ("cancel", "en", MAYBE),
    ("END", "en", MAYBE),
    ("quit", "bn", MAYBE),
    ("koniec", "pl", MAYBE),
    ("cancelar", "pt", MAYBE),
    ("cancelar", "es", MAYBE),
    ("İPTAL", "tr", MAYBE),
    ("iptal", "tr", MAYBE),
    ("IPTAL", "tr", MAYBE),
    ("hủy", "vi", MAYBE),
    ("huy", "vi", MAYBE),
    ("basta", "it", MAYBE),
    ("dung", "vi", MAYBE),
    ("stop updates", "en", Keyword.STOP_UPDATES),
    ("No more updates please", "en", Keyword.STOP_UPDATES),
    ("START", "en", Keyword.START),
    ("unstop", "bn", Keyword.START),
    ("help", "en", Keyword.HELP),
    ("HELP me", "so", Keyword.HELP),
    ("সাহায্য", "bn", Keyword.HELP),
    ("back", "en", Keyword.BACK),
    ("skip", "en", Keyword.SKIP),
    ("start again", "en", Keyword.RESTART),
    ("Start over please", "en", Keyword.RESTART),
    ("menu", "en", Keyword.MENU),
    ("language", "en", Keyword.LANGUAGE),
    ("bhasha", "bn", Keyword.LANGUAGE),
    ("I want to talk to someone", "en", Keyword.PERSON),
    ("pause", "en", Keyword.PAUSE),
    ("What’s on?", "en", Keyword.EVENTS),
    ("whats on", "en", Keyword.EVENTS),
    ("I want to sign up", "en", Keyword.EVENTS),
    ("onusthan", "bn-Latn", Keyword.EVENTS),
    ("i can't come", "en", Keyword.CHANGE),
    ("cancel my place", "en", Keyword.CHANGE),
    ("আমি আসতে পারব না", "bn", Keyword.CHANGE),
    ("This is someone else", "en", Keyword.WHOSE_PHONE),
    ("thank you!", "en", Keyword.THANKS),
    ("ধন্যবাদ", "bn", Keyword.THANKS),
    ("Hello", "en", Keyword.GREETING),
    ("আসসালামু আলাইকুম", "bn", Keyword.GREETING),
    ("assalamu alaikum", "bn", Keyword.GREETING),
    ("hiii", "en", Keyword.GREETING),
    ("done", "en", Keyword.DONE),
    ("morning", "en", None),
    ("evening", "en", None),
    ("that's all thanks", "en", Keyword.DONE),
    ("শেষ", "bn", Keyword.DONE),
    ("delete my data", "en", Keyword.DELETE),
    ("we must stop this bill", "en", None),
    ("STOP 12345", "en", None),
    ("bus stop", "en", None),
    ("stop knife crime", "en", None),
    ("don't stop", "en", None),
    ("the end", "en", Keyword.DONE),
    ("sair", "bn", None),
    ("sair", "syl-Latn", None),
    ("arrêt", "en", None),
    ("bondho", "en", None),
    ("đúng", "vi", None),
    ("yes", "en", None),
    ("no", "en", None),
    ("2", "en", None),
    ("no thanks", "en", None),
    ("please", "en", None),
    ("", "en", None),
    ("\x00\ud800", "en", None),
    ("STOP", "xx", STOP),
    ("stop", "en-GB", STOP),
    ("বন্ধ", "bn-BD", STOP),
]


@pytest.mark.parametrize(("text", "language", "meant"), MEANT, ids=[f"{t!a}-{lang}" for t, lang, _ in MEANT])
def test_a_keyword_is_a_whole_message(text: str, language: str, meant: Keyword | None) -> None:
    assert reading.keyword(text, language, the_lexicon()) is meant


@pytest.mark.parametrize("language", sorted(the_lexicon().keywords))
@pytest.mark.parametrize("word", sorted(the_lexicon().words["en"]["stop"]))
def test_every_english_stop_word_stops_in_every_language(language: str, word: str) -> None:
    assert reading.keyword(word, language, the_lexicon()) is STOP


@pytest.mark.parametrize("language", sorted(the_lexicon().keywords))
def test_no_word_means_two_things_in_one_language(language: str) -> None:
    words = the_lexicon().words[language]
    keywords = [meaning for meaning in Keyword if meaning in words]

    twice = {
        (one, other): words[one] & words[other] for one, other in combinations(keywords, 2) if words[one] & words[other]
    }

    assert twice == {}


@pytest.mark.parametrize("language", sorted(the_lexicon().keywords))
def test_no_stop_word_is_also_a_yes_a_no_or_a_number(language: str) -> None:
    lexicon = the_lexicon()
    stopping = {word for word, meaning in lexicon.keywords[language].items() if meaning in (STOP, MAYBE)}

    others = [lexicon.words[language].get(meaning, frozenset()) for meaning in ("yes", "agree", "no", "polite")]

    assert stopping.isdisjoint(frozenset().union(*others, lexicon.numbers.get(language, {})))


@pytest.mark.parametrize("language", sorted(set(the_lexicon().keywords)))
def test_no_word_is_both_yes_and_no(language: str) -> None:
    words = the_lexicon().words[language]
    agreeing = words.get("yes", frozenset()) | words.get("agree", frozenset())

    assert agreeing.isdisjoint(words.get("no", frozenset()))


@pytest.mark.parametrize("word", ["cancel", "end", "quit"])
def test_no_wish_needs_a_word_the_provider_takes_for_stop(word: str) -> None:
    words = the_lexicon().words["en"]

    assert [meaning for meaning in Keyword if word in words.get(meaning, ())] == [MAYBE]
