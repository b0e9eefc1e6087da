# `make` prints what there is. Everything runs in .venv, made from the locks in requirements/.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest -n 2 --dist loadfile
SEED := $(or $(SEED),$(shell date +%s))
NIGHTLY = $(BIN)/pytest -m nightly --hypothesis-profile nightly --hypothesis-seed $(SEED) \
	--hypothesis-show-statistics
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help demo setup demo-data run check test tests services elasticsearch nightly bench \
	search-evaluate \
	format messages lock

help: ## print this list
	@echo "make TARGET, where TARGET is one of"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' \
		| awk -F'|' '{printf "  %-14s %s\n", $$1, $$2}'

demo: setup demo-data run ## a city of 137 units at http://localhost:8000 (PORT=8000)

setup: .venv/base.stamp ## install what an install needs into .venv

demo-data: setup ## make the demo's database and fill it
	@BATONG_PUBLIC_PORT=$(PORT) $(MANAGE) migrate --verbosity 0
	@BATONG_PUBLIC_PORT=$(PORT) $(MANAGE) demo_data
	@$(MANAGE) load_synonyms

run: setup ## serve the demo (PORT=8000)
	@BATONG_DEBUG=false BATONG_PUBLIC_PORT=$(PORT) $(MANAGE) runserver --noreload --insecure \
		127.0.0.1:$(PORT)

check: .venv/dev.stamp ## everything static: lint, types, layers, templates, migrations, catalogue
	@test ! -e platform/__init__.py || { echo "platform/__init__.py hides Python's module"; exit 1; }
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=platform $(BIN)/mypy .
	PYTHONPATH=platform $(BIN)/lint-imports
	$(BIN)/djhtml --check --tabwidth 4 templates
	$(MANAGE) check --settings config.settings.test
	$(MANAGE) makemigrations --check --dry-run --settings config.settings.test
	$(BIN)/python bin/check_catalogue.py
	$(BIN)/python bin/check_overlay.py

test: services check tests ## check, then all tests on SQLite and on PostgreSQL; what CI runs

tests: .venv/dev.stamp
	$(PYTEST) -m "not nightly"
	$(BIN)/python -m tests.servers $(PYTEST) -m "not nightly and not browser and not servers"

services:
	@PYTHON=$(PYTHON) bin/install-services
	@$(PYTHON) -m tests.elasticsearch_server fetch

elasticsearch: services ## fetch Elasticsearch for the tests, and run one until Ctrl-C
	@$(PYTHON) -m tests.elasticsearch_server run

nightly: .venv/dev.stamp services ## the heavy properties at full size, on both databases (SEED=)
	@PYTHON=$(PYTHON) bin/install-services libreoffice-calc-nogui
	@echo "Seed of this run: $(SEED)"
	SEED=$(SEED) $(NIGHTLY)
	SEED=$(SEED) $(BIN)/python -m tests.servers $(NIGHTLY) -m "nightly and not servers"

bench: .venv/dev.stamp services ## measure every budget and print the table
	$(BIN)/python -m benchmarks

search-evaluate: .venv/dev.stamp services ## how good finding is (LAWS= QUERIES= ENGINE=)
	@test -n "$(LAWS)" -a -n "$(QUERIES)" || { echo "make search-evaluate LAWS=… QUERIES=…"; exit 1; }
	$(BIN)/python -m benchmarks.search_quality "$(LAWS)" "$(QUERIES)" $(ENGINE)

format: .venv/dev.stamp ## put code and templates into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djhtml --tabwidth 4 templates

messages: .venv/dev.stamp ## gather the texts to translate, and compile catalogue and overlay
	$(BIN)/python bin/check_catalogue.py --gather
	$(BIN)/python bin/check_catalogue.py --compile
	$(BIN)/python bin/check_overlay.py --gather
	$(BIN)/python bin/check_overlay.py --compile

lock: .venv/dev.stamp ## compile requirements/*.in (UPGRADE=--upgrade to take new versions)
	$(COMPILE) requirements/base.in --output-file requirements/base.txt
	$(COMPILE) requirements/dev.in --output-file requirements/dev.txt

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.txt | .venv/bin/pip
	@echo "Installing into .venv"
	@$(PIP) --requirement requirements/base.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/base.stamp
	@echo "Installing the tools into .venv"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@
