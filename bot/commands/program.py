"""The program `sayback`: every command, registered. Heavy parts load only with the command that needs them."""

import sys

import typer

from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.demo import demo
from bot.commands.evaluate import evaluate
from bot.commands.explain import explain
from bot.commands.fragments import fragments
from bot.commands.language import language
from bot.commands.migrate import migrate
from bot.commands.phrases import phrases
from bot.commands.read import read
from bot.commands.review import review
from bot.commands.serve import serve, work
from bot.commands.staff import staff
from bot.commands.train import train
from bot.commands.understand import understand
from bot.language.plain.entries import BadTerms
from bot.settings import WrongSetting
from bot.store.store import OldSchema, StoreDown
from nlu.meaning import UnderstandingError

program = typer.Typer(
    help="Sayback: a chatbot for community engagement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
SPEAKING = (check, explain, fragments, read)
UNDERSTANDING = (understand, language, train, review, evaluate)
for command in (demo, serve, work, chat, migrate, *SPEAKING, *UNDERSTANDING):
    program.command()(command)
program.add_typer(staff, name="staff")
program.add_typer(phrases, name="phrases")


def main() -> None:
    """Run the command line: one clear sentence for what went wrong, exit 2 for wrong use, 1 for a failure."""
    try:
        program()
    except WrongSetting as error:
        sys.exit(_told(error, 2))
    except (OldSchema, StoreDown, UnderstandingError, BadTerms, OSError) as error:
        sys.exit(_told(error, 1))


def _told(error: Exception, code: int) -> int:
    print(f"sayback: {error}", file=sys.stderr)
    return code
