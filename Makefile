# The two commands that a newcomer needs: `make demo` and `make test`. CI runs `make check test`.
PYTHON ?= python3
VENV := .venv
# Windows puts the programs elsewhere.
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)

# Made of the .po files when the package is installed, and again when one has changed.
MO := $(patsubst %.po,%.mo,$(wildcard src/ios_cli/locale/*/LC_MESSAGES/ios.po))

.PHONY: demo test check schemas docs messages bench soak clean help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

$(VENV)/.installed: pyproject.toml setup.py
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'ios needs Python 3.11 or later; name one with: make PYTHON=python3.12 ...')"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

%.mo: %.po | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

demo: $(VENV)/.installed $(MO)  ## set up, then the IOS of every dossier in sample_data/dossiers
	$(BIN)/ios generate sample_data/dossiers --as-of 2026-06-01

test: $(VENV)/.dev $(MO)  ## everything the tests need, then the tests
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(VENV)/.dev $(MO)  ## what CI runs besides the tests: style, types, the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.docs --check

schemas: $(VENV)/.dev  ## write schemas/ from the models
	$(BIN)/python -m tools.schemas

docs: $(VENV)/.dev  ## the pages that are made from the program: findings, rules and terms
	$(BIN)/python -m tools.docs

messages: $(VENV)/.dev  ## gather the texts from the code, and compile the catalogues
	$(BIN)/python -m tools.messages

bench: $(VENV)/.dev  ## start-up and a cohort of 10,000, as ratios measured side by side
	$(BIN)/python -m tools.bench_startup
	$(BIN)/python -m tools.bench_cohort

soak: $(VENV)/.dev  ## the property tests, much longer
	$(BIN)/python -m pytest -n 2 --hypothesis-profile=soak tests/properties $(ARGS)

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'build', 'dist')]"
