PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: demo test check bench test-rasa

demo: .venv/demo
	@$(BIN)/sayback demo --port $(PORT)

test: .venv/test
	$(BIN)/pytest -n auto --dist loadgroup

check: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/test
	$(BIN)/python -m tests.bench

# A real Rasa in an environment of its own: RASA_HOME says where it is kept, RASA_PYTHON which Python 3.10 makes it.
test-rasa: .venv/test
	$(BIN)/python -m tests.rasa

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/test: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ .venv/demo
