"""The parts of a running Sayback, wired and not yet running."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import partial

from bot.app.channels import channels_of
from bot.app.understanding import engine
from bot.clock import Clock
from bot.conversation.desk import Desk
from bot.conversation.facts import Surroundings
from bot.conversation.flood import Flood
from bot.conversation.receive import Road
from bot.conversation.room import Room
from bot.conversation.talk import Hall
from bot.conversation.understand import Understanding
from bot.delivery.sender import Sender
from bot.delivery.speaker import Speaker
from bot.language import languages, lexicon
from bot.language.phrases import Phrasebook
from bot.language.plain import terms
from bot.language.plain.advice import advice
from bot.language.plain.explaining import explained
from bot.language.templates import read_templates
from bot.model.channel import Channel, Limits
from bot.model.language import Language, language_names
from bot.model.message import ChannelName
from bot.model.questions import Choice
from bot.model.quiet import QuietHours
from bot.settings import EMBEDDED, Settings
from bot.store.store import Store
from bot.webhooks import FrontDoor

PLAIN = Limits(1600)  # for an address on a channel that is no longer set up


@dataclass
class Parts:
    """Every part of a running Sayback."""

    settings: Settings
    store: Store
    clock: Clock
    channels: Mapping[ChannelName, Channel]
    speaker: Speaker
    road: Road
    door: FrontDoor
    desk: Desk
    sender: Sender
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def build(
    settings: Settings, clock: Clock | None = None, channels: Mapping[ChannelName, Channel] | None = None
) -> Parts:
    """The parts, wired and not yet running; `channels` in place of those the settings name."""
    clock = clock or Clock()
    store = Store(settings.database_url, settings.secret_key.get_secret_value())
    channels = channels_of(settings) if channels is None else channels
    book = Phrasebook.load(settings.data_folder / "phrases", approved_only=not settings.demo, zone=settings.zone)
    speaker = Speaker(book, quiet_hours(settings), _limits(channels))
    room = _room(settings, speaker, clock)
    sender = _sender(settings, store, channels, clock)
    road = Road(store, room, after=sender.wake)
    door = FrontDoor(store, road, clock, channels)
    return Parts(settings, store, clock, channels, speaker, road, door, Desk(store, speaker, clock), sender)


def quiet_hours(settings: Settings) -> QuietHours:
    begin, end = settings.quiet_hours.split("-")
    return QuietHours(time.fromisoformat(begin), time.fromisoformat(end), settings.zone)


def policies(settings: Settings) -> dict[ChannelName, str]:
    return {ChannelName(name): policy for name, policy in settings.unknown_policy.items()}


def _room(settings: Settings, speaker: Speaker, clock: Clock) -> Room:
    known = languages.load(settings.data_folder)
    spoken = [one for one in known if one.code in speaker.book.languages() and one.code in settings.languages]
    plain = terms.load(settings.data_folder / "plain")
    around = Surroundings(
        organisation=settings.organisation,
        spoken=tuple(Choice(one.code, one.own_name) for one in spoken),
        drafts=frozenset(one.code for one in spoken if speaker.book.state(one.code) != "approved"),
        interpreted=tuple(Choice(one.code, one.name) for one in _interpreted(known)),
        link=lambda event_id: f"{settings.public_url}/e/{event_id}.ics",
        explain=partial(explained, terms=plain),
        advice=partial(advice, terms=plain),
        zone=settings.zone,
    )
    hall = Hall(speaker.book, lexicon.load(settings.data_folder), language_names(known), settings.zone)
    understanding = Understanding(
        lambda planned: engine(settings, planned), hall.lexicon, clock, elsewhere=settings.nlu != EMBEDDED
    )
    return Room(hall, speaker, around, clock, Flood(settings.most_a_minute), settings.languages[0], understanding)


def _interpreted(known: tuple[Language, ...]) -> list[Language]:
    """Languages somebody speaks: spellings of another one are not listed."""
    return [one for one in known if "-Latn" not in one.code]


def _sender(settings: Settings, store: Store, channels: Mapping[ChannelName, Channel], clock: Clock) -> Sender:
    templates = read_templates(settings.data_folder / "templates.yml")
    return Sender(
        store=store,
        channels=channels,
        clock=clock,
        quiet=quiet_hours(settings),
        template_for=templates.call,
        policy=policies(settings),
        owner=settings.executor_id,
    )


def _limits(channels: Mapping[ChannelName, Channel]) -> Callable[[ChannelName, str], Limits]:
    def limits(name: ChannelName, account: str) -> Limits:
        channel = channels.get(name)
        return PLAIN if channel is None else channel.limits(account)

    return limits
