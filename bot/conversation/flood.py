"""Notices a contact who writes faster than people do: another robot answering ours, or a phone gone wild."""

from collections import Counter


class Flood:
    """Counts each contact's messages in the current minute. Used by the one writer, so it needs no lock."""

    def __init__(self, most: int) -> None:
        """`most` messages a minute are answered; what comes beyond is kept and put off."""
        self._most = most
        self._minute = 0
        self._counts: Counter[int] = Counter()

    def over(self, contact_id: int, seconds: float) -> bool:
        """Whether this message, at so many seconds of real time, is one too many."""
        minute = int(seconds // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        self._counts[contact_id] += 1
        return self._counts[contact_id] > self._most
