"""Slows down guessing at passwords. Nobody is ever locked out: a wait is minutes, and is told."""

import ipaddress
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Allowance:
    """So many tries in so long."""

    tries: int
    within: timedelta


ONE_PERSON = Allowance(5, timedelta(minutes=5))  # one email from one address
ONE_ADDRESS = Allowance(30, timedelta(minutes=5))  # a whole office may share an address
ONE_EMAIL = Allowance(100, timedelta(hours=1))  # guessed at from many addresses
_MOST_KEPT = 10_000  # the oldest are forgotten, so that a flood does not fill the memory


@dataclass
class Throttle:
    """Remembers wrong tries in this process, by what was tried and from where."""

    _wrong: OrderedDict[tuple[str, ...], deque[datetime]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, email: str, address: str, now: datetime) -> timedelta | None:
        """How long to wait before the next try; None for not at all."""
        with self._lock:
            waits = [self._wait(key, allowance, now) for key, allowance in _keys(email, address).items()]
        return max(waits) or None

    def wrong(self, email: str, address: str, now: datetime) -> None:
        """One more wrong try."""
        with self._lock:
            for key, allowance in _keys(email, address).items():
                tries = self._wrong.setdefault(key, deque(maxlen=allowance.tries))
                tries.append(now)
                self._wrong.move_to_end(key)
            while len(self._wrong) > _MOST_KEPT:
                self._wrong.popitem(last=False)

    def right(self, email: str, address: str) -> None:
        """They are in: their own slips are forgotten."""
        with self._lock:
            self._wrong.pop(("person", email, _network(address)), None)

    def _wait(self, key: tuple[str, ...], allowance: Allowance, now: datetime) -> timedelta:
        tries = self._wrong.get(key)
        if tries is None or len(tries) < allowance.tries:
            return timedelta(0)
        return max(timedelta(0), tries[0] + allowance.within - now)


def _keys(email: str, address: str) -> dict[tuple[str, ...], Allowance]:
    network = _network(address)
    return {
        ("person", email, network): ONE_PERSON,
        ("address", network): ONE_ADDRESS,
        ("email", email): ONE_EMAIL,
    }


def _network(address: str) -> str:
    """One home has many IPv6 addresses: the first 64 bits count."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else address
