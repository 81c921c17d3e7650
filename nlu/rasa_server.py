"""A running Rasa server: what it makes of a message, over HTTP. Logs nothing, follows no redirect."""

import json
import ssl
import time
from collections import deque
from contextlib import suppress
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from socket import socket
from typing import Any, Final
from urllib.parse import urlsplit

from nlu.meaning import Guess

PATIENCE: Final = timedelta(seconds=0.5)  # Rasa takes 10 ms; a person waits for the rest
FALLBACK: Final = "nlu_fallback"  # what Rasa's FallbackClassifier puts first when it doubts
_LARGEST: Final = 1 << 20  # bytes of an answer
_HEADERS: Final = {"Content-Type": "application/json"}


class NoAnswer(RuntimeError):
    """Rasa did not say, in time and in its own shape, what a message means. The sentence never holds the message."""


class RasaServer:
    """Keeps connections open between messages, as many as there are threads that ask at once."""

    def __init__(self, url: str, patience: timedelta = PATIENCE) -> None:
        """`url` is the server's address; a query, such as Rasa's `?token=`, goes with every call."""
        place = urlsplit(url)
        self._host, self._port = place.hostname or "", place.port
        self._tls = ssl.create_default_context() if place.scheme == "https" else None
        self._path = place.path.rstrip("/")
        self._query = f"?{place.query}" if place.query else ""
        self._patience = patience.total_seconds()
        self._idle: deque[HTTPConnection] = deque()
        self._model = ""

    @property
    def version(self) -> str:
        """The model that answered last, as Rasa names it."""
        return f"rasa-{self._model}" if self._model else "rasa"

    def guesses(self, text: str) -> tuple[Guess, ...]:
        """Intents, the likeliest first; none when Rasa has no opinion. Raises NoAnswer.

        Its fallback is left out: at Rasa's one threshold it was wrong for 47 of 100 messages that were in scope, and
        right for 3 to 9 of 100 romanised ones. Only the look-up of the server's name is not bound by the patience.
        """
        try:
            return _guesses(self._answer(json.dumps({"text": text}).encode(), time.monotonic() + self._patience))
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"the call failed with {type(error).__name__}") from None
        except (ValueError, KeyError, TypeError, RecursionError):
            raise NoAnswer("the answer was not in Rasa's form") from None

    def close(self) -> None:
        """Close the connections nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def _answer(self, body: bytes, deadline: float) -> bytes:
        while connection := self._kept():
            with suppress(ConnectionError):  # Rasa hangs up on a connection that was idle for two minutes
                return self._said(connection, body, deadline)
        connection = self._opened()
        self._model = self._named(connection, deadline)
        return self._said(connection, body, deadline)

    def _kept(self) -> HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _opened(self) -> HTTPConnection:
        if self._tls:
            return HTTPSConnection(self._host, self._port, context=self._tls)
        return HTTPConnection(self._host, self._port)

    def _named(self, connection: HTTPConnection, deadline: float) -> str:
        """The model Rasa has loaded; asked with every new connection, since it may be another after a restart."""
        status = self._exchange(connection, "GET", "/status", deadline)
        try:
            return str(json.loads(status or b"")["model_id"])
        except (ValueError, KeyError, TypeError):
            return ""  # a proxy may let nothing but messages through

    def _said(self, connection: HTTPConnection, body: bytes, deadline: float) -> bytes:
        answer = self._exchange(connection, "POST", "/model/parse", deadline, body)
        self._idle.append(connection)
        if answer is None:
            raise NoAnswer("the answer was a refusal")
        return answer

    def _exchange(
        self, connection: HTTPConnection, method: str, door: str, deadline: float, body: bytes | None = None
    ) -> bytes | None:
        """What a door answers; None for any status but 200. A connection that failed is closed."""
        try:
            connection.timeout = _left(deadline)
            if connection.sock:
                connection.sock.settimeout(connection.timeout)
            connection.response_class = partial(_TimelyResponse, deadline)  # type: ignore[assignment]  # makes one
            connection.request(method, f"{self._path}{door}{self._query}", body, _HEADERS)
            response = connection.getresponse()
            answer = response.read(_LARGEST)
            if not response.isclosed():
                raise NoAnswer("the answer was too long")
        except BaseException:
            connection.close()
            raise
        return answer if response.status == 200 else None


class _TimelyResponse(HTTPResponse):
    """An answer that is there by the deadline: a socket's own time-out starts again with every byte."""

    def __init__(self, deadline: float, sock: socket, *more: Any, **named: Any) -> None:  # Any: handed on as they are
        super().__init__(sock, *more, **named)
        self.fp = BufferedReader(_Timely(self.fp.detach(), sock, deadline))


class _Timely(RawIOBase):
    def __init__(self, raw: RawIOBase, sock: socket, deadline: float) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # Any: whatever bytes can be written to
        self._sock.settimeout(_left(self._deadline))
        read: int | None = self._raw.readinto(buffer)
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(deadline: float) -> float:
    """Seconds until then. Raises TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _guesses(answer: bytes) -> tuple[Guess, ...]:
    said = json.loads(answer)
    guesses: dict[str, Guess] = {}
    for record in (said["intent"], *said.get("intent_ranking", ())):
        name, confidence = record["name"], record["confidence"]
        if name is None or name == FALLBACK:  # None: a message without words
            continue
        # Rasa's numbers are of single precision, and a little over 1 at times.
        if not isinstance(name, str) or isinstance(confidence, bool) or not 0 <= confidence <= 1.001:
            raise ValueError
        guesses.setdefault(name, Guess(name, min(float(confidence), 1.0)))
    return tuple(guesses.values())
