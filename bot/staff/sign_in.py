"""Signing in and out, and setting a password. Sessions are kept on the server, by real time."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.staff import passwords
from bot.staff.office import Office
from bot.staff.throttle import Throttle
from bot.store import staff as accounts
from bot.store.staff import StaffMember


class SignInError(Exception):
    """Why there was no sign-in; the words are for the page."""


class WrongEmailOrPassword(SignInError):
    """Never says which of the two."""


class TooManyTries(SignInError):
    """Wait, then try again."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again")


class LinkIsOver(SignInError):
    """A one-time link that was used, replaced or too old."""


@dataclass(frozen=True)
class Door:
    """The way in. `real` time throughout: moving the demo's clock signs nobody out."""

    office: Office
    throttle: Throttle = field(default_factory=Throttle)

    def let_in(self, email: str, password: str, address: str) -> str:
        """The secret of a new session. Raises SignInError, or TooBusy."""
        now, email = self.office.clock.real(), email.strip().lower()
        if (wait := self.throttle.wait(email, address, now)) is not None:
            raise TooManyTries(wait)
        with self.office.store.read() as tx:
            member = accounts.by_email(tx, email)
        if not self._is_theirs(member, password) or member is None:
            self.throttle.wrong(email, address, now)
            raise WrongEmailOrPassword("That email and password do not go together. Check both and try again")
        self.throttle.right(email, address)
        return self._new_session(member, password)

    def holder(self, secret: str) -> StaffMember:
        """Whose one-time link it is. Raises LinkIsOver."""
        with self.office.store.read() as tx:
            member = accounts.link_holder(tx, secret, self.office.clock.real())
        if member is None:
            raise LinkIsOver("This link has been used or is too old")
        return member

    def set_password(self, secret: str, password: str) -> str:
        """The secret of a new session; every other session and link of theirs ends. Raises LinkIsOver, TooBusy."""
        kept = passwords.hashed(password)
        with self.office.store.write() as tx:
            member = accounts.link_holder(tx, secret, self.office.clock.real())
            if member is None:
                raise LinkIsOver("This link has been used or is too old")
            accounts.set_password(tx, member.id, kept)
            return accounts.open_session(tx, member.id, self.office.clock.real())

    def who(self, secret: str) -> StaffMember | None:
        """Whose session it is; None when it is over."""
        now = self.office.clock.real()
        with self.office.store.read() as tx:
            found = accounts.signed_in(tx, secret, now)
        if found is None:
            return None
        member, is_time = found
        if is_time:
            with self.office.store.write() as tx:
                accounts.seen(tx, secret, now)
        return member

    def let_out(self, secret: str) -> None:
        with self.office.store.write() as tx:
            accounts.end_session(tx, secret)

    def _is_theirs(self, member: StaffMember | None, password: str) -> bool:
        kept = member.password if member is not None and not member.disabled else None
        return passwords.is_right(password[: passwords.LONGEST], kept)

    def _new_session(self, member: StaffMember, password: str) -> str:
        fresh = passwords.hashed(password) if member.password and passwords.is_old(member.password) else None
        with self.office.store.write() as tx:
            if fresh is not None:
                accounts.rehash(tx, member.id, fresh)
            return accounts.open_session(tx, member.id, self.office.clock.real())
