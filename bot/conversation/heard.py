"""A message as the road hears it."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.message import InboundMessage, MessageKind
from bot.model.reading import keyword
from bot.model.reply import Keyword, Lexicon
from nlu.meaning import Meaning

_READ = (MessageKind.TEXT, MessageKind.BUTTON)


@dataclass(frozen=True)
class Heard:
    """A message as it came to the road: its kept id, when it was heard, and what it means where that was asked."""

    message: InboundMessage
    inbound_id: int
    now: datetime
    meaning: Meaning | None = None

    @property
    def readable(self) -> bool:
        return self.message.kind in _READ

    def keyword(self, language: str, lexicon: Lexicon) -> Keyword | None:
        """The keyword the whole message is; None for a pressed button or a voice note."""
        typed = self.readable and self.message.payload is None
        return keyword(self.message.text, language, lexicon) if typed else None
