"""The shared pace: who may send at which moment, over all processes (GCRA, one row an account and one a chat).

A row's `tat` is the theoretical arrival time of its next message. All times are real ones, in seconds since 1970.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Insert, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.store import Tx
from bot.store.tables import pace

CHAT_BURST = 3  # one answer has up to three bubbles; Telegram allows short bursts over its one a second


class _Upserts(NamedTuple):
    """`reserve` moves a row on by a step and tells its end; `push` moves it to a moment."""

    reserve: ReturningInsert[float]
    push: Insert


_TAT = select(pace.c.tat).where(pace.c.key == bindparam("key"))
_TATS = select(pace.c.key, pace.c.tat).where(pace.c.key.in_(bindparam("keys", expanding=True)))


def _upserts(insert: sqlite.Insert | postgresql.Insert, later: Callable[..., ColumnElement[float]]) -> _Upserts:
    theirs = insert.excluded.tat
    # The new row's tat is at + step; the kept one's is max(tat, at) + step: the same as max(tat + step, at + step).
    move = {"tat": later(pace.c.tat + bindparam("step"), theirs)}
    push = {"tat": later(pace.c.tat, theirs)}
    return _Upserts(
        insert.on_conflict_do_update(index_elements=["key"], set_=move).returning(pace.c.tat),
        insert.on_conflict_do_update(index_elements=["key"], set_=push),
    )


_UPSERTS = {True: _upserts(sqlite.insert(pace), func.max), False: _upserts(postgresql.insert(pace), func.greatest)}
_FORGET = delete(pace).where(pace.c.tat < bindparam("before"))


def ahead(tx: Tx, key: str, at: float) -> float:
    """In how many seconds the next slot is; 0 when it is free now."""
    tat = tx.connection.execute(_TAT, {"key": key}).scalar()
    return 0.0 if tat is None else max(0.0, tat - at)


def reserve(tx: Tx, key: str, count: int, a_second: float, at: float) -> tuple[float, ...]:
    """When each of the next `count` messages may go: slots of our own, evenly spaced."""
    step = count / a_second
    row = {"key": key, "tat": at + step, "step": step}
    end: float = tx.connection.execute(_UPSERTS[tx.sqlite].reserve, row).scalar_one()
    return tuple(end - (count - number) / a_second for number in range(count))


def reserve_chats(tx: Tx, keys: Sequence[str], a_second: float, at: float) -> Mapping[str, float]:
    """When one message to each of these chats may go; a chat may have a short burst.

    Nobody else can reserve for the same chats meanwhile, for they hold one of each chat's messages.
    """
    tats = {row.key: row.tat for row in tx.connection.execute(_TATS, {"keys": list(keys)})}
    slack = (CHAT_BURST - 1) / a_second
    slots = {key: max(at, tats.get(key, 0.0) - slack) for key in keys}
    moved = [{"key": key, "tat": max(at, tats.get(key, 0.0)) + 1 / a_second} for key in sorted(slots)]
    tx.connection.execute(_UPSERTS[tx.sqlite].push, moved)
    return slots


def push(tx: Tx, key: str, until: float) -> None:
    """Nobody takes a slot before then: the provider asked us to slow down."""
    tx.connection.execute(_UPSERTS[tx.sqlite].push, {"key": key, "tat": until})


def forget(tx: Tx, before: float) -> None:
    """Drop rows that hold nobody back any more; a missing row is a free slot."""
    tx.connection.execute(_FORGET, {"before": before})
