"""Passwords: argon2id in OWASP's profile, at most two at work at once."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(2)  # a hash holds a core for some 50 ms: sign-ins must not starve webhooks
_PATIENCE_SECONDS = 3.0


class TooBusy(RuntimeError):
    """Too many sign-ins at this moment; the same may be tried again in a few seconds."""


def hashed(password: str) -> str:
    """The argon2id hash to keep. Raises TooBusy."""
    with _Turn():
        return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password; with nothing kept, False after the same work. Raises TooBusy."""
    with _Turn():
        try:
            return _HASHER.verify(kept or _nobodys(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_old(kept: str) -> bool:
    """Whether the hash was made under other settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def weakness(password: str, email: str) -> str | None:
    """What is wrong with a new password, as a sentence; None when it will do."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters: three or more words you will remember"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters"
    if email.split("@")[0].lower() in password.lower():
        return "Leave your email address out of your password"
    if len(set(password.lower())) < 6:
        return "Use more different letters: three or more words you will remember"
    return None


class _Turn:
    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
            raise TooBusy("many people are signing in at this moment: wait a few seconds and try again")

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()


@cache
def _nobodys() -> str:
    return _HASHER.hash("an unknown email costs as much time as a known one")
