"""Builders that tests share: a running house, residents with phones, events. Numbers are Ofcom's drama numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.clock import Clock
from bot.conversation.receive import Road
from bot.delivery.speaker import Speaker
from bot.events import sign_ups
from bot.model.event import Event
from bot.model.message import Bubble, ChannelName, InboundMessage, Media, MessageKind
from bot.settings import Settings, read_settings
from bot.store import contacts, events
from bot.store.contacts import Standing
from bot.store.store import Store

if TYPE_CHECKING:
    from bot.app import Parts

DATA = Path(__file__).parent.parent / "data"
MORNING = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)  # a Monday, outside quiet hours
_ids = count(1)


class StoppedClock(Clock):
    """Time stands still until a test moves it; real time, for leases and pace, is left alone."""

    def now(self) -> datetime:
        return MORNING + self.ahead


class Street(Protocol):
    """What a resident needs of a running Sayback, whole or in part."""

    @property
    def store(self) -> Store: ...

    @property
    def road(self) -> Road: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def speaker(self) -> Speaker: ...


def a_setting(database_url: str, **more: object) -> Settings:
    """Demo settings of a made-up organisation, free of whatever the machine's environment says."""
    given: dict[str, object] = {
        "demo": True,
        "database_url": database_url,
        "organisation": "Hello Tower Hamlets",
        "data": DATA,
    }
    return read_settings(_env_file=None, **{**given, **more})


@contextmanager
def a_house(database_url: str, **more: object) -> "Iterator[Parts]":
    """A Sayback whose road is open, on an empty store; nothing sends by itself."""
    from bot.app import build  # every channel's library comes with it, which few tests need

    parts = build(a_setting(database_url, **more), StoppedClock())
    parts.store.create()
    parts.road.start()
    try:
        yield parts
    finally:
        parts.road.stop()
        parts.store.close()


def an_event(**more: object) -> Event:
    """A listening event in five days, at two in the afternoon, with room for twenty."""
    starts = MORNING.replace(hour=14) + timedelta(days=5)
    plain = Event(
        id=0,
        title="Health chat",
        starts=starts,
        ends=starts + timedelta(hours=2),
        venue="Brick Lane Hall",
        area="Spitalfields",
        directions="Bus 25 stops outside.",
        places=20,
        taken=0,
        language="en",
        why="We plan a new clinic.",
        what_you_get="Lunch, and a say.",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names the fields it is about


def plant(parts: Street, *planned: Event) -> list[int]:
    """The ids of events put in the store."""
    with parts.store.write() as tx:
        return [events.add(tx, event) for event in planned]


@dataclass
class Resident:
    """Somebody with a phone. `writes` gives what the bot answers, as one text."""

    parts: Street
    phone: str = "+447700900123"
    channel: ChannelName = ChannelName.REST
    skin: str = "sms"
    said: list[str] = field(default_factory=list)
    bubbles: tuple[Bubble, ...] = ()

    def writes(self, words: str) -> str:
        return self._sends(self._made(text=words))

    def presses(self, title: str) -> str:
        """Presses the button with that title on the last answer."""
        button = next(button for bubble in self.bubbles for button in bubble.buttons if button.title == title)
        return self._sends(self._made(text=title, kind=MessageKind.BUTTON, payload=button.payload))

    def sends(self, kind: MessageKind) -> str:
        """Sends a voice note or a picture."""
        return self._sends(self._made(kind=kind, media=(Media(kind, "made-up"),)))

    def hears(self) -> str:
        """What has come meanwhile: reminders, offers, words of staff."""
        from bot.delivery import hand_over

        with self.parts.store.write() as tx:
            sign_ups.end_offers(tx, self.parts.speaker, self.parts.clock.now())
        now, quiet = self.parts.clock.now(), self.parts.speaker.quiet
        due = hand_over.due(self.parts.store, [self.standing.address.id], now, quiet)
        return "\n".join(bubble.text for _, _, bubble, _ in due)

    @property
    def standing(self) -> Standing:
        with self.parts.store.read() as tx:
            blind = tx.blind(self.channel, self.phone)
            return contacts.standing(tx, [blind])[blind]

    def is_welcomed(self, name: str = "Amina") -> "Resident":
        """Has said hello, agreed, and given a name."""
        for words in ("hello", "yes", name):
            self.writes(words)
        return self

    def chats(self, *messages: str) -> str:
        """Writes these, one after another: the last answer."""
        return [self.writes(words) for words in messages][-1]

    def books(self, which: str = "1") -> str:
        """Takes a place at that event of the list: comes alone, needs nothing."""
        return self.chats("events", which, "no", "none", "yes")

    def message(self, words: str) -> InboundMessage:
        """A message on its way, for tests that bring several at once."""
        return self._made(text=words)

    def _made(self, **more: object) -> InboundMessage:
        plain = InboundMessage(self.channel, self.skin, f"m{next(_ids)}", self.phone)
        return replace(plain, **more)  # type: ignore[arg-type]  # as above

    def _sends(self, message: InboundMessage) -> str:
        self.bubbles = self.parts.road.receive_now(message).bubbles
        self.said.append("\n".join(bubble.text for bubble in self.bubbles))
        return self.said[-1]
