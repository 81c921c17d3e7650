"""What understanding costs: CPU a message with its language, to load, and to train on all our examples."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bot.app.understanding import embedded_engine
from bot.settings import read_settings
from nlu import build
from nlu.embedded import DATA
from nlu.examples import read_examples
from tests.bench.bench import Bench
from tests.bench.figures import Figure, most

NAME = "understanding"


def run(bench: Bench) -> None:
    settings = read_settings(demo=True)
    loads = [_cpu(lambda: embedded_engine(settings)) for _ in range(bench.rounds())]
    engine = embedded_engine(settings)
    texts = [example.text for example in read_examples(DATA)][:: bench.size(20, 200)]
    for text in texts[:50]:
        engine.understand(text)  # warm
    parses = [_cpu(lambda: [engine.understand(text) for text in texts]) / len(texts) for _ in range(bench.rounds())]
    bench.add(
        Figure(NAME, "one message, with its language: CPU", median(parses) * 1000, "ms", most(0.6)),
        Figure(NAME, "model, detector and names: CPU to load", median(loads) * 1000, "ms"),
        Figure(NAME, "training on all our examples: CPU", _cpu(lambda: build.build(Path(bench.folder))), "s", most(20)),
    )


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, of all its threads."""
    begin = time.process_time()
    work()
    return time.process_time() - begin
