"""A phone in the terminal: puts lines on the road, and hands over what comes back, now and later."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from bot.app import build
from bot.delivery import hand_over
from bot.model.message import Bubble, ChannelName, InboundMessage, Media, MessageKind
from bot.public.demo_data import plant
from bot.settings import Settings

_LATER = re.compile(r":later\s+(\d{1,3})\s*(hour|day|week)s?")
_UNREAD = {":voice": MessageKind.VOICE, ":picture": MessageKind.PICTURE}


class Phone:
    """One person's phone, on a channel's skin."""

    def __init__(self, settings: Settings, language: str, skin: str, name: str) -> None:
        first = (language, *(one for one in settings.languages if one != language))
        self._parts = build(settings.model_copy(update={"languages": first}))
        self._skin, self._name = skin, name
        self._parts.store.create()
        plant(self._parts.store, self._parts.clock, settings.data_folder)
        self._parts.road.start()

    def answers(self, line: str) -> Iterator[str]:
        """What the bot says to this line; `:later 2 days` moves the clock and brings what was due meanwhile."""
        later = _LATER.fullmatch(line.strip())
        if later is not None:
            self._parts.clock.move(timedelta(**{f"{later[2]}s": int(later[1])}))
        elif line.strip():
            yield from map(_as_text, self._parts.road.receive_now(self._message(line.strip())).bubbles)
        yield from map(_as_text, self._due())

    def close(self) -> None:
        self._parts.road.stop()
        self._parts.store.close()

    def _message(self, line: str) -> InboundMessage:
        words = InboundMessage(ChannelName.REST, self._skin, uuid4().hex, self._name, line)
        kind = _UNREAD.get(line)
        if kind is None:
            return words
        return replace(words, text="", kind=kind, media=(Media(kind, "from the terminal"),))

    def _due(self) -> list[Bubble]:
        """Reminders and offers whose time has come."""
        store, clock = self._parts.store, self._parts.clock
        with store.write() as tx:
            from bot.events import sign_ups

            sign_ups.end_offers(tx, self._parts.speaker, clock.now())
        with store.read() as tx:
            from bot.store import contacts

            blind = tx.blind(ChannelName.REST, self._name)
            found = contacts.standing(tx, [blind]).get(blind)
        if found is None:
            return []
        return [
            bubble
            for _, _, bubble, _ in hand_over.due(store, [found.address.id], clock.now(), self._parts.speaker.quiet)
        ]


def _as_text(bubble: Bubble) -> str:
    if not bubble.buttons:
        return bubble.text
    return bubble.text + "\n" + "\n".join(f"[{button.title}]" for button in bubble.buttons)
