"""The shelf of places: where each contact stands in a conversation."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.model.place import LARGEST_PLACE, Asked, Option, Place
from bot.store.store import Tx
from bot.store.tables import place

T = TypeVar("T")


def _upsert(insert: Any) -> Any:  # Any: the two dialects' inserts share no type
    statement = insert(place)
    return statement.on_conflict_do_update(
        index_elements=["contact_id"],
        set_={"body": statement.excluded.body, "changed": statement.excluded.changed},
    )


_PUT = {True: _upsert(sqlite.insert), False: _upsert(postgresql.insert)}
_CLEAR = delete(place).where(place.c.contact_id == bindparam("who"))


class UnreadablePlace(ValueError):
    """A kept place that this program cannot make sense of."""


class PlaceTooLarge(ValueError):
    """A place over 16 KiB: a flow keeps something it should not."""


def put(tx: Tx, bodies: Mapping[int, str | None], now: datetime) -> None:
    """Each contact's place, as JSON, written once in id order; None means nothing is open any more."""
    rows = [
        {"contact_id": who, "body": body, "changed": now} for who, body in sorted(bodies.items()) if body is not None
    ]
    gone = [{"who": who} for who, body in sorted(bodies.items()) if body is None]
    if rows:
        tx.connection.execute(_PUT[tx.sqlite], rows)
    if gone:
        tx.connection.execute(_CLEAR, gone)


def as_json(standing: Place | None) -> str | None:
    """The place as it is kept. Raises PlaceTooLarge."""
    if standing is None:
        return None
    body = json.dumps(_fields(standing), ensure_ascii=False, separators=(",", ":"))
    if len(body) > LARGEST_PLACE // 4 and len(body.encode()) > LARGEST_PLACE:
        raise PlaceTooLarge(f"the place in {standing.flow!r} takes {len(body)} characters, over {LARGEST_PLACE} bytes")
    return body


def from_json(body: str | None) -> Place | None:
    """The place that was kept. Raises UnreadablePlace."""
    try:
        return None if body is None else _place(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadablePlace(f"a kept place cannot be read ({type(error).__name__})") from error


def open_question(body: str | None) -> tuple[str, str] | None:
    """The flow and the question that are open in a kept place; None where nothing is, or it cannot be read."""
    try:
        standing = from_json(body)
    except UnreadablePlace:
        return None
    return None if standing is None or standing.asked is None else (standing.flow, standing.asked.question)


def _fields(standing: Place) -> dict[str, Any]:  # Any: JSON
    fields: dict[str, Any] = {"flow": standing.flow, "answers": standing.answers}  # Any: JSON
    if standing.asked is not None:
        fields["asked"] = _asked_fields(standing.asked)
    if standing.under is not None:
        fields["under"] = _fields(standing.under)
    if standing.given:
        fields["given"] = standing.given
    if standing.failures:
        fields["failures"] = standing.failures
    return fields


def _asked_fields(asked: Asked) -> dict[str, Any]:  # Any: JSON
    return {
        "question": asked.question,
        "options": [[option.key, option.label] for option in asked.options],
        "wording": asked.wording,
        "tries": asked.tries,
        "parts": asked.parts,
    }


def _place(fields: Mapping[str, Any]) -> Place:  # Any: JSON
    asked, under = fields.get("asked"), fields.get("under")
    return Place(
        flow=_whole(fields["flow"], str),
        answers=_whole(fields["answers"], dict),
        asked=None if asked is None else _asked(asked),
        under=None if under is None else _place(under),
        failures=_whole(fields.get("failures", 0), int),
        given=_whole(fields.get("given", {}), dict),
    )


def _whole(field: Any, kind: type[T]) -> T:  # Any: JSON
    if not isinstance(field, kind):
        raise TypeError(f"a {type(field).__name__} where a {kind.__name__} should be")
    return field


def _asked(fields: Mapping[str, Any]) -> Asked:  # Any: JSON
    return Asked(
        question=_whole(fields["question"], str),
        options=tuple(Option(key, label) for key, label in fields["options"]),
        wording=_whole(fields["wording"], str),
        tries=_whole(fields["tries"], int),
        parts=tuple(fields["parts"]),
    )
