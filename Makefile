# Every task of the project, a line each: `make` lists them. Needs Python ≥ 3.11 with venv, make and git.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
# More than cores: the stories wait for processes.
TEST_JOBS ?= 3
# Python compiles a module when it is first imported; doing it for all of them here would take longer than the demo.
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# Pinned by version and hash, without the addresses they came from.
LOCK = $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate \
    --python-version 3.11 --extra previs --custom-compile-command 'make lock'

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 16

setup: .venv/runtime ## Make .venv with all that rushes needs to run
	@echo "Ready: $(BIN)/rushes serve"

demo: .venv/runtime ## Start a server, send the four published requests, write four films to demo/
	$(BIN)/rushes demo

serve: .venv/runtime ## Start the server on 127.0.0.1
	$(BIN)/rushes serve

test: .venv/dev ## Run the tests (no root, browser or npm needed)
	$(BIN)/python -m pytest -n $(TEST_JOBS) -m "not slow"

test-all: .venv/fleet ## Run the tests' long forms
	$(BIN)/python -m pytest -m slow

check: .venv/dev ## Lint, types and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev ## Print the benchmarks' tables
	$(BIN)/python -m bench

gallery: .venv/runtime ## Render all that previs can show into contact sheets in gallery/ (some minutes)
	$(BIN)/python -m rushes.providers.previs.gallery

harness: .venv/dev ## Print the harnesses' figures, short form
	$(BIN)/python -m harness

harness-long: .venv/dev ## Print the harnesses' figures, long form
	$(BIN)/python -m harness --long

lock: ## Compile the lock files anew from pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q 'uv>=0.11,<1'
	$(LOCK) --group build pyproject.toml -o requirements.lock
	$(LOCK) --group build --group dev pyproject.toml -o requirements-dev.lock
	$(LOCK) --group fleet pyproject.toml -o requirements-fleet.lock

clean: ## Remove what the tasks made
	rm -rf .venv demo gallery dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/runtime: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("rushes needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/fleet: requirements-fleet.lock .venv/dev
	$(PIP) --require-hashes -r requirements-fleet.lock
	@touch $@

.PHONY: help setup demo serve test test-all check bench gallery harness harness-long lock clean
