"""A clock whose hands a test moves."""

from dataclasses import dataclass


@dataclass
class Hands:
    """Counts seconds as `time.monotonic` does, when it is told to."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds
