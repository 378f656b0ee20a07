# Each target sets up all that it needs, in .venv. PYTHON=python3.12 chooses another Python.
PYTHON ?= python3
BIN := .venv/bin
EXAMPLE := examples/stensunda

.DEFAULT_GOAL := help
.PHONY: help demo test golden conformance check format bench catalogue reference pictures lock clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: .venv/run ## Build the large example into build/
	@$(BIN)/draftkit build $(EXAMPLE) --out build
	@echo "Filerna ligger i build/ks-2031-0417/"

test: .venv/dev ## Run the whole suite
	@$(BIN)/python -m pytest -n auto

golden: .venv/dev ## Write the golden files of the tests anew, where what has changed is meant to
	@DRAFTKIT_GOLDEN=write $(BIN)/python -m pytest tests/test_word_golden.py
	@git status --short tests/golden

conformance: .venv/dev ## Ask independent judges whether the documents are accessible, archivable and correct
	@$(BIN)/python -m conformance

check: .venv/dev ## Style, types and the whole suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: .venv/dev ## Put the code in its style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev ## Measure speed against the bare engines, of status, and of many at once
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/status.py
	$(BIN)/python bench/many.py

catalogue: .venv/dev ## Gather the sentences of the code into the catalogues
	PYTHONPATH=. $(BIN)/pybabel -q extract -F babel.cfg -k msg -k msg_n:1,2 --no-location --sort-output -o .venv/draftkit.pot src
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap -i .venv/draftkit.pot -d src/draftkit/locale -D draftkit
	@rm -f .venv/run .venv/dev

reference: .venv/run ## Write docs/regler.md and docs/utlatande.schema.json from what the code declares
	$(BIN)/draftkit rules --format md --lang sv > docs/regler.md
	$(BIN)/draftkit schema utlatande --lang sv > docs/utlatande.schema.json

pictures: .venv/dev ## Render the pages that guard the look anew, in tests/data/pages; then look at each
	PYTHONPATH=tests $(BIN)/python tests/page_pictures.py

lock: .venv/dev ## Pin the versions anew
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml requirements.in -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml requirements-dev.in -o requirements-dev.lock

clean: ## Remove what was made
	rm -rf .venv build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

# What a user needs; the versions and their hashes stand in the lock.
.venv/run: .venv/bin/python requirements.lock pyproject.toml build_hook.py src/draftkit/locale/sv/LC_MESSAGES/draftkit.po $(wildcard templates/*/*.j2 templates/*/*.yaml)
	@echo "Installerar draftkit i .venv (bara första gången) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

# What a developer needs besides.
.venv/dev: .venv/run requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
