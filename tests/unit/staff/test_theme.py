"""The committed style sheet is the one its source gives. Skipped aloud where the build tools are not installed."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

STAFF = Path(__file__).parents[3] / "bot" / "staff"
THEME = STAFF / "theme"
MODULES = THEME / "node_modules"


def test_the_style_sheet_is_built_from_its_source(tmp_path: Path) -> None:
    if not (MODULES / "sass").is_dir() or shutil.which("node") is None:
        pytest.skip("checking the style sheet needs its tools: npm install --prefix bot/staff/theme")
    flags = [f"--load-path={MODULES}", "--quiet-deps", "--style=compressed", "--no-source-map"]

    built = tmp_path / "sayback.css"
    subprocess.run(["node", MODULES / "sass" / "sass.js", *flags, THEME / "sayback.scss", built], check=True)

    assert built.read_text() == (STAFF / "static" / "sayback.css").read_text()


def test_the_style_sheet_is_small_enough_for_a_slow_phone() -> None:
    sheet = (STAFF / "static" / "sayback.css").read_bytes()

    assert len(gzip.compress(sheet)) < 20_000
