"""Calls to providers over HTTP: what went wrong in the words of `SendError`, and downloads from named hosts only.

Logs nothing: addresses of calls hold tokens.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from bot.model.channel import MessageRefused, OutcomeUnknown, ProviderDown

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession
    from yarl import URL

LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes; what Telegram hands out at most, kept for every channel
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
NOT_TAKEN = frozenset({500, 503})  # the provider says it did nothing; a 502 or 504 comes from a proxy on the way

NO_CONNECTION = "We could not reach the provider. It is tried again by itself."
NO_ANSWER = "The provider gave no clear answer, so the message may have been sent. Check before sending again."
ELSEWHERE = "This file is not on the provider's own servers, so we did not fetch it."
DOWN = "The provider is having trouble. It is tried again by itself."


@dataclass(frozen=True)
class Answer:
    """A provider's answer below 500; `headers` in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def retry_after(self) -> timedelta | None:
        """How long we were told to wait; None when it was not said in seconds."""
        seconds = self.headers.get("retry-after", "")
        return timedelta(seconds=int(seconds)) if seconds.isdecimal() else None


class ProviderHttp:
    """Pooled connections to one provider, opened on the first call."""

    def __init__(self, timeout: timedelta, largest: int = LARGEST_DOWNLOAD) -> None:
        self._timeout = timeout
        self._largest = largest
        self._session: ClientSession | None = None

    async def call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """The answer, never a redirect followed. Raises ProviderDown before, OutcomeUnknown after it left us."""
        import aiohttp  # on first use: it costs an idle server 15 MB and 0.2 s

        try:
            async with self._open().request(method, url, headers=headers, data=body, allow_redirects=False) as response:
                text = await response.text(errors="replace")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            raise ProviderDown(NO_CONNECTION) from None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            raise OutcomeUnknown(NO_ANSWER) from None
        if response.status in NOT_TAKEN:
            raise ProviderDown(DOWN)
        if response.status > 500:
            raise OutcomeUnknown(NO_ANSWER)
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, text)

    async def download(
        self, url: str, headers: Mapping[str, str], origins: Sequence[str], stores: Sequence[str] = ()
    ) -> AsyncGenerator[bytes, None]:
        """The bytes at `url`, from `origins` with `headers`, or redirected to `stores` without them.

        Origins are like `https://*.example.org`. Raises MessageRefused for another host, a file that is not
        there or too big, and ProviderDown for whatever may go better later.
        """
        import aiohttp  # on first use, as above

        try:
            async with await self._found(url, headers, origins, stores) as response:
                if response.status >= 500 or response.status == 429:
                    raise ProviderDown(DOWN)
                if response.status != 200:
                    raise MessageRefused("The provider no longer has this file.")
                async for chunk in self._capped(response):
                    yield chunk
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise ProviderDown(NO_CONNECTION) from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _found(
        self, url: str, headers: Mapping[str, str], origins: Sequence[str], stores: Sequence[str]
    ) -> "ClientResponse":
        where = _place(url, origins)
        for _ in range(MOST_REDIRECTS):
            response = await self._open().get(where, headers=headers, allow_redirects=False)
            if response.status not in (301, 302, 303, 307, 308):
                return response
            response.release()
            where, headers = _place(response.headers.get("Location", ""), stores), {}
        raise MessageRefused("The provider sent us from place to place for this file.")

    async def _capped(self, response: "ClientResponse") -> AsyncGenerator[bytes, None]:
        read = 0
        async for chunk in response.content.iter_chunked(CHUNK):
            read += len(chunk)
            if read > self._largest:
                raise MessageRefused("This file is too big to fetch. Ask the person to send it another way.")
            yield chunk

    def _open(self) -> "ClientSession":
        import aiohttp  # on first use, as above

        if self._session is None:
            seconds = self._timeout.total_seconds()
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=min(seconds, 5)),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


def _place(url: str, origins: Sequence[str]) -> "URL":
    """`url` where one of `origins` has it; read by the same parser that connects, so there is no way between."""
    from yarl import URL  # comes with aiohttp, on first use

    try:
        place = URL(url)
        origin = str(place.origin()).lower()
    except ValueError:
        raise MessageRefused(ELSEWHERE) from None
    if not any(fnmatchcase(origin, allowed) for allowed in origins):
        raise MessageRefused(ELSEWHERE)
    return place
