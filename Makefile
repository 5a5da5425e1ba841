# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0
DATA ?= ../shared/data
BUNDLE ?= dist/office

.PHONY: help run test check format bench bundle screenshots clean

help:           ## show this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: $(VENV)/.run   ## set up, build the index from corpus/, serve the chat at http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(VENV)/.dev  ## set up, run the fast tests; `make test ALL=1` adds the slow and the browser tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(if $(ALL),-m "slow or browser or not slow") $(ARGS)

check: $(VENV)/.dev ## format check, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev ## format and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## measure everything and rewrite the tables of benchmarks/README.md
	$(BIN)/python benchmarks/run.py --data $(DATA)

bundle: $(VENV)/.dev ## make a folder that installs on computers without internet
	$(BIN)/python scripts/bundle.py --output $(BUNDLE) $(addprefix --extra ,$(EXTRAS))

screenshots: $(VENV)/.dev ## make the pictures of docs/images from the running page
	$(BIN)/python scripts/screenshots.py

clean:          ## remove everything that can be built again
	rm -rf $(VENV) build dist reports .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find indexes -mindepth 1 ! -name .gitkeep -delete

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.run
