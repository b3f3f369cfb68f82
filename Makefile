# make help shows what there is. Needs: Python 3.11 or newer, make.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help venv demo demo-reset test check bench drills fmt lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r doel uitleg; do printf '  make %-11s %s\n' "$$doel" "$$uitleg"; done
	@echo '  PORT=8000 VAR_DIR=var DATABASE_URL= REDIS_URL=  choose the port, the data folder, other servers'

venv: ## install the locked packages in .venv; instant when nothing changed
	@./.ci/venv "$(PYTHON)" requirements-dev.txt

demo: ## everything running with demo data; Ctrl-C stops it
	@./.ci/venv "$(PYTHON)" requirements.txt
	@exec $(BIN)/python -m config.demo

demo-reset: ## throw the demo's data away and start afresh
	@./.ci/venv "$(PYTHON)" requirements.txt
	@exec $(BIN)/python -m config.demo --opnieuw

test: venv ## every test, in parallel and random order
	@./.ci/chromium
	@exec env -u DJANGO_SETTINGS_MODULE $(BIN)/python -m pytest -n logical

check: venv ## lint, format, types, architecture, migrations, deploy check
	@exec ./.ci/check

bench: venv ## ours beside a comparator, as ratios; SCHAAL=M for 300,000 people
	@exec $(BIN)/python -m config.bench

drills: venv ## take broker, worker, clock or database away while a report is built
	@exec $(BIN)/python -m config.oefeningen

fmt: venv ## format the code and the templates
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@find templates -name '*.html' -exec $(BIN)/djade {} +

lock: venv ## compile requirements*.in to locked files with hashes
	@$(UV) requirements.in -o requirements.txt
	@$(UV) requirements-dev.in -o requirements-dev.txt
