"""`make bench`: every benchmark, or those named; figures beside their targets, and this machine's limits.

python -m tests.bench [NAME ...] [--quick] [--json FILE] [--folder DIR]
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import busy_door, contacts, idle, outbox_drain, reminders, rest_vs_rasa, twilio_door, understanding
from tests.bench.bench import Bench
from tests.bench.figures import keep, table

BENCHES = {
    module.NAME: module
    for module in (rest_vs_rasa, twilio_door, busy_door, outbox_drain, reminders, contacts, idle, understanding)
}


def main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="sayback-bench-", dir=given.folder, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own when we are root
        bench = Bench(given.quick, Path(folder))
        try:
            broken = [name for name in given.names or BENCHES if not _ran(bench, name)]
        finally:
            bench.close()
    print(f"\n{_about(given.quick)}\n", *table(bench.figures), sep="\n")
    if given.json:
        keep(bench.figures, given.json, _about(given.quick))
    for name in broken:
        print(f"{name}: gave no figures, see above", file=sys.stderr)
    return 1 if broken else 0


def _ran(bench: Bench, name: str) -> bool:
    print(f"{name}: {BENCHES[name].__doc__}", flush=True)
    begin = time.perf_counter()
    try:
        BENCHES[name].run(bench)
    except (AssertionError, OSError, RuntimeError, TimeoutError) as error:
        print(f"  {name} broke off: {error}", file=sys.stderr, flush=True)
        return False
    print(f"  took {time.perf_counter() - begin:.0f} s", flush=True)
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="small and once: to try the harness")
    parser.add_argument("--json", type=Path, help="keep the figures there too")
    parser.add_argument("--folder", type=Path, help="where the stores are made: the disk that is measured")
    return parser.parse_args()


def _about(quick: bool) -> dict[str, object]:
    return {
        "quick": quick,
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "load before": os.getloadavg()[0],
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    sys.exit(main())
