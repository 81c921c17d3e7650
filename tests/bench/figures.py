"""Figures, their targets, and how both are printed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """What was agreed: at least, at most, or both."""

    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        if self.at_least is not None and self.at_most is not None:
            return f"{self.at_least:g} to {self.at_most:g}"
        return f">= {self.at_least:g}" if self.at_least is not None else f"<= {self.at_most:g}"


@dataclass(frozen=True)
class Figure:
    """One thing measured. Without a target it is there to judge the others by."""

    bench: str
    what: str
    value: float
    unit: str
    target: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "met" if self.target.met(self.value) else "NOT MET"


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """Lines of a table, aligned."""
    rows = [(f.bench, f.what, f"{f.value:,.4g}", f.unit, str(f.target or ""), f.verdict, f.note) for f in figures]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(6)]
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1]), row[2].rjust(widths[2])]
        yield "  ".join([*cells, *(row[n].ljust(widths[n]) for n in (3, 4, 5)), row[6]]).rstrip()


def keep(figures: Iterable[Figure], file: Path, about: dict[str, object]) -> None:
    """As JSON: this run's machine and limits beside every figure."""
    rows = [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
    file.write_text(json.dumps({"about": about, "figures": rows}, indent=1))


def least(value: float) -> Target:
    return Target(at_least=value)


def most(value: float) -> Target:
    return Target(at_most=value)
