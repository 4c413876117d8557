# `make` alone says what there is. Only Python 3.11 or newer, git and make are needed beforehand.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
CAMPAIGN ?=
TESTS ?= tests
LANGUAGES := data/catalogs
CODE := app.py pages components data tests

ifneq ($(strip $(CAMPAIGN)),)
export CONSULTATION_CAMPAIGN := $(CAMPAIGN)
endif

# Always `python -m`: the scripts in .venv/bin break when the folder is moved or has a space in its name.
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
# The trap lets Ctrl-C end the server and nothing else, so that make has nothing to complain about.
SERVE := trap : INT; $(PY) -m streamlit run components/server/asgi.py --server.address="$(HOST)" --server.port="$(PORT)"

# Each stamp says which requirements are installed, so that the second time nothing is asked of pip.
RUN_READY := .venv/requirements.stamp
DEV_READY := .venv/requirements-dev.stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run dev test check fix bench world words clean

help: ## Say what there is
	@echo "Consultation Map"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo "Settings: PORT=8502  HOST=0.0.0.0  CAMPAIGN=folder  PYTHON=python3.12  TESTS=tests/data"

run: $(RUN_READY) ## Open the map on 127.0.0.1:8501
	@echo "Consultation Map: http://$(HOST):$(PORT) (Ctrl-C stops it)"
	@$(SERVE)

dev: $(RUN_READY) ## The same, but follow every change of a file and show errors in full
	@echo "Consultation Map: http://$(HOST):$(PORT) (Ctrl-C stops it)"
	@$(SERVE) --server.fileWatcherType=auto --server.runOnSave=true --client.showErrorDetails=full

# Bytecode is written even where it is switched off: else every server that a test starts compiles all modules.
test: check ## Everything that must pass: format, lint, types, layers, tests in a real browser
	@$(PY) tests/browser/chromium.py
	PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses=auto --dist=worksteal $(TESTS)

check: $(DEV_READY) ## The quick part of it: format, lint, types, layers
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command(["--no-logo"])'

fix: $(DEV_READY) ## Format, and mend what the linter can mend
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)

bench: $(DEV_READY) ## Measure speed in a real browser
	@$(PY) tests/browser/chromium.py
	$(PY) -m tests.benchmarks

world: $(DEV_READY) ## Build the countries and the gazetteer anew
	$(PY) -m data.world.build

words: $(DEV_READY) ## Collect the texts to translate, and bring each language up to date
	$(PY) -m babel.messages.frontend --quiet extract --no-location --sort-output --omit-header \
		--no-default-keywords --keywords="_ gettext ngettext:1,2 msgid" \
		--output=$(LANGUAGES)/messages.pot app.py pages components data
	@for file in $(LANGUAGES)/*.po; do $(PY) -m babel.messages.frontend --quiet update --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --input-file=$(LANGUAGES)/messages.pot --output-file="$$file" \
		--locale="$$(basename "$$file" .po)" || exit 1; done

clean: ## Remove .venv and what the checks left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed as $(PYTHON). Is it there by another name? make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a .venv. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv

$(RUN_READY): requirements.txt | $(PY)
	@echo "Installing requirements.txt (again only when it changes)"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY) | $(PY)
	@echo "Installing requirements-dev.txt (again only when it changes)"
	@$(PIP) -r requirements-dev.txt
	@touch $@
