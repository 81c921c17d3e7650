"""What a word means, as it is told to people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """One thing a word can mean: its `expansion` where it is an acronym, and what that is, in plain words."""

    expansion: str
    words: str

    def of(self, term: str) -> str:
        """What tells it: "ICB is short for integrated care board. The NHS ...", or "Care plan: A plan that ..."."""
        if not self.expansion:
            return f"{term[:1].upper()}{term[1:]}: {self.words}"
        return f"{term} is short for {self.expansion}. {self.words}"


@dataclass(frozen=True)
class Explanation:
    """A word that was asked about, written as it should be, and its meanings; none of them when we do not know it."""

    term: str
    meanings: tuple[Meaning, ...] = ()
