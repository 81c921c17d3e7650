"""What every benchmark is given, and how it says what it found."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import postgres
from tests.bench.figures import Figure


@dataclass
class Bench:
    """One run: `quick` for trying the harness, whose figures mean nothing; everything is kept under `folder`."""

    quick: bool
    folder: Path
    figures: list[Figure] = field(default_factory=list)
    _postgres: postgres.Postgres | None = None

    def size(self, whole: int, quick: int) -> int:
        return quick if self.quick else whole

    def rounds(self, whole: int = 5) -> int:
        return 1 if self.quick else whole

    def add(self, *figures: Figure) -> None:
        for figure in figures:
            print(f"  {figure.what}: {figure.value:,.4g} {figure.unit} {figure.verdict}", flush=True)
        self.figures += figures

    def say(self, words: str) -> None:
        print(f"  {words}", flush=True)

    @contextmanager
    def a_folder(self) -> Iterator[Path]:
        """Gone afterwards."""
        made = Path(tempfile.mkdtemp(dir=self.folder))
        yield made
        shutil.rmtree(made, ignore_errors=True)

    @contextmanager
    def a_store(self, engine: str) -> Iterator[str]:
        """The address of a fresh store with every table, SQLite FULL or PostgreSQL with fsync on."""
        if engine == "postgres":
            self._postgres = self._postgres or postgres.start(self.folder)
            with self._postgres.a_database() as url:
                yield url
            return
        with self.a_folder() as folder:
            url = f"sqlite:///{folder / 'sayback.db'}"
            postgres.migrated(url)
            yield url

    def close(self) -> None:
        if self._postgres is not None:
            self._postgres.stop()
