"""What every channel promises: verify, parse, send, and one closed family of send errors."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar, Protocol, runtime_checkable
from urllib.parse import unquote_plus

from bot.model.message import ChannelName, Media, OutboundMessage, Parsed, Receipt

MOST_FIELDS = 500  # a form with more is not a provider's, and would cost an unsigned caller's worth of CPU


@dataclass(frozen=True)
class WebhookRequest:
    """One HTTP delivery as it arrived: `path_and_query` as sent, header names in lower case, the raw body."""

    method: str
    path_and_query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """In lower case, without parameters; empty when none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def form(self) -> tuple[tuple[str, str], ...]:
        """The pairs of a form body, blank values and repeated keys kept. Raises ValueError for a flood of fields."""
        body = self.body.decode("utf-8", "replace")
        if body.count("&") >= MOST_FIELDS:
            raise ValueError(f"a form with more than {MOST_FIELDS} fields")
        return tuple(_pair(field) for field in body.split("&") if field)


def _pair(field: str) -> tuple[str, str]:
    """As `urllib.parse.parse_qsl` reads it, at a quarter of the cost: most values of a form need no unquoting."""
    name, _, value = field.partition("=")
    return _unquoted(name), _unquoted(value)


def _unquoted(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


class MalformedWebhook(ValueError):
    """A webhook with a good signature that cannot be read. Answered 200, logged by id, counted."""


@dataclass(frozen=True)
class Limits:
    """What a channel can carry. Lengths are in characters as the provider counts them (UTF-16 units)."""

    text: int
    buttons: int = 0
    button_title: int = 0
    text_with_buttons: int = 0
    sms: bool = False


@dataclass(frozen=True)
class Pace:
    """How fast a channel may send: messages a second for one of our accounts, and for one address."""

    account: float
    address: float | None = None


@dataclass(frozen=True)
class ListedMessage:
    """One message in the provider's own list, to reconcile what we do not know."""

    provider_id: str
    address: str
    text: str
    at: datetime | None
    status: Receipt | None = None


class SendError(Exception):
    """Why a message was not sent. `reason` is kept with it and is a sentence staff can act on."""

    retryable: ClassVar[bool] = False
    retry_after: timedelta | None = None

    def __init__(self, reason: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class ContactBlockedUs(SendError):
    """The person opted out at the provider or blocked the bot: it counts as STOP here too."""


class AddressUnreachable(SendError):
    """There is nobody there: not a mobile, no such account, deactivated."""


class WindowClosed(SendError):
    """WhatsApp's service window is shut: only an approved template may go."""


class MessageRefused(SendError):
    """The provider will not take this text or template; sending the same again will not help."""


class AccountProblem(SendError):
    """Our account is at fault (key, sender, credit): staff must act; the message waits."""

    retryable = True


class SlowDown(SendError):
    """We are too fast; `retry_after` when the provider said how long."""

    retryable = True


class ProviderDown(SendError):
    """A definite failure before the message was taken: it may be sent again."""

    retryable = True


class OutcomeUnknown(SendError):
    """No clear answer came: the message may have been sent. Never blindly sent again."""


class Channel(Protocol):
    """One way to reach people. Decides nothing; holds no state about anybody."""

    @property
    def name(self) -> ChannelName: ...

    @property
    def pace(self) -> Pace: ...

    @property
    def account(self) -> str:
        """Which of our numbers or bots this instance speaks for."""
        ...

    def limits(self, account: str) -> Limits: ...

    def verify(self, request: WebhookRequest) -> bool:
        """Whether the delivery is truly the provider's. Never raises."""
        ...

    def parse(self, request: WebhookRequest) -> Parsed:
        """What the delivery holds. Raises MalformedWebhook."""
        ...

    async def send(self, message: OutboundMessage) -> str:
        """The provider's id for the sent message. Raises SendError, and nothing else."""
        ...

    def fetch(self, media: Media) -> AsyncIterator[bytes]:
        """The bytes of a voice note or picture, only from the provider's own hosts. Raises SendError."""
        ...

    async def listed(self, *, inbound: bool, since: datetime) -> Sequence[ListedMessage] | None:
        """The provider's list of messages since then; None where it keeps none."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Challenged(Protocol):
    """A channel whose provider wants proof of whose door this is (Meta's `hub.challenge`)."""

    def challenge(self, request: WebhookRequest) -> str | None:
        """The answer that proves it; None when the asker does not know our verify token."""
        ...


@runtime_checkable
class Acknowledging(Protocol):
    """A channel that shows a pressed button as busy until the provider is told (Telegram)."""

    async def acknowledge(self, request: WebhookRequest) -> None:
        """Tell it. Never raises: nothing is lost when it fails."""
        ...


@runtime_checkable
class Polled(Protocol):
    """A channel that can be asked for what came, when there is no public address for webhooks."""

    async def poll(self, offset: int, wait: timedelta) -> tuple[tuple[WebhookRequest, ...], int]:
        """Deliveries as webhooks would bring them, and the offset that confirms them. Raises SendError."""
        ...


@runtime_checkable
class Registered(Protocol):
    """A channel whose provider has to be told where its webhooks go (Telegram)."""

    async def register(self, public_url: str | None) -> None:
        """From now on to `public_url`; None: nowhere, so that it may be polled. Raises SendError."""
        ...
