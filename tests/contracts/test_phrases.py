"""Every language's phrases keep the same promises, and the code asks for no phrase that is not there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.language.catalogue import Catalogue, Wording, language_of, read_catalogue
from bot.model.reply import Unclear

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "phrases"
FILES = sorted(FOLDER.glob("*.po"))

LONGEST_SENTENCE = 20  # words
LONGEST_PHRASE = 1000  # characters: a WhatsApp message with buttons holds 1,024
JARGON = (
    "service user",
    "stakeholder",
    "engage",
    "engagement",
    "co-production",
    "co-produce",
    "co-design",
    "utilise",
    "facilitate",
    "provision",
    "signpost",
    "holistic",
    "empower",
    "leverage",
    "hard to reach",
    "hard-to-reach",
    "seldom heard",
    "service delivery",
    "commissioner",
    "pathway",
    "outcomes",
    "demographic",
    "disseminate",
    "multi-agency",
    "going forward",
    "in order to",
    "prior to",
    "regarding",
    "commence",
    "terminate",
    "opt out",
    "opt in",
    "opted out",
    "unsubscribe",
)
# Words that a provider takes for STOP: nobody may be asked to send them.
RESERVED = re.compile(r"\b(CANCEL|END|QUIT)\b|\b(?:reply|text|send|write|say|type)\s+\W?(?:cancel|end|quit)\b(?!\w)")

ASKING = frozenset(("choose", "many", "yes_no", "consent", "number", "on_date", "at_time", "text", "phone", "collect"))
VALUES_OF_ITS_OWN = {"number": frozenset(("at_least", "at_most")), "text": frozenset(("at_most",))}
SAYING = frozenset(("say", "Phrase", "Stale"))

every_language = pytest.mark.parametrize("path", [pytest.param(path, id=language_of(path)) for path in FILES])


@cache
def phrases_of(path: Path) -> Catalogue:
    return read_catalogue(path)


@cache
def english() -> dict[str, Wording]:
    return dict(phrases_of(FOLDER / "en.po").phrases)


def sentences(text: str) -> Iterator[str]:
    """A line break ends a sentence, as a full stop, a question mark or an exclamation mark before a space does."""
    for line in text.splitlines():
        yield from re.split(r"(?<=[.?!])\s+", line)


def word_count(sentence: str) -> int:
    """A time, a price, a value and a number are one word each; a link is none."""
    return sum(bool(re.search(r"\w", word)) and "://" not in word for word in sentence.split())


def asked_for(code: str, flow: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The phrase keys that a piece of code names, and the values it gives each, None when we cannot tell.

    A key is a pattern: what is known only at run time is `\\w+`.
    """
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and node.args):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))  # `say(...)` and `talk.say(...)`
        if name not in ASKING | SAYING:
            continue
        for key in _patterns(call.args[0]):
            if name in ASKING:  # a question in a loop carries its item's number, its phrase does not
                key = re.sub(r"\\\.(\d+|\\w\+)$", "", key)
            if flow and r"\." not in key:
                yield rf"{flow}\.{key}", _values(call, name)
            elif r"\." in key:
                yield key, _values(call, name)


def _values(call: ast.Call, name: str) -> frozenset[str] | None:
    given = frozenset(keyword.arg or "**" for keyword in call.keywords) | VALUES_OF_ITS_OWN.get(name, frozenset())
    if "**" in given or (name == "Phrase" and call.keywords):
        return None
    if name not in SAYING or len(call.args) < 2:
        return given
    names = call.args[1].keys if isinstance(call.args[1], ast.Dict) else [None]
    literal = [key.value for key in names if isinstance(key, ast.Constant)]
    return frozenset(map(str, literal)) if len(literal) == len(names) else None


