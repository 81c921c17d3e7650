"""Whole messages that mean the same at any point of any conversation."""

from collections.abc import Mapping
from typing import Final

from bot.model.folding import fold, unstretched
from bot.model.reading.spoken import ENGLISH, language_in
from bot.model.reply import Keyword, Lexicon

LONGEST: Final = 60  # characters; a message any longer is no keyword, and looking would only cost time
MOST_STRETCHED: Final = 3  # words; "stoppp please" is short, and every message passes here
COURTESY: Final = "courtesy"  # the polite words and thanks of a language and of English, by the lexicon's loader
# Sorted out first to last: where one word has two meanings the weightier one holds.
_ORDER: Final = (
    Keyword.STOP,
    Keyword.MAYBE_STOP,
    *(meaning for meaning in Keyword if meaning not in (Keyword.STOP, Keyword.MAYBE_STOP)),
)


def keyword(text: str, language: str, lexicon: Lexicon) -> Keyword | None:
    """What the whole message means; None when it is not a keyword and nothing else.

    English STOP counts for everybody; stop words of another language only for people who have that language,
    for the same letters are other words elsewhere. "stop please" is whole, "stop 12345" and "bus stop" are not.
    """
    if len(text) > LONGEST:
        return None
    folded = fold(text)
    language = language_in(lexicon.keywords, language)
    known = lexicon.keywords.get(language, {})
    meaning = known.get(folded)
    if meaning is not None:
        return meaning
    return known.get(_core(folded, lexicon.words.get(language, {}).get(COURTESY, frozenset())))


def keyword_table(words: Mapping[str, Mapping[str, frozenset[str]]]) -> dict[str, dict[str, Keyword]]:
    """Whole folded message to keyword, by language: its own words laid over English, English STOP over both.

    Words of danger count for everybody, in whatever language they come.
    """
    english = words.get(ENGLISH, {})
    danger = frozenset().union(*(own.get(Keyword.DANGER, frozenset()) for own in words.values()))
    everybody = dict.fromkeys(danger, Keyword.DANGER) | dict.fromkeys(english.get(Keyword.STOP, ()), Keyword.STOP)
    return {language: _by_word(english) | _by_word(own) | everybody for language, own in words.items()}


def _by_word(words: Mapping[str, frozenset[str]]) -> dict[str, Keyword]:
    known: dict[str, Keyword] = {}
    for meaning in reversed(_ORDER):
        known |= dict.fromkeys(words.get(meaning, ()), meaning)
    return known


def _core(folded: str, courtesy: frozenset[str]) -> str:
    """ "stop" for "STOP STOP", "stoppp" and "please stop thank you"."""
    tokens = folded.split()
    if len(tokens) <= MOST_STRETCHED:
        tokens = unstretched(folded).split()
    start, end = 0, len(tokens)
    while end - start > 1 and tokens[start] in courtesy:
        start += 1
    while end - start > 1 and tokens[end - 1] in courtesy:
        end -= 1
    core = tokens[start:end]
    return core[0] if core and core.count(core[0]) == len(core) else " ".join(core)
