"""`sayback serve` with one page more: how many commits and turns there were. The settings come as they do there."""

import argparse

import uvicorn
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.app import Parts, build, spare_the_collector, web
from bot.logs import set_up
from bot.settings import read_settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--web-only", action="store_true", help="nothing sends: the door alone is measured")
    given = parser.parse_args()
    set_up()
    parts = build(read_settings())
    parts.store.check_schema()
    site = web(parts, with_work=not given.web_only)
    site.router.routes.insert(0, Route("/bench/counts", _counts(parts)))
    spare_the_collector()
    uvicorn.Server(uvicorn.Config(site, port=given.port, log_config=None, access_log=False, server_header=False)).run()


def _counts(parts: Parts):  # type: ignore[no-untyped-def]  # an endpoint, as Starlette takes them
    async def counts(_: object) -> JSONResponse:
        return JSONResponse({"commits": parts.store.commits, "turns": parts.road.turns, "failed": parts.road.failed})

    return counts


if __name__ == "__main__":
    main()
