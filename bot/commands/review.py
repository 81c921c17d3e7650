"""`sayback review`: what staff say messages meant, as training examples."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings
from bot.store import readings
from bot.store.store import Store

if TYPE_CHECKING:
    from nlu.examples import Example

Out = Annotated[Path, typer.Option(help="A .yml file for all of them, or a folder for a file a language.")]

_THEIR_OWN = "They are people's own words: keep them as safely as the database."


def review(out: Out) -> None:
    """Write every message that staff have labelled as Rasa YAML, to train on."""
    from nlu.review import as_yaml

    examples = _labelled()
    if not examples:
        raise _failure("staff have labelled nothing yet: they do so at /staff/understanding")
    files = _files(out, examples)
    for file in files:
        if file.exists():
            raise _failure(f"{file} is there already: give another --out, or move it away")
    for file, its in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)  # nobody else on this machine may read it
        file.write_text(as_yaml(its), encoding="utf-8")
        typer.echo(f"{file}: {len(its)} {'example' if len(its) == 1 else 'examples'}")
    typer.echo(_THEIR_OWN, err=True)


def _labelled() -> Sequence["Example"]:
    """Each only once, as the same words come from many people."""
    from nlu.examples import Example

    settings = read_settings()
    with closing(Store(settings.database_url, settings.secret_key.get_secret_value())) as store:
        store.check_schema()
        with store.read() as tx:
            found = readings.labelled(tx)
    return list(dict.fromkeys(Example(one.text, one.intent, one.language) for one in found))


def _files(out: Path, examples: Sequence["Example"]) -> Mapping[Path, Sequence["Example"]]:
    from nlu.review import by_language

    if out.suffix in (".yml", ".yaml"):
        return {out: examples}
    return {out / f"{language}.yml": its for language, its in by_language(examples).items()}


def _failure(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)
