"""The `twilio` client, loaded on first use, over connections whose failures we can tell apart."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from bot.channels.twilio.errors import TOO_FAST, send_error
from bot.model.channel import OutcomeUnknown, SlowDown
from bot.provider_http import NO_ANSWER, ProviderHttp

API_URL = "https://api.twilio.com"
TIMEOUT = timedelta(seconds=15)


@dataclass(frozen=True)
class TwilioAccount:
    """Our account there. `api_url` is another base address in tests; without `public_url` no receipts come."""

    sid: str
    auth_token: str
    public_url: str = ""
    api_url: str = API_URL
    timeout: timedelta = TIMEOUT


class Transport:
    """What the `twilio` client sends by.

    Its own async client ignores its time-out, logs each request and warns under aiohttp 3.14; its sync one
    costs four times the CPU in threads.
    """

    is_async: ClassVar[bool] = True

    def __init__(self, http: ProviderHttp) -> None:
        self._http = http

    async def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,  # Any: the package ships no types; `auth` is a name and a password, time-outs are ours
    ) -> object:
        """The answer as the client reads it. Raises SendError where there is none."""
        from twilio.http.response import Response  # type: ignore[import-untyped]  # ships no types; loaded late

        query = f"?{urlencode(params, doseq=True)}" if params else ""
        body = urlencode(data, doseq=True).encode() if data else None
        answer = await self._http.call(method, url + query, {**(headers or {}), **basic(more.get("auth"))}, body)
        if answer.status == 429:
            raise SlowDown(TOO_FAST, retry_after=answer.retry_after)
        return Response(answer.status, answer.text, answer.headers)


def made(account: TwilioAccount, http: ProviderHttp) -> Any:  # Any: the twilio package ships no types
    """A client of theirs over connections of ours."""
    from twilio.rest import Client  # type: ignore[import-untyped]  # no types; on first use: 6 MB and 0.1 s

    # An environment of our own, and not an empty one: TWILIO_EDGE or TWILIO_REGION would rewrite the host.
    client = Client(account.sid, account.auth_token, http_client=Transport(http), environment={"TWILIO_EDGE": ""})
    client.api.base_url = account.api_url.rstrip("/")
    return client


async def asked(call: Any) -> Any:  # Any: twilio's coroutines and records have no types
    """What the client says, its exceptions made ours. They hold numbers and words, so none is chained."""
    from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]  # no types; loaded late

    try:
        return await call
    except TwilioException as problem:
        error = send_error(getattr(problem, "status", None), getattr(problem, "code", None))
        raise error from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise OutcomeUnknown(NO_ANSWER) from None


def basic(auth: tuple[str, str] | None) -> dict[str, str]:
    """The header for a name and a password; none for None."""
    if auth is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(":".join(auth).encode()).decode()}
