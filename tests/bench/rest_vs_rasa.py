"""Whole seven-message sign-ups through the REST door with 8 senders, in turn with a Rasa bot where one is given."""

from contextlib import ExitStack, nullcontext
from statistics import median

from tests.bench import processes, rasa
from tests.bench.bench import Bench
from tests.bench.figures import Figure, least
from tests.bench.limits import of_this_disk
from tests.bench.rasa import SENDERS, Rasa
from tests.bench.server import Run, Server, a_server, plant_event

NAME = "rest_vs_rasa"
TIMES_RASA = 15


def run(bench: Bench) -> None:
    bench.add(*of_this_disk(bench.folder, NAME))
    other = rasa.given()
    if other is None:
        bench.say(
            "no Rasa to compare with: set SAYBACK_RASA (its program), SAYBACK_RASA_BOT (a trained copy), SAYBACK_PEERS"
        )
    with ExitStack() as stack:
        url = stack.enter_context(bench.a_store("sqlite"))
        plant_event(url)
        server = stack.enter_context(a_server(url, bench.folder))
        process, port = stack.enter_context(other.running(bench.folder) if other else nullcontext((None, 0)))
        ours, theirs = _rounds(bench, server, other, (process.pid, port) if process else None)
        _add(bench, ours, theirs)
        if process is not None:
            bench.add(Figure(NAME, "Rasa: memory", processes.rss_mb(process.pid), "MB"))


def _rounds(
    bench: Bench, server: Server, other: Rasa | None, at: tuple[int, int] | None
) -> tuple[list[Run], list[dict[str, float]]]:
    ours: list[Run] = []
    theirs: list[dict[str, float]] = []
    if other and at:
        other.play(at[1], at[0], SENDERS)  # warm, as ours is
    for _ in range(bench.rounds()):
        ours.append(server.play(bench.folder, "rest", SENDERS, bench.size(600, 40), warm=2))
        if other and at:
            theirs.append(other.play(at[1], at[0], bench.size(40, 8)))
    wrong = sum(run.wrong for run in ours) + sum(run["wrong_replies"] for run in theirs)
    if wrong:
        raise AssertionError(f"{wrong:g} answers were wrong: no figure")
    return ours, theirs


def _add(bench: Bench, ours: list[Run], theirs: list[dict[str, float]]) -> None:
    def figure(what: str, value: float, unit: str) -> Figure:
        return Figure(NAME, what, value, unit)

    bench.add(
        figure("Sayback: turns a second", median(run.per_second for run in ours), "/s"),
        figure("Sayback: p50", median(run.p50 for run in ours), "ms"),
        figure("Sayback: p99", median(run.p99 for run in ours), "ms"),
        figure("Sayback: process CPU a turn", median(run.cpu_ms for run in ours), "ms"),
        figure("Sayback: memory", median(run.rss for run in ours), "MB"),
    )
    if theirs:
        ratios = [run.per_second / rasa["msg_per_s"] for run, rasa in zip(ours, theirs, strict=True)]
        bench.add(
            figure("Rasa: turns a second", median(run["msg_per_s"] for run in theirs), "/s"),
            figure("Rasa: p50", median(run["p50_ms"] for run in theirs), "ms"),
            figure("Rasa: p99", median(run["p99_ms"] for run in theirs), "ms"),
            Figure(NAME, "Sayback / Rasa, median of the rounds", median(ratios), "x", least(TIMES_RASA)),
        )
