"""A circuit breaker: a server that fails is left alone for a while, then tried once."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from typing import Final

FAILURES: Final = 3  # in a row
REST: Final = timedelta(seconds=30)


class Circuit:
    """Closed while calls succeed. Open after `failures` in a row: no calls for `rest`, then one, then as it goes.

    Threads may share it. `clock` counts seconds and never goes back.
    """

    def __init__(
        self, failures: int = FAILURES, rest: timedelta = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._rest = rest.total_seconds()
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._open_until: float | None = None  # None: closed

    def allows(self) -> bool:
        """Whether to call now. The one try after the rest is given to one caller only."""
        with self._lock:
            if self._open_until is None:
                return True
            now = self._clock()
            due = now >= self._open_until
            if due:
                self._open_until = now + self._rest
            return due

    def succeeded(self) -> bool:
        """A call went well; True when that closed the circuit."""
        with self._lock:
            was_open = self._open_until is not None
            self._failed, self._open_until = 0, None
            return was_open

    def failed(self) -> bool:
        """A call went wrong; True when that opened the circuit."""
        with self._lock:
            self._failed += 1
            opens = self._open_until is None and self._failed >= self._most
            if opens:
                self._open_until = self._clock() + self._rest
            return opens
