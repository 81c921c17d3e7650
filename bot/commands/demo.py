"""`sayback demo`: the whole thing on one machine, with made-up residents."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings, read_settings


def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its store.")] = Path("demo"),
    no_reset: Annotated[bool, typer.Option("--no-reset", help="Go on with the demo as it was.")] = False,
) -> None:
    """The phone simulator, the staff desk and the bot, with made-up residents: no account, no network."""
    from bot.app import build
    from bot.commands.serve import run
    from bot.public.demo_data import plant
    from bot.staff.demo import demo_staff
    from bot.store.migrate import migrate

    if not no_reset:
        shutil.rmtree(data, ignore_errors=True)
    settings = demo_settings(data, port)
    migrate(settings.database_url)
    parts = build(settings)
    plant(parts.store, parts.clock, settings.data_folder)
    email, password = demo_staff(parts.store, parts.clock)
    parts.store.close()
    print(_links(settings.public_url, email, password), flush=True)
    run(settings, "127.0.0.1", port)


def demo_settings(data: Path, port: int) -> Settings:
    """Settings for a demo whose store is in the folder `data`; nothing of the real ones is used."""
    return read_settings(
        _env_file=None,
        demo=True,
        database_url=f"sqlite:///{data.absolute() / 'demo.db'}",
        public_url=f"http://127.0.0.1:{port}",
        organisation="Hello Tower Hamlets",
    )


def _links(url: str, email: str, password: str) -> str:
    return f"""
Sayback is ready. Everybody in it is made up; nothing leaves this machine.

  {url}/try      the phones of a few residents: write to the bot as they would
  {url}/staff    the staff desk: sign in as {email} with {password}
  {url}/         the public page

Stop it with Ctrl+C.
"""
