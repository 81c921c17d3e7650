"""What a message wants of the bot, whatever was asked: a word explained, another language."""

import re
from collections.abc import Mapping
from typing import Final

from bot.model.folding import fold

MOST_WORDS: Final = 4  # in a term: "integrated care board" is three
LONGEST: Final = 120  # characters of a question about one word

_TERM: Final = r"[\"'“‘(]*(?P<term>[^\"'“”‘’?()]+?)[\"'”’)]*"
_BEFORE: Final = r"^(?:(?:hi|hello|sorry|ok|please|pls|excuse me|but)[,.! ]+)*"
_AFTER: Final = r"(?:[ ,]+(?:please|pls|thanks|thank you|mean|means))*\s*[?.!।\s]*$"
_AN: Final = r"(?:(?:an?|the|this|that|word)\s+)*"
_ASKS: Final = tuple(
    re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE)
    for pattern in (
        rf"(?:what|wot|wat|wht|whats)\s+(?:does|do|dose)\s+{_AN}{_TERM}\s+(?:mean|means|stand for|stands for)",
        rf"(?:what|wot|wat|wht|whats)(?:['’]?s|\s+is|\s+are)\s+(?:the\s+)?(?:meaning|definition)\s+of\s+{_AN}{_TERM}",
        rf"(?:the\s+)?meaning\s+of\s+{_AN}{_TERM}",
        rf"(?:what\s+do\s+(?:you|u)\s+mean\s+by|explain|define)\s+{_AN}{_TERM}",
        rf"(?:what|wot|wat|wht|whats)(?:['’]?s|\s+is|\s+are)\s+{_AN}{_TERM}",
        rf"{_TERM}\s+(?:meaning|mean|means)",
        rf"{_TERM}\s+(?:er\s+)?(?:mane|maane|ortho)(?:\s+(?:ki|kii|kita|what))?",
        rf"{_TERM}(?:\s*-?এর|র)?\s+(?:মানে|অর্থ)(?:\s+(?:কী|কি|কিতা))?",
    )
)
# "what is it" and "what's on" ask about no word.
_NOTHINGS: Final = (
    "what wot how does do it this that these those they he she you on up new next wrong happening going goin time my "
    "your name who where when why there for i u which today tomorrow available"
)
_NO_TERMS: Final = frozenset(_NOTHINGS.split())

_CHECK: Final = re.compile(r"\s*check\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)

_ASKING: Final = (
    "in to speak speaking talk talking write text use change switch language i want would like id can could we you do "
    "please pls plz the a my into only message messages thanks thank me reply answer prefer need it bhasha vasha "
    "bhashay e te kotha bolun bolen likhun fadlan proszę po por favor en va rog এ তে ভাষা ভাষায় প্লিজ বলুন লিখুন চাই"
)
_ASKING_WORDS: Final = frozenset(fold(_ASKING).split())


def word_asked_about(text: str) -> str | None:
    """The word a question like "what does ICB mean?" is about, as typed; None when it is no such question."""
    if len(text) > LONGEST:
        return None
    even = " ".join(text.split())
    for pattern in _ASKS:
        if (found := pattern.match(even)) and _is_term(found["term"]):
            return found["term"].strip(" ,.-!।")
    return None


def draft_to_check(text: str) -> str | None:
    """The draft in "check: come to our meeting"; None when the message is none."""
    found = _CHECK.match(text)
    return found[1].strip() if found else None


def language_asked_for(text: str, names: Mapping[str, str]) -> str | None:
    """The code of the language the whole message asks for: "bangla please", "can we speak Polish", "বাংলা".

    `names` maps folded names to codes. None where there is more in it ("I live with my Polish neighbour"),
    and where two languages are named.
    """
    if len(text) > LONGEST:
        return None
    tokens = fold(text).split()
    for length in (2, 1):
        for start in range(len(tokens) - length + 1):
            code = names.get(" ".join(tokens[start : start + length]))
            if code is not None:
                return code if _only_asking(tokens[:start] + tokens[start + length :]) else None
    return None


def _is_term(term: str) -> bool:
    folded = fold(term)
    words = folded.split()
    return 0 < len(words) <= MOST_WORDS and words[0] not in _NO_TERMS


def _only_asking(rest: list[str]) -> bool:
    return all(token in _ASKING_WORDS for token in rest)
