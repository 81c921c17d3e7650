"""What the store keeps of an understanding; `nlu` makes it, and knows nothing of this."""

from typing import Protocol


class Understood(Protocol):
    """Language (BCP 47), intent, how likely it is (0 to 1), whether that is enough to act on, and which engine."""

    @property
    def language(self) -> str: ...

    @property
    def intent(self) -> str: ...

    @property
    def confidence(self) -> float: ...

    @property
    def accepted(self) -> bool: ...

    @property
    def engine(self) -> str: ...
