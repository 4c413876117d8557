# `make` alone lists the commands. You need Python 3.11 or newer, git and make.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BASE ?=
CAMPAIGN ?=
TO ?= site
ADDRESS ?=
TESTS ?= tests
LANGUAGES := data/words/catalogs
CODE := app.py pages components data tests

ifneq ($(strip $(CAMPAIGN)),)
export CONSULTATION_CAMPAIGN := $(CAMPAIGN)
endif

# Always `python -m`: the scripts in .venv/bin break when the folder moves or has a space in its name.
PY := .venv/bin/python
# Each file of the lock lists all that is needed; pip would also ask for what pyproject.toml overrides.
PIP := install --quiet --disable-pip-version-check --require-hashes --no-deps
# The trap lets Ctrl-C end the server only, so make reports no error.
SERVE := trap : INT; $(PY) -m streamlit run components/server/asgi.py --server.address="$(HOST)" --server.port="$(PORT)" --server.baseUrlPath="$(BASE)"

# Deno formats, lints and type-checks the browser's scripts. It is one program in a wheel; deno.json has its settings.
DENO := DENO_DIR=.venv/deno DENO_NO_UPDATE_CHECK=1 $(PY) -m deno

# uv compiles the lock and installs it, ten times faster than pip.
UV := $(PY) -m uv
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version=3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command="make update"
NEWEST := .venv-newest/bin/python

# Installs exactly what a file lists: `sync` also removes packages of an earlier lock. Python compiles bytecode when it needs it:
# compiling everything takes longer than the first page. Where uv doesn't run, pip does the same in minutes.
define install
	@echo "Installing $(1) (again only when it changes)"
	@$(UV) pip sync --quiet --python=$(PY) --require-hashes $(1) || { \
		echo "uv could not install them. Trying pip, which takes longer"; \
		$(PY) -m ensurepip >> .venv/pip.log && $(PY) -m pip $(PIP) -r $(1); }
endef

# Each stamp marks installed requirements, so that the second run asks no registry.
UV_READY := .venv/uv.stamp
RUN_READY := .venv/requirements.stamp
DEV_READY := .venv/requirements-dev.stamp
CLUSTER_READY := .venv/requirements-cluster.stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run publish cluster dev test check quick-checks fix bench bench-shards world words lock update test-newest sbom clean

help: ## List what there is
	@echo "Consultation Map"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo "Settings: PORT=8502  HOST=0.0.0.0  BASE=/map  CAMPAIGN=folder  TO=site  ADDRESS=https://...  PYTHON=python3.12  TESTS=tests/data  LANGUAGE=ar"

install: $(RUN_READY) ## Install what `make run` needs, and nothing else

run: $(RUN_READY) ## Serve the map on 127.0.0.1:8501
	@echo "Consultation Map: http://$(HOST):$(PORT)$(BASE) (Ctrl-C stops it)"
	@$(SERVE)

publish: $(RUN_READY) ## Write the map as a website for any host, into the folder TO
	@$(PY) -m data.publish --to="$(TO)" --address="$(ADDRESS)"

# A worker listens on 127.0.0.1 only: whoever reaches a scheduler can run anything on its workers.
cluster: $(CLUSTER_READY) ## Start a Dask scheduler and two workers on 127.0.0.1:8786
	@echo "In another window: CONSULTATION_SCHEDULER=tcp://127.0.0.1:8786 make run CAMPAIGN=folder (Ctrl-C stops the cluster)"
	@trap 'kill $$(jobs -p) 2>/dev/null; wait' EXIT; trap : INT TERM; \
	export PYTHONPATH="$(CURDIR)"; \
	$(PY) -m distributed.cli.dask_scheduler --host 127.0.0.1 --port 8786 --no-dashboard --no-show & \
	for number in 1 2; do $(PY) -m distributed.cli.dask_worker tcp://127.0.0.1:8786 --host 127.0.0.1 \
		--nthreads 1 --no-dashboard --preload data.cluster.worker & done; wait

dev: $(RUN_READY) ## Serve it, follow changes of files, and show full errors
	@echo "Consultation Map: http://$(HOST):$(PORT)$(BASE) (Ctrl-C stops it)"
	@$(SERVE) --server.fileWatcherType=auto --server.runOnSave=true --client.showErrorDetails=full

# Write bytecode even where it is switched off. Otherwise every server that a test starts compiles all modules.
# Without its cache mypy takes a minute of one core. The tests often wait, so it runs beside them.
test: quick-checks ## Run all checks and all tests, also in a real browser
	@$(PY) tests/browser/chromium.py
	@$(PY) -m mypy > .venv/mypy.log 2>&1 & mypy=$$!; \
	echo "$(PY) -m pytest $(TESTS), and beside it $(PY) -m mypy"; \
	PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses=auto --dist=worksteal $(TESTS); tests=$$?; \
	wait $$mypy; types=$$?; cat .venv/mypy.log; [ $$tests -eq 0 ] && [ $$types -eq 0 ]

check: quick-checks ## Check format, lint, types and layers of Python and JavaScript
	$(PY) -m mypy

