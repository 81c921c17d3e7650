"""`sayback serve` and `sayback work`: the web, the sender and the jobs."""

import asyncio
import signal
from typing import Annotated

import typer

from bot.settings import Settings, WrongSetting, read_settings


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    web_only: Annotated[bool, typer.Option("--web-only", help="Web only; `sayback work` sends.")] = False,
) -> None:
    """Web, sender and jobs in one process; with --web-only any number of them on one PostgreSQL."""
    settings = read_settings()
    if web_only:
        _need_postgresql(settings, "serve --web-only")
    run(settings, host, port, with_work=not web_only)


def work() -> None:
    """Sender and jobs only, beside `sayback serve --web-only`."""
    settings = read_settings()
    _need_postgresql(settings, "work")
    asyncio.run(_work(settings))


def run(settings: Settings, host: str, port: int, *, with_work: bool = True) -> None:
    """Serve until told to end. Raises OldSchema when the database is not up to date."""
    import uvicorn

    from bot.app import build, spare_the_collector, web
    from bot.logs import set_up

    set_up()
    parts = build(settings)
    parts.store.check_schema()
    spare_the_collector()
    config = uvicorn.Config(
        web(parts, with_work=with_work),
        host=host,
        port=port,
        log_config=None,
        access_log=False,  # addresses of pages may hold one-time links
        server_header=False,
        timeout_graceful_shutdown=2,  # open streams would hold the end back
    )
    uvicorn.Server(config).run()


async def _work(settings: Settings) -> None:
    from bot.app import build
    from bot.app import work as keep_working
    from bot.logs import set_up

    set_up()
    parts = build(settings)
    parts.store.check_schema()
    parts.road.start()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, parts.stopping.set)
    await keep_working(parts)
    parts.road.stop()


def _need_postgresql(settings: Settings, command: str) -> None:
    if settings.database_url.startswith("sqlite"):
        raise WrongSetting(
            f"SAYBACK_DATABASE_URL: `{command}` needs PostgreSQL, for SQLite has one process; run `sayback serve`"
        )
