"""Made-up listening events for the demo, some days from its own day. Nobody is invited anywhere."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.clock import Clock
from bot.model.event import Event, OpenTo
from bot.store import events
from bot.store.store import Store

LOCAL = ZoneInfo("Europe/London")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHEN = ("in_days", "weekday", "at", "hours")


def plant(store: Store, clock: Clock, data_folder: Path) -> None:
    """The events of `data/demo/events.yml`, unless one of the same title is still to come."""
    now = clock.now()
    written = yaml.safe_load((data_folder / "demo" / "events.yml").read_text(encoding="utf-8"))
    with store.write() as tx:
        there = {event.title for event in events.open_events(tx, now)}
        for entry in written:
            if entry["title"] not in there:
                events.add(tx, _event(entry, now.astimezone(LOCAL).date()))


def _event(entry: dict[str, Any], today: date) -> Event:  # Any: a record of the file
    starts = _starts(entry, today)
    facts = {name: value for name, value in entry.items() if name not in (*_WHEN, "open_to")}
    ends = starts + timedelta(hours=entry["hours"])
    return Event(id=0, starts=starts, ends=ends, open_to=OpenTo(entry["open_to"]), **facts)


def _starts(entry: dict[str, Any], today: date) -> datetime:  # Any: as above
    """So many days from `today`, or on the first such weekday from then on."""
    day = today + timedelta(days=entry["in_days"])
    if "weekday" in entry:
        day += timedelta(days=(_DAYS.index(entry["weekday"]) - day.weekday()) % 7)
    return datetime.combine(day, time.fromisoformat(entry["at"]), LOCAL)
