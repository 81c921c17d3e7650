"""The calendar file of one event: an .ics that a phone can keep, follow when it changes, and cross out."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.model.event import Event

if TYPE_CHECKING:
    import icalendar

# The rules since 1996 in three lines a phone reads at once; generated ones list every year from 1970.
_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def calendar_file(event: Event, changes: int, now: datetime, host: str, zone: ZoneInfo) -> bytes:
    """The event as iCalendar (RFC 5545), its times in `zone`.

    `changes` is how often the event has changed: a calendar replaces the entry when it grows. The entry is known
    by the event's id and our `host`, so a later file changes it and never adds a second one.
    """
    import icalendar  # 0.1 s: loaded with the first file

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Sayback//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")  # CANCEL is for invitations by email; phones refuse to open it
    calendar.add_component(_zone(zone, event.starts.year))
    calendar.add_component(_entry(event, changes, now, host, zone))
    return bytes(calendar.to_ical())


def _zone(zone: ZoneInfo, year: int) -> "icalendar.Component":
    import icalendar

    if zone.key == "Europe/London":
        return icalendar.Timezone.from_ical(_LONDON)
    return icalendar.Timezone.from_tzinfo(zone, None, date(year - 1, 1, 1), date(year + 2, 1, 1))


def _entry(event: Event, changes: int, now: datetime, host: str, zone: ZoneInfo) -> "icalendar.Event":
    import icalendar

    entry = icalendar.Event()
    entry.add("uid", f"event-{event.id}@{host}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("sequence", changes)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("summary", event.title)
    entry.add("dtstart", event.starts.astimezone(zone))
    entry.add("dtend", event.ends.astimezone(zone))
    entry.add("location", event.venue)
    about = "\n".join(part for part in (event.why, event.what_you_get, event.directions) if part)
    if about:
        entry.add("description", about)
    return entry