def _patterns(argument: ast.expr) -> Iterator[str]:
    """One pattern a literal; both of a choice between two; none for a name we cannot follow."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in argument.values
        )
    elif isinstance(argument, ast.IfExp):
        yield from (*_patterns(argument.body), *_patterns(argument.orelse))


def missing(code: str, flow: str) -> str:
    """The keys no English phrase has, a line each: pytest shows a text whole, a list cut short."""
    keys = {key for key, _ in asked_for(code, flow)}
    return "\n".join(sorted(key for key in keys if not any(re.fullmatch(key, there) for there in english())))


def lacking(code: str, flow: str) -> str:
    """The values that phrases ask for and this code does not give them, a line each."""
    lines = set()
    for key, given in asked_for(code, flow):
        wording = english().get(key.replace("\\", ""))
        if wording is not None and given is not None:
            lines |= {f"{wording.key} {{{value}}}" for value in wording.values - given}
    return "\n".join(sorted(lines))


# Catalogues


def test_there_are_english_phrases() -> None:
    assert english()


@every_language
def test_every_phrase_can_be_read(path: Path) -> None:
    assert phrases_of(path).broken == ()


@every_language
def test_no_phrase_is_empty(path: Path) -> None:
    entries = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(set(entries) - phrases_of(path).phrases.keys()) == []


@every_language
def test_no_phrase_is_there_twice(path: Path) -> None:
    entries = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)

    assert [key for key, times in Counter(entries).items() if times > 1] == []


@every_language
def test_a_translation_asks_for_exactly_the_values_english_asks_for(path: Path) -> None:
    def values(wording: Wording) -> frozenset[str]:
        # "one place" rightly leaves the number out in some of the forms, or in all
        return wording.values - {"n"} if len(wording.forms) > 1 else wording.values

    phrases = phrases_of(path).phrases

    assert sorted(key for key, wording in phrases.items() if key not in english()) == []
    assert [key for key, wording in phrases.items() if values(wording) != values(english()[key])] == []


@every_language
def test_stop_stays_stop_in_every_language(path: Path) -> None:
    phrases = phrases_of(path).phrases
    named = [key for key, wording in english().items() if "STOP" in wording.texts[0]]

    wrong = [key for key in named if key in phrases and not all("STOP" in text for text in phrases[key].texts)]
    assert [key for key in wrong if key.startswith(("help.", "stop."))] == []


@every_language
def test_nobody_is_asked_to_send_a_word_that_means_stop(path: Path) -> None:
    phrases = phrases_of(path).phrases

    assert [key for key, wording in phrases.items() if any(map(RESERVED.search, wording.texts))] == []


@every_language
def test_every_phrase_fits_in_one_message(path: Path) -> None:
    phrases = phrases_of(path).phrases

    assert [key for key, wording in phrases.items() if max(map(len, wording.texts)) > LONGEST_PHRASE] == []


# Plain English


def test_no_english_sentence_is_long() -> None:
    long = {
        (key, sentence)
        for key, wording in english().items()
        for text in wording.texts
        for sentence in sentences(text)
        if word_count(sentence) > LONGEST_SENTENCE
    }

    assert sorted(long) == []


def test_english_is_free_of_jargon() -> None:
    jargon = re.compile(rf"\b({'|'.join(map(re.escape, JARGON))})s?\b", re.IGNORECASE)
    found = {
        (key, word) for key, wording in english().items() for text in wording.texts for word in jargon.findall(text)
    }

    assert sorted(found) == []


# The code


every_file = pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=str(path.relative_to(ROOT / "bot").with_suffix("")))
        for room in ("flows", "model", "language", "delivery", "events", "conversation", "jobs", "staff")
        for path in sorted((ROOT / "bot" / room).rglob("*.py"))
        if path.name != "__init__.py"
    ],
)


def flow_of(path: Path) -> str:
    """The flow a file holds: its phrases may leave that name out. Other files' keys are whole."""
    return path.stem if path.parent.name == "flows" else ""


@every_file
def test_code_asks_for_phrases_that_are_there(path: Path) -> None:
    assert missing(path.read_text(encoding="utf-8"), flow_of(path)) == ""


@every_file
def test_code_gives_phrases_every_value_they_ask_for(path: Path) -> None:
    assert lacking(path.read_text(encoding="utf-8"), flow_of(path)) == ""


@pytest.mark.parametrize("why", list(Unclear))
def test_there_are_words_for_every_reply_that_is_unclear(why: Unclear) -> None:
    assert f"again.{why}" in english()


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        pytest.param('say("thanks", name=name)', [r"tea\.thanks"], id="saying"),
        pytest.param('say("safety.line")', [r"safety\.line"], id="saying of another subject"),
        pytest.param('choose("cake", cakes)', [r"tea\.cake"], id="question"),
        pytest.param('skippable(text("why"))', [r"tea\.why"], id="question in a question"),
        pytest.param('yes_no("sugar.1")', [r"tea\.sugar"], id="numbered question"),
        pytest.param('yes_no(f"sugar.{number}")', [r"tea\.sugar"], id="question in a loop"),
        pytest.param('say(f"cup_{size}")', [r"tea\.cup_\w+"], id="family of phrases"),
        pytest.param('say("hot" if hot else "cold")', [r"tea\.hot", r"tea\.cold"], id="one of two"),
        pytest.param('talk.say("turn.first")', [r"turn\.first"], id="saying by way of something"),
        pytest.param("say(key)", [], id="cannot be followed"),
        pytest.param('print("hello")', [], id="another call"),
    ],
)
def test_the_reader_of_code_finds(code: str, keys: list[str]) -> None:
    assert [key for key, _ in asked_for(code, "tea")] == keys


@pytest.mark.parametrize(
    ("code", "values"),
    [
        pytest.param('say("thanks", name=name, n=3)', {"name", "n"}, id="saying"),
        pytest.param('say("thanks", **values)', None, id="cannot be followed"),
        pytest.param('number("spoons", at_most=9)', {"at_least", "at_most"}, id="a number has limits"),
        pytest.param('Phrase("tea.cup", {"size": size})', {"size"}, id="phrase"),
        pytest.param('Phrase("tea.cup", values)', None, id="phrase with values from elsewhere"),
        pytest.param('Phrase("tea.cup")', set(), id="phrase without values"),
    ],
)
def test_the_reader_of_code_finds_the_values(code: str, values: set[str] | None) -> None:
    assert [given for _, given in asked_for(code, "tea")] == [values]
