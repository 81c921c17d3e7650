"""`/metrics`: how this process does, in Prometheus's text format. Numbers only; nobody can be told from them."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.conversation.receive import Road
from bot.delivery.counts import COUNTS, Counts
from bot.store.backlog import backlog
from bot.store.store import OldSchema, Store, StoreDown
from bot.webhooks import FrontDoor

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LOOPBACK = frozenset({"127.0.0.1", "::1"})

Samples = Iterable[tuple[Mapping[str, str], float]]


class Family(NamedTuple):
    """One metric with all its samples."""

    name: str
    sort: str
    help: str
    samples: Samples


@dataclass(frozen=True)
class Gauges:
    """What is measured, and who may read it: with the `token`; without one only this machine, in the demo."""

    store: Store
    road: Road
    door: FrontDoor
    clock: Clock
    token: str = ""
    demo: bool = False
    counts: Counts = COUNTS

    def route(self) -> Route:
        def endpoint(request: Request) -> Response:
            refused = self._refused(request)
            if refused is not None:
                return PlainTextResponse("", refused)
            return Response(text([*self._process(), *self._installation()]), media_type=CONTENT_TYPE)

        return Route("/metrics", endpoint, include_in_schema=False)

    def _refused(self, request: Request) -> int | None:
        """A status, or None for who may read."""
        if self.token:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            known = hmac.compare_digest(given.strip().encode("utf-8", "replace"), self.token.encode())
            return None if known and scheme.lower() == "bearer" else 403
        here = request.client is not None and request.client.host in LOOPBACK
        return None if self.demo and here else 404

    def _process(self) -> list[Family]:
        sent = [({"what": what.value}, count) for what, count in self.counts.all().items()]
        came = [({"what": what, "channel": name}, count) for (what, name), count in sorted(self.door.counts.items())]
        return [
            Family("sayback_delivery_total", "counter", "Outbound messages, by what became of them.", sent),
            Family("sayback_webhooks_total", "counter", "Deliveries at the front doors, by what they were.", came),
            _one("sayback_turns_total", "counter", "Inbound messages kept and answered.", self.road.turns),
            _one("sayback_turns_failed_total", "counter", "Turns that failed; staff have a task.", self.road.failed),
            _one("sayback_commits_total", "counter", "Transactions committed.", self.store.commits),
        ]

    def _installation(self) -> list[Family]:
        up = "sayback_store_up", "gauge", "1 when the database answers."
        try:
            with self.store.read() as tx:
                found = backlog(tx, self.clock.now())
        except (StoreDown, OldSchema):
            return [_one(*up, 0)]
        counted = [({"status": "waiting"}, found.waiting), ({"status": "unknown"}, found.unknown)]
        oldest = [({"status": "waiting"}, found.waiting_seconds), ({"status": "unknown"}, found.unknown_seconds)]
        return [
            _one(*up, 1),
            Family("sayback_outbox_messages", "gauge", "Messages in the outbox.", counted),
            Family("sayback_outbox_oldest_seconds", "gauge", "How long past its time the oldest is.", oldest),
            _one("sayback_tasks_open", "gauge", "Tasks for staff.", found.tasks),
            _one("sayback_tasks_late", "gauge", "Tasks whose clock has run out.", found.late_tasks),
        ]


def text(families: Iterable[Family]) -> str:
    """The lines as Prometheus reads them; label values are ours and need no escaping."""
    lines: list[str] = []
    for name, sort, told, samples in families:
        lines += [f"# HELP {name} {told}", f"# TYPE {name} {sort}"]
        for labels, value in samples:
            inside = ",".join(f'{label}="{known}"' for label, known in labels.items())
            lines.append(f"{name}{{{inside}}} {value:.15g}" if inside else f"{name} {value:.15g}")
    return "\n".join(lines) + "\n"


def _one(name: str, sort: str, told: str, value: float) -> Family:
    return Family(name, sort, told, [({}, value)])
