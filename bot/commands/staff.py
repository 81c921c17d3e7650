"""`sayback staff`: accounts for the dashboard. A password is set by a one-time link, never typed here."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from bot.clock import Clock
from bot.settings import read_settings
from bot.staff.roles import Role
from bot.store import staff as accounts
from bot.store.staff import AlreadyStaff, NoSuchStaff, StaffMember
from bot.store.store import Store

staff = typer.Typer(help="Accounts for the staff dashboard.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="Their email address.", show_default=False)]

_GIVE_IT = "Give this link to them alone. It works once, within three days."


@staff.command()
def add(
    email: Email,
    role: Annotated[Role, typer.Option(help="What they are here to do.", show_default=False)],
    name: Annotated[str, typer.Option(help="What colleagues call them.")] = "",
) -> None:
    """Make an account, and print the one-time link to set its password. A disabled account is opened again."""
    local, at, domain = email.strip().partition("@")
    if not (local and at and domain) or " " in email.strip():
        raise _failure(f"{email!r} is not an email address: give one like maya@example.org", code=2)
    now = Clock().real()
    with _store() as store, store.write() as tx:
        secret = accounts.open_link(tx, accounts.add(tx, email, role, now, name), now)
    _print_link(secret)


@staff.command()
def link(email: Email) -> None:
    """Print a new one-time link, for somebody who has lost theirs or forgotten their password."""
    with _store() as store, store.write() as tx:
        member = accounts.by_email(tx, email)
        if member is None or member.disabled:
            raise NoSuchStaff(f"{email} has no open account: see `sayback staff list`")
        secret = accounts.open_link(tx, member.id, Clock().real())
    _print_link(secret)


@staff.command(name="list")
def show() -> None:
    """Every account: email, role, and whether it is ready, waits for its password, or is disabled."""
    with _store() as store, store.read() as tx:
        members = accounts.everyone(tx)
    if not members:
        typer.echo("nobody yet: `sayback staff add EMAIL --role admin` makes the first account", err=True)
    width = max((len(member.email) for member in members), default=0)
    for member in members:
        typer.echo(f"{member.email:<{width}}  {member.role:<17}  {_state(member)}")


@staff.command()
def disable(email: Email) -> None:
    """Close an account: signed out everywhere at once, and no way in until it is added again."""
    with _store() as store, store.write() as tx:
        accounts.disable(tx, email)
    typer.echo(f"{email.strip().lower()} is disabled and signed out everywhere")


@contextmanager
def _store() -> Iterator[Store]:
    """The store of this installation; an account that is there, or is not, is one sentence and exit 1."""
    settings = read_settings()
    with closing(Store(settings.database_url, settings.secret_key.get_secret_value())) as store:
        store.check_schema()
        try:
            yield store
        except (AlreadyStaff, NoSuchStaff) as error:
            raise _failure(str(error)) from None


def _print_link(secret: str) -> None:
    typer.echo(f"{read_settings().public_url.rstrip('/')}/staff/password/{secret}")
    typer.echo(_GIVE_IT, err=True)


def _state(member: StaffMember) -> str:
    if member.disabled:
        return "disabled"
    return "ready" if member.password else "has not set a password yet"


def _failure(sentence: str, code: int = 1) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(code)
