"""What a person answered, and everything needed to read it: no clock and no data file is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.message import MessageKind


class Unclear(StrEnum):
    """Why a reply could not be read; also the name of the phrase that asks again (`again.<value>`)."""

    CHOICE = "choice"
    WHICH = "which"
    MANY = "many"
    YES_NO = "yes_no"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    PAST = "past"
    TIME = "time"
    TEXT = "text"
    LONG = "long"
    PHONE = "phone"
    CONSENT = "consent"
    COLLECT = "collect"


ANY_LANGUAGE = "*"


@dataclass(frozen=True, eq=False)  # compared by identity, so that what is worked out from one can be remembered
class Lexicon:
    """Words people answer with, folded (`bot.model.folding.fold`), from `data/keywords.yml`.

    `words[language][meaning]` holds whole-message words for yes, no, stop, help, back, skip, done, none...;
    under `ANY_LANGUAGE` stand those that mean the same wherever they are words at all. `keywords[language]`
    maps whole messages to their keyword, English laid under. `numbers` maps a number word to its value,
    `weekdays` to Monday = 0, `months` to 1-12, `days` to an offset from today ("tomorrow": 1), `hours` a time
    of day to (hour, minute); each by language.
    """

    words: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    ordinals: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    weekdays: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    hours: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    keywords: "Mapping[str, Mapping[str, Keyword]]" = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One inbound message as an answer. `now` is aware, in the organisation's time zone.

    `option` is the place (from 0) of the pressed button in what was listed, None for typed words.
    """

    text: str
    language: str
    now: datetime
    lexicon: Lexicon = field(repr=False)
    kind: MessageKind = MessageKind.TEXT
    option: int | None = None
    inbound_id: int = 0


class Keyword(StrEnum):
    """A whole message that means the same at any point of any conversation."""

    STOP = "stop"
    MAYBE_STOP = "maybe_stop"
    START = "start"
    HELP = "help"
    DANGER = "danger"
    ABOUT_US = "about_us"
    BACK = "back"
    SKIP = "skip"
    RESTART = "restart"
    MENU = "menu"
    LANGUAGE = "language"
    PERSON = "person"
    PAUSE = "pause"
    EVENTS = "events"
    CHANGE = "change"
    WHOSE_PHONE = "whose_phone"
    STOP_UPDATES = "stop_updates"
    THANKS = "thanks"
    GREETING = "greeting"
    DONE = "done"
    DELETE = "delete"
