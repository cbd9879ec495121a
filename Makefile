# pmtui's workshop: `make demo` and `make test` install what they need into .venv and run.
# Written for GNU make 3.81 and newer.

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

# Another interpreter: make demo PYTHON=/path/to/python3.12. Arguments for pytest: make test ARGS="-k undo".
PYTHON ?=
ARGS   ?=
# Some tests wait for a terminal or a disk: three keep two cores busy.
WORKERS ?= 3
# What `make test-pythons` tries: those on the path, and pyenv's; of each 3.x the first that is there.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 $(wildcard $(HOME)/.pyenv/versions/3.1[1-9].*/bin/python)
# How often `make soak` kills a writer.
KILLS  ?= 10000
# Bytecode beside the sources, also where PYTHONDONTWRITEBYTECODE would keep Python from caching it: it starts faster.
COMPILE = $(BIN)/python -m compileall -q pmtui

.PHONY: help demo test test-long test-install test-pythons check lint types imports fmt cover bench bench-store soak picture lock clean
.DEFAULT_GOAL := help

help:  ## show this list
	@sed -n 's/^\([a-z][a-z-]*\):.*##  *\(.*\)/  make \1	\2/p' Makefile

demo: $(STAMP)  ## install, then open the app on the demo story
	@$(BIN)/pmtui demo

test: $(STAMP)  ## install, then run the tests (ARGS="-k undo" for some)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-long: $(STAMP)  ## the tests that take too long for every day
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m long $(ARGS)

test-install: $(STAMP)  ## a fresh clone is installed, with old pips as well (needs the network)
	$(BIN)/python -m pytest -m install $(ARGS)

test-pythons:  ## the tests on every Python at hand, each in a .venv-3.x of its own
	@set -e; tried=; \
	for python in $(PYTHONS); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  case "$$tried " in *" $$version "*) continue;; esac; \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
	  $(MAKE) test VENV=.venv-$$version PYTHON="$$python"; \
	  tried="$$tried $$version"; \
	done; \
	if [ -z "$$tried" ]; then echo "no Python from 3.11 on was found" >&2; exit 1; fi; \
	echo "The tests pass on Python$$tried"

check: lint types imports test  ## everything that must hold before a commit

lint: $(STAMP)  ## format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)  ## mypy, strict, on package, tests and benchmarks
	$(BIN)/mypy

imports: $(STAMP)  ## who may import whom
	$(BIN)/lint-imports

fmt: $(STAMP)  ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

cover: $(STAMP)  ## tests with branch coverage
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --cov --cov-report=term $(ARGS)

bench: $(STAMP)  ## how fast it starts, as ratios to named baselines
	$(BIN)/python -m bench.start

bench-store: $(STAMP)  ## the store beside TinyDB, SQLite, Watson and timewarrior
	$(BIN)/python -m bench.store

soak: $(STAMP)  ## every crash test, then writers killed at random moments, 10,000 times (KILLS=1000 for less)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "crash or long" tests/crash
	$(BIN)/python -m tests.crash.soak --kills $(KILLS) $(ARGS)

picture: $(STAMP)  ## the README's picture anew
	$(BIN)/python docs/picture.py

lock:  ## write uv.lock and requirements-dev.txt anew (needs uv; UPGRADE=--upgrade for newer versions)
	uv lock $(UPGRADE)
	{ echo "# Written by \`make lock\` from uv.lock, for installing with pip; not edited by hand."; \
	  uv export --quiet --locked --group dev --format requirements.txt \
	    --no-emit-project --no-annotate --no-header; } > requirements-dev.txt

clean:  ## remove .venv and what the tools keep
	rm -rf $(VENV) .venv-3.* build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache snapshot_report.html
	find pmtui tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The locked versions, with uv where it is there and works (it does not read pip's settings, so it may not reach a
# company's mirror that pip reaches), else with venv and pip. The project itself is built by the locked
# hatchling, hence without build isolation.
$(STAMP): pyproject.toml uv.lock requirements-dev.txt
	@set -e; \
	python=; need='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if command -v uv >/dev/null 2>&1; then uv=yes; else uv=; need="import ensurepip, venv; $$need"; fi; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3.14 python3 python); do \
	  if "$$candidate" -c "$$need" >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "pmtui needs Python 3.11 or newer with its venv module, and none was found."; \
	  echo "Debian, Ubuntu: apt install python3-venv. Elsewhere: https://www.python.org/downloads/"; \
	  echo "Or name one: make demo PYTHON=/path/to/python3.12"; \
	  exit 1; \
	fi >&2; \
	if [ -n "$$uv" ]; then \
	  unset VIRTUAL_ENV; export UV_PROJECT_ENVIRONMENT=$(VENV) UV_COMPILE_BYTECODE=1; \
	  echo "Installing into $(VENV) with uv and $$("$$python" --version)"; \
	  if uv sync --quiet --frozen --no-install-project --python "$$python" \
	    && uv sync --quiet --frozen --no-build-isolation --python "$$python"; \
	  then $(COMPILE); touch $@; exit 0; fi; \
	  echo "uv could not install; trying venv and pip." >&2; \
	fi; \
	echo "Installing into $(VENV) with pip and $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV); \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	$(BIN)/python -m pip check --disable-pip-version-check; \
	$(COMPILE); touch $@
