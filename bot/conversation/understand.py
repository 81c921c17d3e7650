"""What messages mean, asked before the transaction; the only caller of the understanding."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from bot.clock import Clock
from bot.model.folding import fold
from bot.model.message import InboundMessage, MessageKind
from bot.model.reply import Lexicon
from bot.store import contacts, events, places
from bot.store.inbound import MessageKey, key_of
from bot.store.store import Store
from nlu.alarm import Alarm
from nlu.meaning import Engine, Meaning

Named = tuple[str, str, str]
EngineFor = Callable[[Sequence[Named]], Engine]

log = logging.getLogger(__name__)

NAMES_HOLD = 1.0  # seconds: so long what events are called is taken as known
AT_ONCE = 16  # calls to an engine that is another server
NAME_ASKED = (("welcome", "name"), ("whose_phone", "name"))
LONGEST_NAME = 2  # words


class Understanding:
    """Asks the engine about what only it can read: a word on a list of ours, a number or a button needs nobody."""

    def __init__(self, engine_for: EngineFor, lexicon: Lexicon, clock: Clock, *, elsewhere: bool = False) -> None:
        """`engine_for` makes an engine that knows these events by name; made anew when others are planned.

        `elsewhere`: it is another server, so that asking means waiting.
        """
        self._engine_for, self._lexicon, self._clock = engine_for, lexicon, clock
        self._names: tuple[Named, ...] = ()
        self._look_again_at = 0.0
        self._engine = engine_for(())
        self._alarm = Alarm.load()
        self._pool = ThreadPoolExecutor(AT_ONCE, "understanding") if elsewhere else None

    def of(self, store: Store, messages: Sequence[InboundMessage]) -> Mapping[MessageKey, Meaning]:
        """What each message means; missing are those that need no understanding, or could not be understood."""
        unread = [message for message in messages if self._needs_reading(message)]
        if not unread:
            return {}
        standing = zip(unread, self._look_up(store, unread), strict=True)
        asked = [(message, language) for message, (language, place) in standing if not self._is_name(message, place)]
        found = (self._pool.map if self._pool else map)(self._meaning, asked)
        return {key_of(message): meaning for (message, _), meaning in zip(asked, found, strict=True) if meaning}

    def _is_name(self, message: InboundMessage, place: str | None) -> bool:
        """A word or two, where somebody's name was asked for, is their name: not a thing to understand, or to list."""
        short = len(message.text.split()) <= LONGEST_NAME
        return short and places.open_question(place) in NAME_ASKED and not self._alarm.heard(message.text)

    def _needs_reading(self, message: InboundMessage) -> bool:
        if message.kind is not MessageKind.TEXT or message.payload is not None or message.keyword is not None:
            return False
        folded = fold(message.text)
        return bool(folded) and not folded.isdigit() and folded not in _listed(self._lexicon)

    def _look_up(self, store: Store, messages: Sequence[InboundMessage]) -> list[tuple[str | None, str | None]]:
        """Each writer's language and place, None for somebody new; and what events are called by now."""
        blinds = [store.keyring.blind(f"{message.channel}:{message.address}") for message in messages]
        at = self._clock.real().timestamp()
        with store.read() as tx:
            known = contacts.heard_at(tx, blinds)
            planned = events.names(tx, self._clock.now()) if at >= self._look_again_at else self._names
        if at >= self._look_again_at:
            self._look_again_at = at + NAMES_HOLD
        if planned != self._names:
            self._names, self._engine = planned, self._engine_for(planned)
        return [known.get(blind, (None, None)) for blind in blinds]

    def _meaning(self, asked: tuple[InboundMessage, str | None]) -> Meaning | None:
        message, known = asked
        try:
            return self._engine.understand(message.text, known)
        except Exception as error:  # an engine's own mistake costs its help, never the message
            log.error("a message could not be understood", extra={"error": type(error).__name__})
            return None


@lru_cache(maxsize=4)
def _listed(lexicon: Lexicon) -> frozenset[str]:
    """Whole messages that some list of ours reads: keywords, yes and no, in any language."""
    keywords = (word for words in lexicon.keywords.values() for word in words)
    replies = (
        word for words in lexicon.words.values() for kind in ("yes", "no", "agree") for word in words.get(kind, ())
    )
    return frozenset((*keywords, *replies))
