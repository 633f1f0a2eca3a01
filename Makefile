# Every target sets up what it needs in .venv and is quick the second time.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := bot summaries tests

.PHONY: install postgres run test test-slow lint check bench lock clean help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .venv/.stamp-run ## everything the bot needs, in .venv

postgres: .venv/.stamp-postgres ## what speaks to PostgreSQL too, for QUOTEWIRE_DATABASE_URL

run: .venv/.stamp-run ## the bot: Telegram with QUOTEWIRE_TOKEN, the sandbox without
	@$(BIN)/quotewire run

test: .venv/.stamp-dev ## the tests, in under 5 minutes
	$(BIN)/python -m pytest -m "not slow"

test-slow: .venv/.stamp-dev ## all tests, with coverage
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report --skip-covered

lint: .venv/.stamp-dev ## format, style, types and the direction of imports
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

check: test lint ## tests and lint

bench: .venv/.stamp-dev ## the measured promises
	$(BIN)/python -m tests.benchmarks

lock: .venv/.stamp-dev ## the exact versions anew, from the bounds in pyproject.toml
	$(BIN)/python -m pip install --quiet "uv>=0.9,<1"
	$(LOCK) -o deploy/requirements.txt
	$(LOCK) --extra postgres -c deploy/requirements.txt -o deploy/requirements-postgres.txt
	$(LOCK) --extra dev --extra postgres -c deploy/requirements.txt -o deploy/requirements-dev.txt

LOCK := $(BIN)/uv pip compile pyproject.toml deploy/build.in --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-annotate --no-header

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Quotewire needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian: apt-get install python3-venv" >&2; exit 1; }

.venv/.stamp-run: deploy/requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.stamp-postgres: deploy/requirements-postgres.txt .venv/.stamp-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-postgres.txt
	@touch $@

.venv/.stamp-dev: deploy/requirements-dev.txt .venv/.stamp-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-dev.txt
	@touch $@

clean: ## away with .venv and caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