quick-checks: $(DEV_READY)
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(DENO) fmt --quiet --check
	$(DENO) lint --quiet
	$(DENO) check --quiet --no-remote components data
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command(["--no-logo"])'

fix: $(DEV_READY) ## Format, and repair what the linters can repair
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)
	$(DENO) fmt --quiet
	$(DENO) lint --quiet --fix

bench: $(DEV_READY) ## Measure speed in a real browser
	@$(PY) tests/browser/chromium.py
	$(PY) -m tests.benchmarks

# Shards of 20 million rows take 30 GB of disk; FOLDER keeps them.
bench-shards: $(DEV_READY) ## Measure campaigns in shards, on one and two workers: MILLIONS=20 FOLDER=/data/shards
	$(PY) -m tests.benchmarks.shards --millions=$(or $(MILLIONS),2) $(if $(FOLDER),--folder="$(FOLDER)")

world: $(DEV_READY) ## Rebuild the countries and the gazetteer
	$(PY) -m data.world.build

# A new catalog gets its header and plural forms from CLDR. LANGUAGE counts on the command line only: systems set a variable of that name.
ifeq ($(origin LANGUAGE),command line)
NEW_CATALOG := $(LANGUAGES)/$(LANGUAGE).po
endif

words: $(DEV_READY) ## Collect messages and update every catalog; LANGUAGE=ar adds one
	$(PY) -m babel.messages.frontend --quiet extract --mapping-file=pyproject.toml --no-location --sort-output --omit-header \
		--no-default-keywords --keywords="_ gettext say ngettext:1,2 msgid" --add-comments="Translators:" \
		--output=$(LANGUAGES)/messages.pot app.py pages components data
	@for file in $(sort $(wildcard $(LANGUAGES)/*.po) $(NEW_CATALOG)); do $(PY) -m babel.messages.frontend --quiet update \
		--init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file=$(LANGUAGES)/messages.pot --output-file="$$file" --locale="$$(basename "$$file" .po)" || exit 1; done

lock: $(DEV_READY) ## Compile requirements*.txt from pyproject.toml, moving as little as possible
	$(LOCK) --output-file=requirements.txt
	$(LOCK) --group=cluster --constraints=requirements.txt --output-file=requirements-cluster.txt
	$(LOCK) --group=dev --constraints=requirements-cluster.txt --output-file=requirements-dev.txt

update: $(DEV_READY) ## Move every package to the newest allowed version, then test
	$(LOCK) --upgrade --output-file=requirements.txt
	$(LOCK) --upgrade --group=cluster --constraints=requirements.txt --output-file=requirements-cluster.txt
	$(LOCK) --upgrade --group=dev --constraints=requirements-cluster.txt --output-file=requirements-dev.txt
	@$(MAKE) test

test-newest: $(DEV_READY) ## Test the newest packages in .venv-newest; the lock stays as it is
	$(UV) venv --quiet --clear --python=$(PY) .venv-newest
	$(UV) pip install --quiet --python=$(NEWEST) --requirements=pyproject.toml --group=dev
	@$(NEWEST) tests/browser/chromium.py
	PYTHONDONTWRITEBYTECODE= $(NEWEST) -m pytest --numprocesses=auto --dist=worksteal $(TESTS)

sbom: $(DEV_READY) ## Write sbom.json (CycloneDX) of what `make run` installs, and print licences
	@$(UV) venv --quiet --clear --python=$(PY) .venv-sbom
	@$(UV) pip sync --quiet --python=.venv-sbom/bin/python --require-hashes requirements.txt
	@$(PY) -m cyclonedx_py environment --pyproject=pyproject.toml --mc-type=application \
		--output-reproducible --output-file=sbom.json .venv-sbom/bin/python
	@$(PY) -m tests.licences

clean: ## Remove .venv and what the checks leave behind
	rm -rf .venv .venv-newest .venv-sbom sbom.json .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed as $(PYTHON). Has it another name? make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python can't make a .venv. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear --without-pip .venv

# The system's pip fetches uv, with the hashes of the lock. A Python without pip gets one in .venv, which takes five seconds.
$(UV_READY): requirements-dev.txt | $(PY)
	@sed -n '/^uv==/,/# via/p' requirements-dev.txt > .venv/uv.txt
	@$(PYTHON) -m pip --python=$(PY) $(PIP) -r .venv/uv.txt 2> .venv/pip.log || { \
		$(PY) -m ensurepip >> .venv/pip.log && $(PY) -m pip $(PIP) -r .venv/uv.txt; } || \
		echo "uv could not be installed"
	@touch $@

$(RUN_READY): requirements.txt | $(UV_READY) $(PY)
	$(call install,requirements.txt)
	@touch $@

# It adds to what is there: `sync` would remove the tools of the checks.
$(CLUSTER_READY): requirements-cluster.txt $(RUN_READY) | $(PY)
	@echo "Installing requirements-cluster.txt (again only when it changes)"
	@$(UV) pip install --quiet --python=$(PY) --require-hashes --requirements=requirements-cluster.txt || \
		$(PY) -m pip $(PIP) -r requirements-cluster.txt
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY) | $(PY)
	$(call install,requirements-dev.txt)
	@touch $@
