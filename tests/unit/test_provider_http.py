"""Downloads: from named hosts only, within a size and a time; our key goes nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from aiohttp import web

from bot.model.channel import MessageRefused, ProviderDown, SendError
from bot.provider_http import Answer, ProviderHttp
from tests.doubles.server import Double

KEY = {"Authorization": "Basic our-key"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Files(Double):
    """A store of files; `keys` keeps the key each request brought."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str | None] = []

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.get("/{name}", self._file),)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.keys.append(request.headers.get("Authorization"))
        name = request.match_info["name"]
        if name == "round":
            raise web.HTTPFound(f"{self.url}/round")
        if name == "away":
            raise web.HTTPFound("http://169.254.169.254/latest/meta-data")
        if name == "moved":
            raise web.HTTPFound(f"{self.url}/file")
        if name == "nowhere":
            return web.Response(status=302)
        if name == "late":
            await asyncio.Event().wait()
        if name == "drip":
            return await self._drip(request)
        found = {"file": web.Response(body=b"x" * 1000), "big": web.Response(body=b"x" * 1001)}
        return found.get(name, web.Response(status=int(name) if name.isdecimal() else 404))

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.05)


@pytest.fixture
async def files() -> AsyncIterator[Files]:
    async with Files() as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[ProviderHttp]:
    client = ProviderHttp(timedelta(seconds=0.5), largest=1000)
    yield client
    await client.close()


async def downloaded(http: ProviderHttp, files: Files, name: str) -> bytes:
    return b"".join([chunk async for chunk in http.download(f"{files.url}/{name}", KEY, (files.url,), (files.url,))])


@pytest.mark.anyio
async def test_a_file_of_the_largest_size_is_fetched(http: ProviderHttp, files: Files) -> None:
    assert len(await downloaded(http, files, "file")) == 1000


@pytest.mark.anyio
async def test_our_key_stays_with_the_first_host(http: ProviderHttp, files: Files) -> None:
    await downloaded(http, files, "moved")

    assert files.keys == ["Basic our-key", None]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("big", MessageRefused, id="a byte too big"),
        pytest.param("away", MessageRefused, id="redirected elsewhere"),
        pytest.param("round", MessageRefused, id="redirected in circles"),
        pytest.param("nowhere", MessageRefused, id="redirected nowhere"),
        pytest.param("404", MessageRefused, id="gone"),
        pytest.param("401", MessageRefused, id="not ours"),
        pytest.param("429", ProviderDown, id="too often"),
        pytest.param("500", ProviderDown, id="in trouble"),
        pytest.param("late", ProviderDown, id="never"),
        pytest.param("drip", ProviderDown, id="a byte at a time"),
    ],
)
async def test_a_file_that_cannot_be_fetched_says_whether_to_try_again(
    http: ProviderHttp, files: Files, name: str, expected: type[SendError]
) -> None:
    with pytest.raises(SendError) as caught:
        await downloaded(http, files, name)

    assert type(caught.value) is expected


@pytest.mark.parametrize(
    ("header", "wait"),
    [("7", timedelta(seconds=7)), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("", None)],
)
def test_only_seconds_are_read_as_a_wait(header: str, wait: timedelta | None) -> None:
    assert Answer(429, {"retry-after": header}, "").retry_after == wait
