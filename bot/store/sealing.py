"""Sealed columns and the blind index: names, addresses and media cannot be read from a copy of the database."""

import hashlib
import hmac
import os
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_NONCE = 12


class Keyring:
    """Keys drawn from the secret: one to seal with (by its number), one to look addresses up by."""

    def __init__(self, secret: str, current: int = 1) -> None:
        self.current = current
        self._seals = {current: AESGCM(_subkey(secret, f"seal-{current}"))}
        self._index = _subkey(secret, "blind-index")

    def seal(self, text: str, column: str) -> bytes:
        """One byte of key number, twelve of nonce, then the sealed text; `column` must be the same to open it."""
        nonce = os.urandom(_NONCE)
        sealed = self._seals[self.current].encrypt(nonce, text.encode(), column.encode())
        return bytes([self.current]) + nonce + sealed

    def open(self, sealed: bytes, column: str) -> str:
        nonce = sealed[1 : 1 + _NONCE]
        return self._seals[sealed[0]].decrypt(nonce, sealed[1 + _NONCE :], column.encode()).decode()

    def blind(self, text: str) -> str:
        """A look-up key that says nothing about `text`: 32 hex digits."""
        return hmac.new(self._index, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


class Sealed(TypeDecorator[str]):
    """A text column sealed with AES-256-GCM, bound to its own name. The keyring hangs on the engine's dialect."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # Any: SQLAlchemy's own
        return None if value is None else keyring_of(dialect).seal(value, self.column)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # Any: SQLAlchemy's own
        return None if value is None else keyring_of(dialect).open(bytes(value), self.column)


class UtcTime(TypeDecorator[datetime]):
    """Aware datetimes in and out, kept in UTC on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def keyring_of(dialect: Dialect) -> Keyring:
    """The keyring that `Store` hung on the dialect: one an engine, so two stores never share keys."""
    keyring: Keyring = dialect.sayback_keyring  # type: ignore[attr-defined]  # our own attribute
    return keyring


def _subkey(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sayback {purpose}".encode()).derive(secret.encode())
