"""What staff should know of a message we could not answer, and a kept place that cannot be read any more."""

from bot.model.place import Place
from bot.store import places

MOST_FAILURES = 2  # in one place; then the conversation is set aside and a person offered
UNREADABLE = "unreadable"  # stands for a place that cannot be read; no conversation has this name


def read_place(body: str | None) -> Place | None:
    """The kept place; one that cannot be read stands for a conversation nobody knows, which only STOP gets past."""
    try:
        return places.from_json(body)
    except places.UnreadablePlace:
        return Place(UNREADABLE)


def what_was_open(place: Place | None, failures: int, body: str | None) -> str:
    """For the task: which conversation, and every answer so far, so that nothing is lost with it."""
    if place is None:
        return "A message could not be answered: nothing was open. Read it, and answer the person."
    if place.flow == UNREADABLE:
        return f"A conversation could not be read any more, and was set aside. What was kept of it: {body}"
    known = ", ".join(f"{name}: {kept}" for name, kept in place.answers.items())
    aside = " The conversation was set aside." if failures >= MOST_FAILURES else ""
    return f"A message could not be answered in {place.flow!r}.{aside} Answers so far: {known or 'none'}."
