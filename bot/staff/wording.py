"""The words of the dashboard for what the store keeps as codes: plain, and with what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.contact import OptOut
from bot.model.message import ChannelName, DeliveryStatus, MessageKind
from bot.model.task import Task, TaskKind
from bot.store.threads import Way


@dataclass(frozen=True)
class Job:
    """How a kind of task is named, what to do about it, and the words of the link that leads there."""

    title: str
    what: str
    way: str


JOBS: Mapping[TaskKind, Job] = {
    TaskKind.LISTEN: Job("Listen or look", "Somebody sent something that is not text.", "Go and listen"),
    TaskKind.ANSWER: Job("Answer", "Somebody asked for a person.", "Read and answer"),
    TaskKind.DANGER: Job("May be in danger", "Somebody wrote words that may mean danger.", "Open the conversation"),
    TaskKind.CALL_BACK: Job("Ring back", "Somebody asked for a call.", "Open the conversation"),
    TaskKind.NEED: Job("Arrange support", "Somebody needs this to take part.", "Open the conversation"),
    TaskKind.FAILED_TURN: Job(
        "Answer by hand", "The bot could not answer. They were told that a person will.", "Read and answer"
    ),
    TaskKind.FAILED_MESSAGE: Job("Not delivered", "A message did not arrive.", "See what happened"),
    TaskKind.UNKNOWN_SEND: Job("Maybe not sent", "We cannot tell whether a message went.", "See what happened"),
    TaskKind.NEEDS_TEMPLATE: Job(
        "No way to write", "WhatsApp's 24 hours are over and no approved template fits.", "See what happened"
    ),
    TaskKind.EXPLAIN_WORD: Job("Explain a word", "Somebody asked what a word means.", "Read and answer"),
    TaskKind.ACCOUNT: Job("Fix our account", "A provider refuses our account. Messages are waiting.", ""),
}

CHANNELS: Mapping[ChannelName, str] = {
    ChannelName.SMS: "Text message",
    ChannelName.WHATSAPP: "WhatsApp",
    ChannelName.WHATSAPP_CLOUD: "WhatsApp",
    ChannelName.TELEGRAM: "Telegram",
    ChannelName.REST: "Phone simulator",
}

ON_CHANNEL: Mapping[ChannelName, str] = {
    ChannelName.SMS: "by text message",
    ChannelName.WHATSAPP: "on WhatsApp",
    ChannelName.WHATSAPP_CLOUD: "on WhatsApp",
    ChannelName.TELEGRAM: "on Telegram",
    ChannelName.REST: "in the simulator",
}

KINDS: Mapping[MessageKind, str] = {
    MessageKind.TEXT: "Text",
    MessageKind.BUTTON: "Button",
    MessageKind.VOICE: "Voice note",
    MessageKind.PICTURE: "Picture",
    MessageKind.VIDEO: "Video",
    MessageKind.FILE: "File",
    MessageKind.LOCATION: "Location",
    MessageKind.CONTACT_CARD: "Contact card",
    MessageKind.STICKER: "Sticker",
    MessageKind.UNREAD: "Something we cannot read",
}

STATUSES: Mapping[str, str] = {
    DeliveryStatus.WAITING: "Waiting to go",
    DeliveryStatus.ATTEMPTING: "Going now",
    DeliveryStatus.UNKNOWN: "Not known whether it went",
    DeliveryStatus.SENT: "Sent",
    DeliveryStatus.DELIVERED: "Delivered",
    DeliveryStatus.READ: "Read",
    DeliveryStatus.FAILED: "Not delivered",
    DeliveryStatus.EXPIRED: "Not sent: it came too late to be useful",
    DeliveryStatus.CANCELLED: "Cancelled",
    DeliveryStatus.NEEDS_TEMPLATE: "Not sent",
}

# Said when no reason was kept with the message.
HAPPENED: Mapping[str, str] = {
    DeliveryStatus.FAILED: "It did not arrive, and the provider gave no reason.",
    DeliveryStatus.NEEDS_TEMPLATE: "WhatsApp's 24 hours are over, and no approved template fits this message.",
    DeliveryStatus.UNKNOWN: "The provider did not say whether it took the message.",
}

NEXT_STEPS: Mapping[str, str] = {
    DeliveryStatus.FAILED: "Open the conversation. Try another way to reach them, or ring if you know their number.",
    DeliveryStatus.NEEDS_TEMPLATE: "Ring them, or wait until they write: then you can answer for 24 hours.",
    DeliveryStatus.UNKNOWN: "Wait a little: a receipt may still come. If it matters today, ask them whether it came.",
}

OPT_OUTS: Mapping[OptOut, str] = {
    OptOut.EVERYTHING: "said STOP",
    OptOut.UPDATES: "stopped updates",
}

TROUBLES = frozenset({DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN, DeliveryStatus.NEEDS_TEMPLATE})
_LISTEN, _SEE = "/staff/not-yet-heard#m", "/staff/failed#m"


def way_to(task: Task) -> str | None:
    """Where a task is done; None when that is not in the dashboard."""
    if task.kind is TaskKind.LISTEN and task.inbound_id is not None:
        return f"{_LISTEN}{task.inbound_id}"
    if task.kind in (TaskKind.FAILED_MESSAGE, TaskKind.UNKNOWN_SEND, TaskKind.NEEDS_TEMPLATE):
        return f"{_SEE}{task.outbox_id}" if task.outbox_id is not None else "/staff/failed"
    return f"/staff/conversations/{task.contact_id}" if task.contact_id is not None else None


def called(name: str | None) -> str:
    """What to call a contact who has given no name."""
    return name or "No name yet"


def asked(answers: str | None) -> str | None:
    """The question a message answered, from its code: "event_signup.companion" is "companion"."""
    return answers.rpartition(".")[2].replace("_", " ") if answers else None


def is_whatsapp(way: Way) -> bool:
    return way.channel in (ChannelName.WHATSAPP, ChannelName.WHATSAPP_CLOUD)


def is_window_closed(way: Way, now: datetime) -> bool:
    """Whether WhatsApp would refuse free text at this address."""
    return is_whatsapp(way) and (way.window_until is None or way.window_until <= now)
