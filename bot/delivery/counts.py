"""How often what happened in delivery, since this process began. Read by /metrics."""

import threading
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum


class Count(StrEnum):
    """Everything that is counted."""

    SENT = "sent"
    FAILED = "failed"
    RETRIED = "retried"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    PUT_OFF = "put_off"
    NEEDS_TEMPLATE = "needs_template"
    LATE = "late"  # sent more than five seconds after it was due
    ORPHANED = "orphaned"  # left behind by a process that died
    RECEIPTS = "receipts"
    UNKNOWN_RECEIPTS = "unknown_receipts"
    RECONCILED = "reconciled"
    STORE_DOWN = "store_down"


class Counts:
    """Counters that any thread may add to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter[Count] = Counter()

    def add(self, what: Count, times: int = 1) -> None:
        if times:
            with self._lock:
                self._counted[what] += times

    def __getitem__(self, what: Count) -> int:
        return self._counted[what]

    def all(self) -> Mapping[Count, int]:
        """Every count as it stands, zeros too."""
        with self._lock:
            return {what: self._counted[what] for what in Count}


COUNTS = Counts()  # of this process; tests bring their own
