# The two commands of the README (`make demo`, `make test`) and the few others; each makes its own environment in .venv.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
ROUNDS ?= 1
CHAPTERS ?= mentoring growth background development
INSTALLED := $(VENV)/.installed
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

# In the locales C and POSIX, Python may read a path with an umlaut as ASCII, and fail: they are taken with UTF-8.
ifneq ($(filter C POSIX,$(or $(LC_ALL),$(LC_CTYPE),$(LANG),C)),)
export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1
endif

.DEFAULT_GOAL := help
.PHONY: help install test demo days pictures serve benchmark documents bundles oddities properties mutants check format generate released lock audit sbom clean

help: ## Show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

install: $(INSTALLED) ## Make the environment in .venv (does nothing where it is fresh)

# Only pyproject.toml says what is installed: the code itself is installed in place and needs no second run.
$(INSTALLED): pyproject.toml
	@if ! $(BIN)/python -c '$(FITS)' 2>/dev/null; then \
	  for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	    if $$candidate -c '$(FITS)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "No Python 3.11 or newer with its venv module was found (tried: $(PYTHON) python3.13 python3.12 python3.11 python3)." >&2; \
	    echo "Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) or name it: make install PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  $$python -m venv --clear $(VENV) || exit 1; \
	fi
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

test: install ## Run every test, and every check of the house
	$(BIN)/python -m pytest -n auto --no-loadscope-reorder

demo: install ## Seed a believable organisation and serve it
	$(BIN)/leadership demo --port $(PORT)

days: install ## Run the tests of the demo as it is told on fifteen other days (half an hour)
	$(BIN)/python -m tests.demo.days

pictures: install ## Take the pictures of README and guide, of the demo that is served at PORT
	$(BIN)/python -m tests.demo.pictures http://127.0.0.1:$(PORT)

serve: install ## Serve the ledger of this machine
	$(BIN)/leadership serve --port $(PORT)

benchmark: install ## Measure, each figure beside its limit
	$(BIN)/python -m benchmarks

documents: install ## Run 100,000 random documents both ways that there are to run them (hours)
	$(BIN)/python -m benchmarks.documents

bundles: install ## Check 1,000 changed bundles both ways, in a browser and by `leadership verify` (minutes)
	MUTATIONS=1000 $(BIN)/python -m pytest -q tests/audit/bundles/test_checked_in_browser.py

oddities: install ## Give every odd value in every place of a request, of which `make test` gives every third (minutes)
	ODD_VALUES_EVERY=1 $(BIN)/python -m pytest -q tests/api/graphql/test_odd_values.py

properties: install ## Try every property on examples that `make test` does not take, ROUNDS times (minutes each)
	for round in $$(seq $(ROUNDS)); do $(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=anew || exit 1; done

mutants: install ## Change CHAPTERS of domain/ in one place at a time, and see what their tests find (hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,mutation]'
	$(BIN)/python -m benchmarks.mutants $(CHAPTERS)

check: install ## The checks of the house alone: imports, style, types
	$(BIN)/python -m pytest tests/test_house.py

format: install ## Put the code into its one form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

generate: install ## Write what is made from the code: the GraphQL schema, golden files that are missing and pages
	$(BIN)/python -m api.graphql.schema
	$(BIN)/python -m tests.ledger.golden_files
	$(BIN)/python -m tests.refusals_page
	$(BIN)/python -m tests.sight_page
	$(BIN)/python -m tests.api.pages.messages

released: install ## At a release: keep its schema, of which later ones may take nothing away
	$(BIN)/python -m tests.compatibility.released_schema

RELEASE := $(BIN)/python -m pip install --quiet --disable-pip-version-check '.[release]'

lock: install ## Write requirements.lock anew: every dependency, with its hashes
	$(RELEASE)
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

audit: install ## Ask for known vulnerabilities of what is locked (needs the network)
	$(RELEASE)
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements.lock

sbom: install ## Write build/sbom.json: what is locked, as a bill of materials (CycloneDX), with its licences
	$(RELEASE)
	@mkdir -p build
	$(BIN)/cyclonedx-py environment --output-reproducible --output-file build/sbom.json $(VENV)

clean: ## Remove the environment and what tools left behind (never the ledger's data)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
