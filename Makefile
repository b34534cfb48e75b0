# Everything a contributor needs. Each verb first sets up what it uses; a second run of the set-up is instant.
#
#   make run      print the brief of the shipped record
#   make test     lint, types, import contracts, then every test
#   make lint     the same without the tests
#   make docs     write the generated pages of docs/ anew
#   make bench    measure speed against named peers
#   make setup    the development environment and nothing else
#   make lock     resolve the dependencies anew and write the lock files (needs uv)
#   make clean    remove the environment and every cache

VENV ?= .venv
# The first interpreter on the path that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --require-hashes --requirement
# A release must be a week old before we lock it: time for a hijacked one to be found out.
RESOLVE = uv pip compile --quiet --no-header --universal --python-version 3.11 --exclude-newer "7 days" --upgrade \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
# The tests begin hundreds of processes, each of which would compile the whole package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint docs bench setup lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.core
	@$(BIN)/talleyrand brief

# Each process takes whole stretches of tests, so that what the tests of a module share is hardly ever made twice.
test: lint
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

lint: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

docs: $(VENV)/.dev
	@$(BIN)/python docs/generate.py

bench: $(VENV)/.bench
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/serve.py

setup: $(VENV)/.dev

# Progress goes to standard error, so that `make run > brief.txt` holds the brief alone.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Talleyrand needs Python 3.11 or newer; none was found on the path." >&2; exit 1; }
	@echo "Creating a virtual environment in $(VENV) with $$($(PYTHON) --version) ..." >&2
	@$(PYTHON) -m venv $(VENV)

# pip installs the package without its dependencies: those come from the lock, hashes checked.
$(VENV)/.core: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Talleyrand and its dependencies (about 30 MB, once) ..." >&2
	@$(INSTALL) requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	@echo "Installing the tools for tests, types and style (about 50 MB, once) ..." >&2
	@$(INSTALL) requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.core
	@echo "Installing what the benchmarks compare with ..." >&2
	@$(INSTALL) requirements-bench.lock
	@touch $@

# Each lock is held to the ones before it, so that one environment can hold all four.
lock:
	$(RESOLVE) --group build --output-file requirements.lock
	$(RESOLVE) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(RESOLVE) --group build --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock
	$(RESOLVE) --extra deep --constraint requirements-bench.lock --output-file requirements-deep.lock

clean:
	rm -rf $(VENV) build dist .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests docs benchmarks -name __pycache__ -prune -exec rm -rf {} +
