"""What the public pages need from the rest of the house: given by `bot.app`, so that this room knows no other."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.model.message import InboundMessage
from bot.store.store import Store


@dataclass(frozen=True)
class Square:
    """The house as anybody passing by sees it.

    `receive` is the road, for the one form that works without JavaScript. `hand_over` takes the ids of addresses
    and marks what is due there as handed over; the pages then read it from the store. `rest_token` is what the
    simulator's own page needs for the REST door, None when the door asks for none. `staff_sign_in` is the demo's
    email and password. The simulator exists only where `demo` is true.
    """

    store: Store
    clock: Clock
    organisation: str
    zone: ZoneInfo
    public_url: str
    data_folder: Path
    languages: tuple[str, ...]
    receive: Callable[[Sequence[InboundMessage]], Awaitable[object]]
    hand_over: Callable[[Sequence[int]], object]
    demo: bool = False
    rest_token: str | None = None
    staff_sign_in: tuple[str, str] | None = None

    @property
    def host(self) -> str:
        """What calendar entries are known by, so that a later file changes them."""
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"
