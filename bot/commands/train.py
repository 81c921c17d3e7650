"""`sayback train`: from Rasa's YAML to the model the bot understands with."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.lessons import Extras, examples_folder, examples_in, meanings
from bot.settings import read_settings

Data = Annotated[Path | None, typer.Option(help="A file or folder of examples; without it, the ones shipped.")]
Out = Annotated[Path | None, typer.Option(help="Where to write; without it, where the bot looks first.")]


def train(data: Data = None, out: Out = None, extras: Extras = "") -> None:
    """Train the understanding on a file or folder of examples, and write the model."""
    from nlu.lint import lint, read_domain  # numpy: only for the command that needs it
    from nlu.model import save
    from nlu.training import train as trained

    settings = read_settings(demo=True)
    source, file = data or examples_folder(settings), out or settings.model_file
    domain = source.parent / "domain.yml"
    for fault in lint(source, read_domain(domain) if domain.is_file() and source.is_dir() else None):
        typer.echo(f"warning: {fault}", err=True)
    examples = examples_in(source)
    model = trained(examples, meanings(extras, settings))
    save(model, file)
    size = file.stat().st_size / 1e6
    typer.echo(f"{file}: {len(examples)} examples, {len(model.intents)} intents, {size:.1f} MB")
