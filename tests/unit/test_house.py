"""The house keeps its own rules: size, opening lines, words we do not use, schema of what ships."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((*(ROOT / "bot").rglob("*.py"), *(ROOT / "nlu").rglob("*.py")))
BANNED = {"utils", "helpers", "common", "base", "manager", "service"}
LONGEST_MODULE, LONGEST_FUNCTION, USUAL_FUNCTION = 300, 40, 10  # lines


def functions(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_module_is_over_300_lines() -> None:
    long = {str(m.relative_to(ROOT)): n for m in MODULES if (n := m.read_text().count("\n")) > LONGEST_MODULE}

    assert long == {}


def test_no_function_is_over_40_lines() -> None:
    assert {name: n for module in MODULES for name, n in functions(module) if n > LONGEST_FUNCTION} == {}


def test_the_usual_function_is_under_10_lines() -> None:
    assert statistics.median(n for module in MODULES for _, n in functions(module)) < USUAL_FUNCTION


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_module_says_in_one_line_what_it_owns(module: Path) -> None:
    written = module.read_text()

    assert written.startswith('"""'), "nothing stands above the docstring"
    assert (ast.get_docstring(ast.parse(written)) or "").strip()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [module for module in MODULES if BANNED & set(module.relative_to(ROOT).with_suffix("").parts)] == []


def test_the_compose_file_fits_its_schema() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    done = subprocess.run([*check, ROOT / "docker" / "compose.yaml"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_page_of_ours_names_a_place_on_somebodys_machine() -> None:
    named = re.compile(r"/(?:work|home|root)/(?!sayback)\w+")
    pages = [*ROOT.glob("*.md"), *(page for page in ROOT.glob("docker/**/*") if page.is_file()), *MODULES]

    assert [page for page in pages if named.search(page.read_text())] == []
