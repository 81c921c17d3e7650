"""Compiles the shipped terms when the project is built."""

import sys
from pathlib import Path

from bot.language.plain.terms import compile_terms

if __name__ == "__main__":
    compile_terms(Path(sys.argv[1]))
