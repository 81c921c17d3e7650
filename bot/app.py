"""Puts the parts together; the only module that knows them all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import partial

from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse

from bot.channels.rest import Rest
from bot.channels.telegram import Telegram
from bot.channels.twilio import TwilioAccount, TwilioSms, TwilioWhatsApp
from bot.channels.whatsapp_cloud import CloudAccount, WhatsAppCloud
from bot.clock import Clock
from bot.conversation.batch import Room
from bot.conversation.desk import Desk
from bot.conversation.facts import Surroundings
from bot.conversation.receive import Road
from bot.conversation.talk import Hall
from bot.delivery.reconcile import reconcile
from bot.delivery.sender import Sender
from bot.delivery.speaker import Speaker
from bot.events import sign_ups
from bot.jobs import calendar, gaps, polling
from bot.jobs.calendar import Recurring
from bot.language import languages, lexicon
from bot.language.phrases import Phrasebook
from bot.language.templates import read_templates
from bot.model.channel import Channel, Limits, Pace, Polled
from bot.model.language import Language, language_names
from bot.model.message import ChannelName
from bot.model.questions import Choice
from bot.model.quiet import QuietHours
from bot.settings import Settings
from bot.staff.office import Office
from bot.staff.routes import routes as staff_routes
from bot.staff.routes import static_files
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


def build(settings: Settings, clock: Clock | None = None) -> Parts:
    """The parts, wired and not yet running."""
    clock = clock or Clock()
    store = Store(settings.database_url, settings.secret_key.get_secret_value())
    channels = channels_of(settings)
    book = Phrasebook.load(settings.data_folder / "phrases", approved_only=not settings.demo, zone=settings.zone)
    speaker = Speaker(book, quiet_hours(settings), _limits(channels))
    room = _room(settings, speaker, clock)
    sender = _sender(settings, store, channels, clock)
    road = Road(store, room, after=sender.wake)
    door = FrontDoor(store, road, clock, channels)
    return Parts(settings, store, clock, channels, speaker, road, door, Desk(store, speaker, clock), sender)


def channels_of(settings: Settings) -> dict[ChannelName, Channel]:
    """The channels that are set up; the simulator's only in the demo or with a token."""
    channels: list[Channel] = [*_twilio(settings), *_telegram(settings), *_whatsapp_cloud(settings)]
    token = settings.rest_token.get_secret_value()
    if settings.demo or token:
        channels.append(Rest(token or None))
    return {channel.name: channel for channel in channels}


def quiet_hours(settings: Settings) -> QuietHours:
    begin, end = settings.quiet_hours.split("-")
    return QuietHours(time.fromisoformat(begin), time.fromisoformat(end), settings.zone)


def recurring(parts: Parts) -> list[Recurring]:
    """The calendar of this installation."""

    async def end_offers() -> None:
        await asyncio.to_thread(_end_offers, parts)

    async def receive_missing() -> None:
        await gaps.receive_missing(parts.channels.values(), parts.clock, parts.road.receive)

    async def settle_unknown() -> None:
        await reconcile(parts.store, parts.channels, parts.clock, _policies(parts.settings))

    return [
        Recurring("offers that end", timedelta(seconds=1), end_offers),
        Recurring("gaps", timedelta(minutes=5), receive_missing),
        Recurring("unknown sends", timedelta(minutes=1), settle_unknown),
    ]


async def work(parts: Parts) -> None:
    """Sender, calendar and polling, until `parts.stopping` is set."""
    tasks = [parts.sender.run(parts.stopping), calendar.keep(recurring(parts), parts.stopping)]
    telegram = parts.channels.get(ChannelName.TELEGRAM)
    if parts.settings.telegram_polls and isinstance(telegram, Polled):
        tasks.append(polling.poll(telegram, partial(parts.door.take_polled, ChannelName.TELEGRAM), parts.stopping))
    await asyncio.gather(*tasks)


