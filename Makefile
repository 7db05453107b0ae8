# What a developer does here. `make` alone tells; `make report` and `make test` set up what they need.

PYTHON ?= python3
VENV := .venv
BENCH_VENV := .venv-bench
UV := $(shell uv --version 2>/dev/null)
# Of the environment that make was called in, the tests see these names alone: no settings of Python's or ours,
# no locale, no proxy.
KNOWN := PATH HOME USER LOGNAME TMPDIR TERM CI
ALONE := env -i $(foreach name,$(KNOWN),$(if $($(name)),$(name)='$($(name))'))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help report test quick lint format bench quality messages lock docs fuzz storm screenshots clean distclean

help: ## Tell what can be made
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r what why; do \
		printf '%-18s %s\n' "$$what" "$$why"; done

report: $(VENV)/run.stamp ## Make reports/ from claims/
	$(VENV)/bin/factcheck report claims --out reports

test: $(VENV)/dev.stamp ## Run the tests (ARGS='-k word' for some of them)
	$(ALONE) $(VENV)/bin/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

quick: $(VENV)/dev.stamp ## Run the quick tests that need no browser, no PostgreSQL and no process of their own
	$(ALONE) $(VENV)/bin/python -m pytest -p tests.quick -rfE --numprocesses auto --dist worksteal $(ARGS)

lint: $(VENV)/dev.stamp ## Check style, types and the direction of imports
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/dev.stamp ## Mend what can be mended without thinking
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(BENCH_VENV)/bench.stamp ## Measure against the tools people compare with
	$(BENCH_VENV)/bin/python -m tests.bench.run $(ARGS)

docs: $(VENV)/run.stamp ## Write docs/commands.md and docs/openapi.json anew from the program itself
	$(VENV)/bin/python docs/make_commands.py
	$(VENV)/bin/python docs/make_api_description.py

fuzz: $(VENV)/dev.stamp ## Try the API at length from its own description (ARGS='--max-examples 500')
	$(ALONE) $(VENV)/bin/python -m tests.web.api.fuzz $(ARGS)

storm: $(VENV)/dev.stamp ## Kill, stop and slow a large desk while people act (ARGS='--minutes 10 --seed 7')
	$(ALONE) $(VENV)/bin/python -m tests.storm.run $(ARGS)

screenshots: $(VENV)/dev.stamp ## Take the pictures in docs/ anew (needs chromium)
	$(VENV)/bin/python docs/make_screenshots.py

COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command 'make lock' pyproject.toml

quality: $(VENV)/dev.stamp ## Measure quality on judged data (DATA=folder, laid out a folder a task)
	@test -n '$(DATA)' || { echo 'Name the folder of judged data: make quality DATA=folder' >&2; exit 1; }
	$(VENV)/bin/python -m tests.quality.run '$(DATA)' $(ARGS)

messages: $(VENV)/dev.stamp ## Gather the sentences of the pages into the catalogues and check them (needs msgfmt)
	$(VENV)/bin/python -m tests.report.catalogues
	@for file in factcheck/report/locales/*/LC_MESSAGES/messages.po; do \
		msgfmt --check --output-file=/dev/null "$$file" || exit 1; done
	$(VENV)/bin/python -m pytest -q -n0 tests/report/test_catalogues.py

lock: ## Lock the newest versions of everything (needs uv)
	@uv --version >/dev/null 2>&1 || { echo 'make lock needs uv: $(PYTHON) -m pip install uv' >&2; exit 1; }
	$(COMPILE) --upgrade --group build --extra postgres --extra s3 --extra semantic --group test --group lint \
		--output-file requirements-dev.txt
	$(COMPILE) --upgrade --group build --constraints requirements-dev.txt --output-file requirements.txt
	$(COMPILE) --upgrade --group build --group bench \
		--constraints requirements.txt --output-file requirements-bench.txt

clean: ## Remove what was built, cached or measured
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find factcheck tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## The same, and the environments
	rm -rf $(VENV) $(BENCH_VENV)

# Environments. Each is made once and filled again only when its list or the project's own file changes. With uv
# that takes seconds; without it, pip is run from outside, so neither ensurepip nor a pip inside is needed.
# The lists agree with each other, and filling adds, so the small one never breaks the large one.

ifneq ($(UV),)
make_env = uv venv --quiet --allow-existing --python '$(PYTHON)' $(1)
install = VIRTUAL_ENV= uv pip install --quiet --python $(1)/bin/python
else
make_env = '$(PYTHON)' -m venv --without-pip $(1)
install = '$(PYTHON)' -m pip --quiet --python $(1)/bin/python install
endif
LOCKED := --require-hashes --no-deps # a list is whole: nothing is left to be worked out
add_project = $(install) --no-deps --no-build-isolation --editable .

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(call install,$(VENV)) $(LOCKED) --requirement requirements.txt
	$(call add_project,$(VENV))
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,$(VENV)) $(LOCKED) --requirement requirements-dev.txt
	$(call add_project,$(VENV))
	@touch $(VENV)/run.stamp $@

$(BENCH_VENV)/bench.stamp: requirements-bench.txt pyproject.toml | $(BENCH_VENV)/bin/python
	$(call install,$(BENCH_VENV)) $(LOCKED) --requirement requirements-bench.txt
	$(call add_project,$(BENCH_VENV))
	@touch $@

$(VENV)/bin/python $(BENCH_VENV)/bin/python:
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$('$(PYTHON)' --version 2>&1)." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(call make_env,$(@:/bin/python=))
