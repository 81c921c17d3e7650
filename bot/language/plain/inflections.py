"""The forms of English words, and the same form of another word: "utilising" asks for "using"."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Form(StrEnum):
    """A form that a term is found in. OTHER is a spelling or form that an entry lists."""

    BASE = "base"
    S = "s"  # commences
    PAST = "past"  # commenced
    ING = "ing"  # commencing
    PLURAL = "plural"
    OTHER = "other"


# Past and past participle; one where they are the same.
_IRREGULAR: Final = {
    line.split()[0]: line.split()[1]
    for line in """
    be was|become became|begin began|break broke|bring brought|build built|buy bought|choose chose|come came|cut cut
    deal dealt|do did|draw drew|drive drove|eat ate|fall fell|feel felt|fight fought|find found|forget forgot|get got
    give gave|go went|grow grew|have had|hear heard|hide hid|hit hit|hold held|hurt hurt|keep kept|know knew|lay laid
    lead led|leave left|lend lent|let let|lose lost|make made|mean meant|meet met|pay paid|put put|read read|ride rode
    rise rose|run ran|say said|see saw|sell sold|send sent|set set|shake shook|show showed|shut shut|sit sat|speak spoke
    spend spent|split split|stand stood|steal stole|stick stuck|take took|teach taught|tell told|think thought
    throw threw|understand understood|undertake undertook|wake woke|wear wore|win won|write wrote
    """.replace("\n", "|").split("|")
    if len(line.split()) == 2
}
_DOUBLING_WRITTEN: Final = (
    "stop plan chat drop fit get let put set cut run begin swap ban commit permit refer defer submit omit "
    "admit occur step shut sit hit win dim rid cancel travel label model signal total level counsel scrap "
    "slip ship skip trim plug compel confer control enrol equip expel fulfil incur infer instil patrol "
    "plot rebut recur regret remit transfer transmit upset format"
)
_DOUBLING: Final = frozenset(_DOUBLING_WRITTEN.split())
_PLURALS: Final = {"person": "people", "child": "children", "man": "men", "woman": "women", "life": "lives"}
_VOWELS: Final = "aeiou"
_HISSING: Final = ("s", "x", "z", "ch", "sh", "o")
# Where the head of "people who plan" or "way of working" ends.
_AFTER_HEAD: Final = re.compile(
    r" (?=(?:of|for|who|that|which|to|in|on|at|with|by|from|about|between|after|before|you|we|against|under|into|as|"
    r"and|or|paid|given|made|set|held|run|used|and/or)\b)|(?= \()"
)

_AGREES: Final = re.compile(r"^( who \w+[^ise])s\b")  # one person who plans, people who plan


def forms(term: str, inflect: str) -> Iterator[tuple[str, Form]]:
    """The forms `term` is found in; `inflect` is verb, noun or anything else."""
    yield term, Form.BASE
    if inflect == "verb":
        for form in (Form.S, Form.PAST, Form.ING):
            yield inflected(term, form), form
    elif inflect == "noun":
        yield inflected(term, Form.PLURAL), Form.PLURAL


@lru_cache(maxsize=10_000)
def inflected(words: str, form: Form) -> str:
    """`words` in another form; a verb's is its first word's, a noun's the last one's before "of", "who" and so on."""
    if form in (Form.BASE, Form.OTHER):
        return words
    if form is Form.PLURAL:
        head, rest = _head(words)
        before, _, last = head.rpartition(" ")
        return f"{before} {_plural(last)}".strip() + _AGREES.sub(r"\1", rest)
    first, space, rest = words.partition(" ")
    return _VERB[form](first) + space + rest


def _head(words: str) -> tuple[str, str]:
    found = _AFTER_HEAD.search(words)
    return (words, "") if found is None else (words[: found.start()], words[found.start() :])


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("s") and not noun.endswith(("ss", "us")):
        return noun  # it is one already: "services"
    return noun + "s" if noun.endswith("o") else _with_s(noun)


def _with_s(word: str) -> str:
    if word in ("have", "be"):
        return {"have": "has", "be": "is"}[word]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in _DOUBLING else verb


_VERB: Final = {Form.S: _with_s, Form.PAST: _past, Form.ING: _ing}
