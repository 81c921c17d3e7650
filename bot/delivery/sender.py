"""The sender: claims what is due, waits for its slot, sends with no transaction open, records in groups."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.clock import Clock
from bot.delivery import verdict
from bot.delivery.counts import COUNTS, Count, Counts
from bot.delivery.gate import TemplateFor
from bot.delivery.lane import Lane, until
from bot.delivery.round import News, Rounds, Work
from bot.delivery.sweep import Sweep
from bot.delivery.verdict import Going, Verdict
from bot.model.channel import Channel, OutcomeUnknown, SendError
from bot.model.message import ChannelName
from bot.model.quiet import QuietHours
from bot.store.store import Store, StoreDown

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_SEND = 30.0  # seconds; a channel gives up sooner by itself
GAP = 0.005  # seconds between two transactions: what came meanwhile shares the next one,
MANY = 16  # unless so much has come already
NAP = 1.0  # seconds: the longest sleep
NAP_WITH_OTHERS = 0.25  # on PostgreSQL another process may put answers in, and cannot wake us
RENEW_EVERY, SWEEP_EVERY = 3.0, 3.0
SAFE_PAUSES = (0.1, 0.2, 0.5, 1.0)  # seconds between tries while the store is down
NO_ANSWER = "No clear answer came. It may have been sent."


@dataclass(eq=False)
class Sender:
    """One for each process that sends. `owner` names the process, the same again after a restart.

    `policy` says by channel what becomes of a message nobody knows was sent: `park` (the default) or `resend`.
    """

    store: Store
    channels: Mapping[ChannelName, Channel]
    clock: Clock
    quiet: QuietHours
    template_for: TemplateFor
    policy: Mapping[ChannelName, str]
    owner: str
    counts: Counts = COUNTS

    def __post_init__(self) -> None:
        carried = {name: channel for name, channel in self.channels.items() if name is not ChannelName.REST}
        self.lanes: dict[ChannelName, Lane] = {name: Lane(channel) for name, channel in carried.items()}
        self._rounds = Rounds(
            self.store, self.clock, self.quiet, self.template_for, self.owner, frozenset(carried), self.counts
        )
        self._sweep = Sweep(self.store, self.clock, self.policy, self.owner, self.counts)
        self._verdicts: list[Verdict] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._something = asyncio.Event()
        self._renew_at = self._sweep_at = self._free_at = 0.0
        self._failures = 0

    def wake(self) -> None:
        """Look at once: something was put in the outbox. May be called from any thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just been closed
                loop.call_soon_threadsafe(self._look_everywhere)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; then finish and record what is in flight, and let go of the rest."""
        self._loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self._wake_on(stop))
        try:
            await self._until_it_works(lambda: self._in_thread(self._sweep.own))
            while not stop.is_set() or self._in_flight():
                await self._until_it_works(lambda: self._round(stopping=stop.is_set()))
                await self._rest(stopping=stop.is_set())
            await self._until_it_works(self._let_go)
        finally:
            self._loop = None
            for task in (watching, *self._tasks):
                task.cancel()
            await asyncio.gather(watching, *self._tasks, return_exceptions=True)

    async def _until_it_works(self, step: Callable[[], Coroutine[None, None, None]]) -> None:
        while True:
            try:
                await step()
            except StoreDown:
                self.counts.add(Count.STORE_DOWN)
                log.warning("the store is down; the sender keeps what it knows and tries again")
            except Exception as error:
                log.error("the sender stumbled and tries again", extra={"error": type(error).__name__})
            else:
                self._failures = 0
                return
            await asyncio.sleep(SAFE_PAUSES[min(self._failures, len(SAFE_PAUSES) - 1)])
            self._failures += 1

    async def _round(self, *, stopping: bool) -> None:
        """One transaction, if there is anything to do. What it should have done is kept when it fails."""
        at = self._real()
        if at >= self._sweep_at:
            await self._in_thread(lambda: self._sweep.expired(self._held()))
            self._sweep_at = at + SWEEP_EVERY
        work = self._work(at, stopping)
        if not work.verdicts and not work.ready and not work.held:
            looking = await self._with_something_due(at, [look.channel for look in work.looks])
            work = Work(looks=[look for look in work.looks if look.channel in looking])
        if work == Work():
            return
        news = await self._in_thread(lambda: self._rounds.run(work))
        self._take(work, news, at)
        self._free_at = self._real() + GAP

    def _work(self, at: float, stopping: bool) -> Work:
        verdicts = tuple(self._verdicts)
        for each in verdicts:  # its address is free now for what it held back
            self._lane_of(each).look_again()
        lanes = () if stopping else self.lanes.values()
        looking = [lane for lane in lanes if (when := lane.looks_from()) is not None and when <= at]
        ready = [going for lane in lanes for going in lane.ready(at)]
        return Work(verdicts, ready, [lane.look() for lane in looking], self._to_renew(at))

    async def _with_something_due(self, at: float, channels: Iterable[ChannelName]) -> frozenset[ChannelName]:
        asked = list(channels)
        if not asked:
            return frozenset()
        nap = NAP if self.store.sqlite else NAP_WITH_OTHERS
        found = await self._in_thread(lambda: self._rounds.due(asked))
        now = self.clock.now()
        return frozenset(
            channel
            for channel in asked
            if self.lanes[channel].saw(found[channel][0], until(found[channel][1], now), at, nap)
        )

    def _take(self, work: Work, news: News, at: float) -> None:
        del self._verdicts[: len(work.verdicts)]
        if work.held:
            self._renew_at = at + RENEW_EVERY
        for lane in self.lanes.values():
            ready = [going for going in work.ready if going.outbound.channel is lane.channel.name]
            self._start(lane, lane.begin(ready, news.started))
        for channel, claimed in news.claimed.items():
            self.lanes[channel].take(claimed, at)
            self._start(self.lanes[channel], claimed.attempting)

    def _start(self, lane: Lane, going: Iterable[Going]) -> None:
        for each in going:
            task = asyncio.create_task(self._send(lane, each))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send(self, lane: Lane, going: Going) -> None:
        wait = going.slot - self._real()
        if wait > 0:
            await asyncio.sleep(wait)
        async with lane.permits:
            came = await self._sent(lane.channel, going)
        self._verdicts.append(came)
        lane.attempting.discard(going.message.id)
        self._something.set()

    async def _sent(self, channel: Channel, going: Going) -> Verdict:
        try:
            async with asyncio.timeout(LONGEST_SEND):
                provider_id = await channel.send(going.outbound)
            if provider_id:
                return verdict.sent(going, provider_id)
            error: SendError = OutcomeUnknown(NO_ANSWER)
        except SendError as known:
            error = known
        except Exception as odd:  # a channel's own mistake must not stop the others; nobody knows what went out
            facts = {"outbox_id": going.message.id, "error": type(odd).__name__}
            log.error("a channel raised what it should not", extra=facts)
            error = OutcomeUnknown(NO_ANSWER)
        return verdict.after(going, error, self.clock.now())

    async def _rest(self, *, stopping: bool) -> None:
        """Until something happens or is due; never so short that two transactions could have been one."""
        assert self._loop is not None
        alarm = self._loop.call_later(max(0.0, self._next_moment(stopping) - self._real()), self._something.set)
        await self._something.wait()
        alarm.cancel()
        self._something.clear()
        gap = self._free_at - self._real()
        if gap > 0 and len(self._verdicts) < MANY:
            await asyncio.sleep(gap)

    def _next_moment(self, stopping: bool) -> float:
        moments = [self._real() + NAP, self._sweep_at]
        for lane in () if stopping else self.lanes.values():
            moments += [when for when in (lane.looks_from(), lane.starts_from()) if when is not None]
        if self._verdicts:
            moments.append(self._free_at)
        return min(moments)

    async def _let_go(self) -> None:
        parked = [outbox_id for lane in self.lanes.values() for outbox_id in lane.parked]
        if parked:
            await self._in_thread(lambda: self._sweep.release(parked))

    async def _wake_on(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._something.set()

    def _look_everywhere(self) -> None:
        for lane in self.lanes.values():
            lane.look_again()
        self._something.set()

    def _in_flight(self) -> bool:
        return bool(self._verdicts) or any(lane.attempting for lane in self.lanes.values())

    def _held(self) -> frozenset[int]:
        recorded_soon = (each.outcome.message.id for each in self._verdicts)
        return frozenset(recorded_soon).union(*(lane.held() for lane in self.lanes.values()))

    def _to_renew(self, at: float) -> tuple[int, ...]:
        return tuple(sorted(self._held())) if at >= self._renew_at else ()

    def _lane_of(self, came: Verdict) -> Lane:
        return self.lanes[came.outcome.message.address.channel]

    def _real(self) -> float:
        return self.clock.real().timestamp()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)
