# `make` alone lists the commands. You need Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8501
TO ?= site
TESTS ?= tests
LANGUAGES := data/words/catalogs
ifdef CAMPAIGN
export CONSULTATION_CAMPAIGN := $(CAMPAIGN)
endif

# Always `python -m`: the scripts in .venv/bin break when the folder moves or has a space in its name.
PY := $(VENV)/bin/python
UV := $(PY) -m uv
RUN := $(VENV)/requirements.stamp
DEV := $(VENV)/requirements-dev.stamp
CLUSTER := $(VENV)/requirements-cluster.stamp
# Deno formats, lints and type-checks the browser's scripts. It is one program in a wheel; deno.json has its settings.
DENO := DENO_DIR=$(VENV)/deno DENO_NO_UPDATE_CHECK=1 $(PY) -m deno
# The trap lets Ctrl-C end the server only, so make reports no error.
SERVE = echo "Consultation Map: http://$(HOST):$(PORT)$(BASE) (Ctrl-C stops it)"; trap : INT; $(PY) -m streamlit run components/server/asgi.py --server.address="$(HOST)" --server.port="$(PORT)" --server.baseUrlPath="$(BASE)"
# Write bytecode even where it is switched off. Otherwise every server that a test starts compiles all modules.
PYTEST = PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses=auto --dist=worksteal
LOCK = $(UV) pip compile pyproject.toml --quiet --universal --python-version=3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command="make update" $(UPGRADE)

.DELETE_ON_ERROR:
.PHONY: help install run dev publish cluster test test-long test-data test-newest check quick-checks chromium fix bench bench-shards world words lock update sbom clean

help: ## List what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' Makefile
	@echo "Settings: PORT=8502  HOST=0.0.0.0  BASE=/map  CAMPAIGN=folder  TO=site  ADDRESS=https://...  PYTHON=python3.12  TESTS=tests/data  LANGUAGE=ar"

install: $(RUN) ## Install what `make run` needs, and nothing else
run: install ## Serve the map on 127.0.0.1:8501
	@$(SERVE)
dev: install ## Serve it, follow changes of files, and show full errors
	@$(SERVE) --server.fileWatcherType=auto --server.runOnSave=true --client.showErrorDetails=full
publish: install ## Write the map as a website for any host, into the folder TO
	@$(PY) -m data.publish --to="$(TO)" --address="$(ADDRESS)"

# A worker listens on 127.0.0.1 only: whoever reaches a scheduler can run anything on its workers.
cluster: $(CLUSTER) ## Start a Dask scheduler and two workers on 127.0.0.1:8786
	@echo "In another window: CONSULTATION_SCHEDULER=tcp://127.0.0.1:8786 make run CAMPAIGN=folder (Ctrl-C stops the cluster)"
	@trap 'kill $$(jobs -p) 2> /dev/null; wait' EXIT; trap : INT TERM; export PYTHONPATH="$(CURDIR)"; \
	$(PY) -m distributed.cli.dask_scheduler --host=127.0.0.1 --port=8786 --no-dashboard --no-show & \
	$(PY) -m distributed.cli.dask_worker tcp://127.0.0.1:8786 --host=127.0.0.1 --nworkers=2 --nthreads=1 --no-dashboard --preload=data.cluster.worker & wait

# Without its cache mypy takes a minute of one core. The tests often wait, so it runs beside them.
# The first time one process compiles everything before there are several, each of which would.
test: quick-checks chromium ## Run all checks and the tests, also in a real browser
	@$(PY) -m mypy > $(VENV)/mypy.log 2>&1 & mypy=$$!; echo "$(PY) -m pytest $(TESTS), and beside it $(PY) -m mypy"; \
	[ -d tests/pages/__pycache__ ] || PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --collect-only --quiet $(TESTS) > /dev/null; \
	$(PYTEST) $(TESTS); tests=$$?; wait $$mypy; types=$$?; cat $(VENV)/mypy.log; [ $$tests -eq 0 ] && [ $$types -eq 0 ]
test-long: export CONSULTATION_TEST_LONG := 1
test-long: test ## The same with the slow tests, and with all random cases instead of a tenth
test-data: $(DEV) ## Test the data layer alone, on another Python: PYTHON=python3.13 VENV=.venv-3.13
	$(PYTEST) tests/data
