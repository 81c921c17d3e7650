"""Plays whole sign-ups against a running server, from a process of its own; prints one line of JSON.

    python -m tests.bench.load --port 8000 --door twilio --senders 64 --conversations 300

Every answer is checked: through REST in the response, through Twilio its status here and its words in the outbox
afterwards (`tests.bench.checked`). Bare sockets and requests made beforehand: the load shares the machine with what
it measures. With `--hold` it says `ready` when it is warm, and waits for a line before it begins.
"""

import argparse
import json
import random
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field

from tests.bench import requests
from tests.bench.turns import wanted

LONGEST_WAIT = 30.0  # seconds without any answer: the server has stopped answering


@dataclass(eq=False)
class Sender:
    """One connection and the conversation on it."""

    socket: socket.socket
    left: list[bytes] = field(default_factory=list)
    begun: float = 0.0
    due: float = 0.0
    waiting: bool = False
    answer: bytes = b""


@dataclass
class Load:
    """`run` plays `conversations` with `senders` connections, at `rate` turns a second or as fast as it goes."""

    port: int
    senders: int
    check: bool
    rate: float = 0.0
    seconds: list[float] = field(default_factory=list)
    wrong: int = 0

    def __post_init__(self) -> None:
        self._choose = selectors.DefaultSelector()
        self._wanted = tuple(words.encode() for words in wanted())
        self._open = [Sender(_connection(self.port)) for _ in range(self.senders)]
        for sender in self._open:
            self._choose.register(sender.socket, selectors.EVENT_READ, sender)

    def run(self, conversations: list[list[bytes]]) -> float:
        """How many seconds it took."""
        begin, self.seconds, self._coming = time.perf_counter(), [], iter(conversations)
        gap = self.senders / self.rate if self.rate else 0.0
        for number, sender in enumerate(self._open):
            sender.due = begin + gap * number / self.senders
        busy = [sender for sender in self._open if self._takes_another(sender)]
        while busy:
            self._begin_due(busy)
            self._listen(busy, gap)
            busy = [sender for sender in busy if sender.waiting or sender.left or self._takes_another(sender)]
        return time.perf_counter() - begin

    def _takes_another(self, sender: Sender) -> bool:
        sender.left = next(self._coming, [])
        return bool(sender.left)

    def _begin_due(self, busy: list[Sender]) -> None:
        now = time.perf_counter()
        for sender in busy:
            if not sender.waiting and sender.left and sender.due <= now:
                sender.begun, sender.waiting, sender.answer = time.perf_counter(), True, b""
                sender.socket.sendall(sender.left[0])

    def _listen(self, busy: list[Sender], gap: float) -> None:
        idle = [sender.due for sender in busy if not sender.waiting]
        wait = max(0.0, min(idle) - time.perf_counter()) if idle else LONGEST_WAIT
        ready = self._choose.select(wait)
        if not ready and not idle:
            raise TimeoutError(f"no answer for {LONGEST_WAIT} s")
        for key, _ in ready:
            self._hear(key.data, gap)

    def _hear(self, sender: Sender, gap: float) -> None:
        came = sender.socket.recv(65536)
        if not came:
            raise ConnectionError("the server closed a connection")
        sender.answer += came
        if not _whole(sender.answer):
            return
        self.seconds.append(time.perf_counter() - sender.begun)
        self._look(sender.answer, len(self._wanted) - len(sender.left))
        sender.waiting, sender.left = False, sender.left[1:]
        sender.due += gap

    def _look(self, answer: bytes, turn: int) -> None:
        right = answer.startswith(b"HTTP/1.1 200") and (not self.check or self._wanted[turn] in answer)
        self.wrong += not right
        if not right and self.wrong < 4:
            print("unexpected:", turn, answer[:500], file=sys.stderr)


def figures(seconds: list[float], took: float, wrong: int) -> dict[str, float]:
    """What came of a run: turns a second, and latencies in ms."""
    ordered = sorted(seconds)
    return {
        "turns": len(ordered),
        "per_second": round(len(ordered) / took, 1),
        "p50": round(ordered[len(ordered) // 2] * 1000, 2),
        "p99": round(ordered[int(len(ordered) * 0.99)] * 1000, 2),
        "worst": round(ordered[-1] * 1000, 2),
        "wrong": wrong,
    }


def _connection(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    at = lower.index(b"content-length:") + 15
    return len(body) >= int(lower[at:].split(b"\r\n", 1)[0])


def _somebody() -> str:
    """A stranger's number."""
    return f"+4475{random.getrandbits(40) % 10**9:09d}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--door", choices=("rest", "twilio"), default="twilio")
    parser.add_argument("--senders", type=int, default=8)
    parser.add_argument("--conversations", type=int, default=200)
    parser.add_argument("--warm", type=int, default=1, help="conversations a sender before the clock starts")
    parser.add_argument("--rate", type=float, default=0.0, help="turns a second in all; 0 as fast as it goes")
    parser.add_argument("--hold", action="store_true")
    return parser.parse_args()


def main() -> None:
    given = _arguments()
    warm, timed = (
        [requests.conversation(given.door, given.port, _somebody()) for _ in range(count)]
        for count in (given.warm * given.senders, given.conversations)
    )
    load = Load(given.port, given.senders, given.door == "rest")
    load.run(warm)
    if given.hold:
        print("ready", flush=True)
        sys.stdin.readline()
    load.rate = given.rate
    took = load.run(timed)
    print(json.dumps(figures(load.seconds, took, load.wrong)), flush=True)


if __name__ == "__main__":
    main()
