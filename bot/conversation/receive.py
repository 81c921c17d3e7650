"""Takes messages in: one writer, everything that came while the last commit ran in the next transaction."""

import asyncio
import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.conversation.batch import Batch
from bot.conversation.careful import Careless
from bot.conversation.room import Outcome, Room
from bot.model.clean import clean, is_clean
from bot.model.message import InboundMessage
from bot.store.store import InEachOthersWay, Store, StoreDown

log = logging.getLogger(__name__)

LARGEST_BATCH = 256
MOST_TRIES = 3


@dataclass(frozen=True)
class _Waiting:
    """A message in the queue; its order there is its arrival number. `loop` is None where a thread waits."""

    message: InboundMessage
    future: "Future[Outcome] | asyncio.Future[Outcome]"
    loop: asyncio.AbstractEventLoop | None = None


class Road:
    """The way in. `receive` returns once the turn has committed; only then may a provider hear 200."""

    def __init__(self, store: Store, room: Room, after: Callable[[], None] = lambda: None) -> None:
        self._store, self.room, self._after = store, room, after
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="road", daemon=True)
        self.turns = 0
        self.failed = 0

    def start(self) -> None:
        self._writer.start()

    def stop(self) -> None:
        """Finish what has arrived, then end."""
        self._queue.put(None)
        self._writer.join(timeout=30)

    async def receive(self, messages: Sequence[InboundMessage]) -> list[Outcome]:
        """What came of each message, in order. Raises StoreDown when nothing could be committed."""
        loop = asyncio.get_running_loop()
        futures = [loop.create_future() for _ in messages]
        for message, future in zip(messages, futures, strict=True):
            self._queue.put(_Waiting(_keepable(message), future, loop))
        return list(await asyncio.gather(*futures))

    def receive_now(self, message: InboundMessage) -> Outcome:
        """The same for a caller without an event loop: the terminal, a test."""
        future: Future[Outcome] = Future()
        self._queue.put(_Waiting(_keepable(message), future))
        return future.result(timeout=60)

    def _write(self) -> None:
        while (first := self._queue.get()) is not None:
            waiting, ending = self._whatever_came(first)
            self._commit(waiting)
            if ending:
                return

    def _whatever_came(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """No waiting for more: while one commit runs, the next batch gathers by itself."""
        waiting = [first]
        while len(waiting) < LARGEST_BATCH:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                return waiting, False
            if following is None:
                return waiting, True
            waiting.append(following)
        return waiting, False

    def _commit(self, waiting: list[_Waiting]) -> None:
        try:
            outcomes = self._run([one.message for one in waiting])
        except StoreDown as error:
            log.error("a batch could not be kept, the providers are told to try again", extra={"why": str(error)})
            self._fail(waiting, error)
        except Exception:
            self._one_by_one(waiting)
        else:
            self._tell(waiting, outcomes)

    def _run(self, messages: Sequence[InboundMessage]) -> list[Outcome]:
        """Once more, with care, where a turn broke; or where two processes locked events in each other's way."""
        meant = self.room.understanding.of(self._store, messages) if self.room.understanding else {}
        careful = False
        for _ in range(MOST_TRIES - 1):
            try:
                return Batch(self._store, self.room, careful=careful, meant=meant).run(messages)
            except Careless:
                careful = True
            except InEachOthersWay:
                log.warning("a batch gave way to another process", extra={"messages": len(messages)})
        return Batch(self._store, self.room, meant=meant).run(messages)

    def _one_by_one(self, waiting: list[_Waiting]) -> None:
        """A batch that breaks a constraint runs once more, one message a transaction, so one cannot sink the rest."""
        log.exception("a batch broke, running its messages one by one", extra={"messages": len(waiting)})
        if len(waiting) == 1:
            self._give_up(waiting)
            return
        for one in waiting:
            self._commit([one])

    def _give_up(self, waiting: list[_Waiting]) -> None:
        """A turn that breaks its transaction whenever it is decided: kept as failed, or the provider never stops."""
        try:
            outcomes = Batch(self._store, self.room, giving_up=True).run([one.message for one in waiting])
        except Exception as error:
            log.exception("a message could not even be kept")
            self._fail(waiting, StoreDown(f"the turn could not be kept ({type(error).__name__})"))
        else:
            self._tell(waiting, outcomes)

    def _tell(self, waiting: list[_Waiting], outcomes: list[Outcome]) -> None:
        self.turns += len(outcomes)
        self.failed += sum(outcome.failed for outcome in outcomes)
        _wake(zip(waiting, outcomes, strict=True))
        self._after()

    def _fail(self, waiting: list[_Waiting], error: StoreDown) -> None:
        _wake((one, error) for one in waiting)


def _wake(told: Iterable[tuple[_Waiting, Outcome | StoreDown]]) -> None:
    """Tell everybody, with one wake-up of each event loop: one for each message costs as much as a statement."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[tuple[_Waiting, Outcome | StoreDown]]] = defaultdict(list)
    for one, came in told:
        by_loop[one.loop].append((one, came))
    for loop, some in by_loop.items():
        if loop is None:
            _settle(some)
        else:
            with suppress(RuntimeError):  # the loop has been closed: nobody waits there any more
                loop.call_soon_threadsafe(_settle, some)


def _settle(told: Iterable[tuple[_Waiting, Outcome | StoreDown]]) -> None:
    for one, came in told:
        if one.future.done():
            continue  # a caller who went away must not keep the others from hearing
        if isinstance(came, Outcome):
            one.future.set_result(came)
        else:
            one.future.set_exception(came)


def _keepable(message: InboundMessage) -> InboundMessage:
    """Channels clean what they parse; one that forgets must not sink a whole batch."""
    said = (message.provider_id, message.address, message.text, message.payload or "")
    if all(is_clean(words) for words in said):
        return message  # nearly always: a copy of every message is a tenth of what its way through HTTP costs
    return replace(
        message,
        provider_id=clean(message.provider_id),
        address=clean(message.address),
        text=clean(message.text),
        payload=None if message.payload is None else clean(message.payload),
    )