test-newest: $(DEV) ## Test the newest packages in .venv-newest; the lock stays as it is
	$(UV) venv --quiet --clear --python=$(PY) .venv-newest
	$(UV) pip install --quiet --python=.venv-newest/bin/python --requirements=pyproject.toml --group=dev
	@.venv-newest/bin/python tests/browser/chromium.py
	$(subst $(PY),.venv-newest/bin/python,$(PYTEST)) $(TESTS)
chromium: $(DEV)
	@$(PY) tests/browser/chromium.py

check: quick-checks ## Check format, lint, types and layers of Python and JavaScript
	$(PY) -m mypy
quick-checks: $(DEV)
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(DENO) fmt --quiet --check
	$(DENO) lint --quiet
	$(DENO) check --quiet --no-remote components data
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command(["--no-logo"])'
fix: $(DEV) ## Format, and repair what the linters can repair
	$(PY) -m ruff format
	$(PY) -m ruff check --fix
	$(DENO) fmt --quiet
	$(DENO) lint --quiet --fix

bench: $(DEV) chromium ## Measure speed in a real browser
	$(PY) -m tests.benchmarks
# Shards of 20 million rows take 30 GB of disk; FOLDER keeps them.
bench-shards: $(DEV) ## Measure campaigns in shards, on one and two workers: MILLIONS=20 FOLDER=/data/shards
	$(PY) -m tests.benchmarks.shards --millions=$(or $(MILLIONS),2) $(if $(FOLDER),--folder="$(FOLDER)")

world: $(DEV) ## Rebuild the countries and the gazetteer
	$(PY) -m tools.world.build
# LANGUAGE counts on the command line only: systems set a variable of that name. Its catalog gets header and plural forms from CLDR.
words: $(DEV) ## Collect messages and update every catalog; LANGUAGE=ar adds one
	$(PY) -m babel.messages.frontend --quiet extract --mapping-file=pyproject.toml --no-location --sort-output --omit-header --no-default-keywords \
		--keywords="_ gettext say ngettext:1,2 amount:1,2 msgid" --add-comments="Translators:" --output=$(LANGUAGES)/messages.pot app.py pages components data
	@for file in $(sort $(wildcard $(LANGUAGES)/*.po) $(if $(filter command,$(origin LANGUAGE)),$(LANGUAGES)/$(LANGUAGE).po)); do \
		$(PY) -m babel.messages.frontend --quiet update --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file=$(LANGUAGES)/messages.pot --output-file="$$file" --locale="$$(basename "$$file" .po)" || exit 1; done

lock: $(DEV) ## Compile requirements*.txt from pyproject.toml, moving as little as possible
	$(LOCK) --output-file=requirements.txt
	$(LOCK) --group=cluster --constraints=requirements.txt --output-file=requirements-cluster.txt
	$(LOCK) --group=dev --constraints=requirements-cluster.txt --output-file=requirements-dev.txt
update: ## Move every package to the newest allowed version, then test
	@$(MAKE) lock UPGRADE=--upgrade
	@$(MAKE) test
sbom: $(DEV) ## Write sbom.json (CycloneDX) of what `make run` installs, and print licences
	@$(UV) venv --quiet --clear --python=$(PY) .venv-sbom
	@$(UV) pip sync --quiet --python=.venv-sbom/bin/python --require-hashes requirements.txt
	@$(PY) -m cyclonedx_py environment --pyproject=pyproject.toml --mc-type=application --output-reproducible --output-file=sbom.json .venv-sbom/bin/python
	@$(PY) -m tests.licences
clean: ## Remove .venv and what the checks leave behind
	rm -rf .venv .venv-* sbom.json .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp marks installed requirements, so that the second run asks no registry. `sync` also removes packages of an earlier
# lock, which a cluster must not do: its packages are added to the tools of the checks.
$(DEV) $(CLUSTER): $(RUN)
$(VENV)/%.stamp: %.txt | $(PY)
	@echo "Installing $< (again only when it changes)"
	@$(UV) pip $(if $(findstring cluster,$<),install --requirements=$<,sync $<) --quiet --python=$(PY) --require-hashes
	@touch $@
# pip, which makes the folder, fetches uv with the hashes of the lock; uv installs all else.
$(PY):
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { echo "$(PYTHON) is no Python 3.11 or newer \
	with venv. Has it another name? make PYTHON=python3.12. On Debian and Ubuntu venv is apart: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@sed -n '/^uv==/,/# via/p' requirements-dev.txt | $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement=/dev/stdin
