"""Whole sign-ups through the signed Twilio door: how fast, how late, at what cost."""

from contextlib import ExitStack
from statistics import median

from tests.bench.bench import Bench
from tests.bench.checked import turns_kept, wrong_conversations
from tests.bench.figures import Figure, Target, least, most
from tests.bench.limits import of_this_disk, of_this_machine
from tests.bench.server import Run, a_server, plant_event

NAME = "twilio_door"
# Engine, senders: turns a second, commits a turn, CPU ms a turn.
CASES: dict[tuple[str, int], tuple[float, float | None, float | None]] = {
    ("sqlite", 8): (800, 0.3, None),
    ("sqlite", 64): (1500, 0.05, 0.8),
    ("postgres", 64): (1200, 0.05, 0.8),
}


def run(bench: Bench) -> None:
    bench.add(*of_this_disk(bench.folder, NAME), of_this_machine(NAME))
    came: dict[tuple[str, int], list[Run]] = {case: [] for case in CASES}
    for _ in range(bench.rounds()):
        for engine, senders in CASES:
            came[engine, senders].append(_one(bench, engine, senders))
    for (engine, senders), runs in came.items():
        _add(bench, engine, senders, runs)


def _one(bench: Bench, engine: str, senders: int) -> Run:
    """A fresh store and server, so that no round has a fuller store than another."""
    conversations = bench.size(150 * (senders // 8 + 1), 20 + senders)
    with ExitStack() as stack:
        url = stack.enter_context(bench.a_store(engine))
        plant_event(url)
        server = stack.enter_context(a_server(url, bench.folder, web_only=True))
        run = server.play(bench.folder, "twilio", senders, conversations, warm=2)
        whole = (conversations + 2 * senders) * 7
        if run.wrong or wrong_conversations(url) or turns_kept(url) != whole:
            raise AssertionError(f"{run.wrong} refused, {wrong_conversations(url)} conversations wrong: no figure")
    return run


def _add(bench: Bench, engine: str, senders: int, runs: list[Run]) -> None:
    fast, commits, cpu = CASES[engine, senders]

    def middle(what: str) -> float:
        return float(median(getattr(run, what) for run in runs))

    def figure(what: str, value: float, unit: str, target: Target | None = None) -> Figure:
        return Figure(NAME, f"{engine}, {senders} senders: {what}", value, unit, target)

    bench.add(
        figure("turns a second", middle("per_second"), "/s", least(fast)),
        figure("p50", middle("p50"), "ms"),
        figure("p99", middle("p99"), "ms"),
        figure("commits a message", middle("commits"), "", None if commits is None else most(commits)),
        figure("process CPU a turn", middle("cpu_ms"), "ms", None if cpu is None else most(cpu)),
        figure("memory", middle("rss"), "MB"),
    )