def web(parts: Parts, *, with_work: bool = True) -> FastAPI:
    """The whole site; `with_work` also sends and keeps the calendar in this process."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        parts.road.start()
        background = asyncio.create_task(work(parts)) if with_work else None
        yield
        parts.stopping.set()
        if background is not None:
            await background
        parts.road.stop()
        for channel in parts.channels.values():
            await channel.close()
        parts.store.close()

    site = FastAPI(title="Sayback", lifespan=lifespan, docs_url=None, redoc_url=None)
    site.router.routes.extend(parts.door.routes())
    _health(site, parts)
    site.include_router(staff_routes(_office(parts)))
    site.mount("/static", static_files())
    return site


def _health(site: FastAPI, parts: Parts) -> None:
    @site.get("/health/live", include_in_schema=False)
    def live() -> PlainTextResponse:
        return PlainTextResponse("live")

    @site.get("/health/ready", include_in_schema=False)
    def ready() -> JSONResponse:
        problem = parts.store.problem()
        return JSONResponse({"ready": problem is None, "why": problem}, 200 if problem is None else 503)


def _office(parts: Parts) -> Office:
    settings, desk = parts.settings, parts.desk
    return Office(
        store=parts.store,
        clock=parts.clock,
        organisation=settings.organisation,
        zone=settings.zone,
        public_url=settings.public_url,
        demo=settings.demo,
        answer=_then(desk.answer, parts.sender.wake),
        take_over=desk.take_over,
        hand_back=desk.hand_back,
        heard=desk.heard,
        task_done=desk.task_done,
    )


def _then(act: Callable[[int, int, str], None], after: Callable[[], None]) -> Callable[[int, int, str], None]:
    def both(first: int, second: int, text: str) -> None:
        act(first, second, text)
        after()

    return both


def _room(settings: Settings, speaker: Speaker, clock: Clock) -> Room:
    known = languages.load(settings.data_folder)
    spoken = [one for one in known if one.code in speaker.book.languages() and one.code in settings.languages]
    around = Surroundings(
        organisation=settings.organisation,
        spoken=tuple(Choice(one.code, one.own_name) for one in spoken),
        drafts=frozenset(one.code for one in spoken if speaker.book.state(one.code) != "approved"),
        interpreted=tuple(Choice(one.code, one.name) for one in _interpreted(known)),
        link=lambda event_id: f"{settings.public_url}/e/{event_id}.ics",
        zone=settings.zone,
    )
    hall = Hall(speaker.book, lexicon.load(settings.data_folder), language_names(known), settings.zone)
    return Room(hall, speaker, around, clock, settings.languages[0])


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
        policy=_policies(settings),
        owner=settings.executor_id,
    )


def _policies(settings: Settings) -> dict[ChannelName, str]:
    return {ChannelName(name): policy for name, policy in settings.unknown_policy.items()}


def _limits(channels: Mapping[ChannelName, Channel]) -> Callable[[ChannelName, str], Limits]:
    def limits(name: ChannelName, account: str) -> Limits:
        channel = channels.get(name)
        return PLAIN if channel is None else channel.limits(account)

    return limits


def _end_offers(parts: Parts) -> None:
    with parts.store.write() as tx:
        sign_ups.end_offers(tx, parts.speaker, parts.clock.now())


def _twilio(settings: Settings) -> list[Channel]:
    if not settings.twilio_account_sid:
        return []
    account = TwilioAccount(
        settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value(), settings.public_url
    )
    if settings.twilio_api_url:
        account = TwilioAccount(account.sid, account.auth_token, account.public_url, settings.twilio_api_url)
    sms = settings.twilio_messaging_service or settings.twilio_sms_from
    channels: list[Channel] = []
    if sms:
        channels.append(TwilioSms(account, sms, Pace(settings.twilio_sms_pace)))
    if settings.twilio_whatsapp_from:
        channels.append(TwilioWhatsApp(account, settings.twilio_whatsapp_from, Pace(settings.twilio_whatsapp_pace)))
    return channels


def _telegram(settings: Settings) -> list[Channel]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return []
    more = {"api_url": settings.telegram_api_url} if settings.telegram_api_url else {}
    return [Telegram(token, settings.telegram_secret.get_secret_value(), pace=Pace(settings.telegram_pace, 1), **more)]


def _whatsapp_cloud(settings: Settings) -> list[Channel]:
    if not settings.whatsapp_phone_id:
        return []
    account = CloudAccount(
        settings.whatsapp_phone_id,
        settings.whatsapp_token.get_secret_value(),
        settings.whatsapp_app_secret.get_secret_value(),
        settings.whatsapp_verify_token.get_secret_value(),
        **({"api_url": settings.whatsapp_api_url} if settings.whatsapp_api_url else {}),
    )
    return [WhatsAppCloud(account, Pace(settings.whatsapp_pace, 1))]
