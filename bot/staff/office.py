"""What the pages need from the rest of the house: given by `bot.app`, so that this room knows no other."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.store.store import Store


@dataclass(frozen=True)
class Office:
    """The house as the pages see it.

    `answer(contact_id, staff_id, text)` puts a staff answer in the thread's outbox; its key is
    `bot.store.threads.staff_answer_key`, so the thread can say who wrote it; it raises LookupError where there is
    no address to write to. `take_over` and `hand_back` take
    (contact_id, staff_id), `heard` takes (inbound_id, staff_id, the words heard), `task_done` (task_id, staff_id).
    """

    store: Store
    clock: Clock
    organisation: str
    zone: ZoneInfo
    public_url: str
    demo: bool
    answer: Callable[[int, int, str], None]
    take_over: Callable[[int, int], None]
    hand_back: Callable[[int, int], None]
    heard: Callable[[int, int, str], None]
    task_done: Callable[[int, int], None]

    @property
    def secure(self) -> bool:
        """Whether people reach us by https, so that cookies may be kept to it."""
        return self.public_url.startswith("https://")
