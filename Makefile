# Python 3.11 (and make) is all that a fresh machine needs.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export CASEMENT_VAR ?= $(CURDIR)/var
export PORT ?= 8000
NPM := $(BIN)/python config/npm.py
STAMPS := $(VENV)/stamps
# The console, the editing area and the patterns for developers stay English (docs/welsh.md).
UNTRANSLATED := $(foreach path,tests/* node_modules/* var/* .venv/* tenants/console/* tenants/templates/* theme/samples.py theme/pattern* cms/templates/cms/admin/* cms/templates/cms/alert_preview.html cms/theme_* cms/set_up* cms/*registers.py cms/form_counts.py cms/module_options.py cms/wagtail_hooks.py cms/models/set_up.py cms/directory/registers/* cms/directory/bulk_actions.py cms/directory/forms.py cms/directory/templates/directory/admin/* cms/editing/approval* cms/editing/undelete* cms/editing/preview* cms/editing/review* cms/editing/menus.py cms/editing/confirmations.py cms/missing_translations.py cms/models/page_forms.py cms/editing/link* cms/editing/redirects.py cms/editing/checks.py cms/templates/cms/editing/approval.html cms/templates/cms/editing/broken_links.html cms/templates/cms/editing/care_panel.html cms/templates/cms/editing/deleted_pages.html cms/templates/cms/editing/due_for_review.html cms/templates/cms/editing/filters.html cms/templates/cms/editing/forget.html cms/templates/cms/editing/more.html cms/templates/cms/editing/previews.html cms/templates/cms/editing/restore.html cms/templates/cms/editing/review.html cms/templates/cms/editing/words.html,-i '$(path)')

.DEFAULT_GOAL := help
.PHONY: help run test check e2e bench assets clean messages

help: ## Show what can be done
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(STAMPS)/base $(STAMPS)/static ## Start the demonstration: console, five portals, worker
	@CASEMENT_DEMONSTRATION=1 $(BIN)/python -m config.run

test: $(STAMPS)/test $(STAMPS)/static ## Run every test (browser tests where Chromium is found)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

e2e: $(STAMPS)/test $(STAMPS)/static ## Run the browser tests alone, and renew the README's picture
	CASEMENT_PICTURES=docs/pictures $(BIN)/python -m pytest tests/e2e

bench: $(STAMPS)/test $(STAMPS)/static ## Measure against the references; table and JSON
	$(BIN)/python -m tests.benchmarks

check: $(STAMPS)/test $(STAMPS)/static ## Lint, types, imports, templates, migrations, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet .
	CASEMENT_DEMONSTRATION=1 $(BIN)/python manage.py makemigrations --check --dry-run
	CASEMENT_DEMONSTRATION=1 $(BIN)/python manage.py check --fail-level WARNING

assets: $(STAMPS)/static ## Compile styles and scripts

clean: ## Remove what was built; an installation's data in var/ stays
	rm -rf $(VENV) node_modules theme/static/theme/build

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Casement needs Python 3.11 ($(PYTHON) was not found). Name yours with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	mkdir -p $(STAMPS)

$(STAMPS)/base: requirements/base.txt | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(STAMPS)/test: requirements/test.txt | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@ $(STAMPS)/base

$(STAMPS)/node: package.json package-lock.json | $(BIN)/python
	@mkdir -p $(STAMPS)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/assets: $(STAMPS)/node $(shell find theme/scss theme/js -type f 2>/dev/null)
	$(NPM) run --silent build
	@touch $@

$(STAMPS)/static: $(STAMPS)/assets requirements/base.txt | $(BIN)/python
	@test -f $(STAMPS)/base || $(MAKE) $(STAMPS)/base
	CASEMENT_DEMONSTRATION=1 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

lock: $(STAMPS)/test ## Pin the requirements anew (no index address is written)
	for name in base test; do $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements/$$name.txt requirements/$$name.in; done

messages: $(STAMPS)/test ## Gather the interface's words for translation, and compile what is translated (needs gettext)
	CASEMENT_DEMONSTRATION=1 $(BIN)/python manage.py makemessages -l cy --no-wrap --no-obsolete --add-location=file $(UNTRANSLATED)
	CASEMENT_DEMONSTRATION=1 $(BIN)/python manage.py compilemessages -l cy -i '.venv' -i node_modules
