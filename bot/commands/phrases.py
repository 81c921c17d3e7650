"""`sayback phrases`: how far each language's words have come."""

from pathlib import Path
from typing import Annotated

import typer

from bot.language.catalogue import BrokenCatalogue, Catalogue, read_catalogue
from bot.language.saying import ENGLISH
from bot.settings import read_settings

phrases = typer.Typer(help="The words the bot speaks, in every language.", no_args_is_help=True)

_HEADINGS = ("language", "state", "said", "of", "not sure", "missing", "broken")
Folder = Annotated[Path | None, typer.Option(help="Read DIR/phrases instead of the packed words.")]


@phrases.callback()
def _about() -> None:
    """Keeps `stats` a word of its own while it is the only one."""


@phrases.command()
def stats(data: Folder = None) -> None:
    """Count each language's phrases: said, not sure (fuzzy), missing and broken."""
    # demo=True: counting words needs no secret key
    folder = (data or read_settings(demo=True).data_folder) / "phrases"
    try:
        catalogues = {path.stem: read_catalogue(path) for path in sorted(folder.glob("*.po"))}
    except BrokenCatalogue as error:
        raise _failure(str(error)) from None
    if ENGLISH not in catalogues:
        raise _failure(f"no phrases in {folder}: it needs en.po at least")
    rows = [_row(catalogue, catalogues[ENGLISH]) for catalogue in catalogues.values()]
    for row in (_HEADINGS, *rows):
        typer.echo("".join(f"{cell:<10}" for cell in row).rstrip())


def _failure(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def _row(catalogue: Catalogue, english: Catalogue) -> tuple[str, ...]:
    said = catalogue.phrases.keys() & english.phrases.keys()
    fuzzy = sum(catalogue.phrases[key].fuzzy for key in said)
    counts = (len(said), len(english.phrases), fuzzy, len(english.phrases) - len(said), len(catalogue.broken))
    return (catalogue.language, catalogue.state, *map(str, counts))
