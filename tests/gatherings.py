"""Builders for events and sign-ups as flows see them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.model.event import Event, SignUp, SignUpStatus
from tests.talk import LONDON

STARTS = datetime(2026, 3, 14, 18, tzinfo=LONDON)  # a Saturday


def an_event(number: int = 1, **changes: Any) -> Event:  # Any: any field of an event
    """The `number`th event, on the `number`th evening from 14 March; plain, with room for everybody."""
    event = Event(
        id=number,
        title="Chai and chat",
        starts=STARTS + timedelta(days=number - 1),
        ends=STARTS + timedelta(days=number - 1, hours=2),
        venue="Idea Store Whitechapel",
        area="Whitechapel",
        directions="Two minutes from Whitechapel station.",
        places=20,
        taken=3,
        language="bn",
        what_you_get="Tea, samosas and a say in your care.",
        why="To hear how care at home works for you.",
    )
    return replace(event, **changes)


def a_sign_up(event: Event | None = None, **changes: Any) -> SignUp:  # Any: any field of a sign-up
    """Roshana's place at the event."""
    event = event or an_event()
    return replace(SignUp(event.id * 10, event, 7, SignUpStatus.GOING), **changes)
