# The only commands anyone must know. `make` alone lists them.
PYTHON   ?= python3
PORT     ?= 8501
ARTICLES ?= seeds
VENV     ?= .venv

BIN := $(VENV)/bin
PY  := $(BIN)/python
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
PY  := $(BIN)/python.exe
endif

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev browser pango postgresql peers test soak lint format type check golden bench screenshots lock clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

# Creates the environment where there is none that works. A venv that was moved or whose Python is gone is made anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not: $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version 2>&1) ..."
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo "The environment $(VENV) could not be made. On Debian and Ubuntu its parts come with: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.PHONY: venv
venv:
	@if [ -e $(VENV)/.made ] && ! $(PY) -c '' 2>/dev/null; then rm -f $(VENV)/.made; fi
	@$(MAKE) --no-print-directory $(VENV)/.made

# $(call install,stamp name,requirements files): installs only when the files' content differs from the last time.
# pyarabic is compiled at once, as Python 3.12 and newer warn about its source when they first see it.
define install
	@want="$$($(PY) -c 'import hashlib, pathlib, sys; print(hashlib.sha256(b"".join(pathlib.Path(p).read_bytes() for p in sys.argv[1:])).hexdigest())' $(2))"; \
	if [ "$$(cat $(VENV)/.installed-$(1) 2>/dev/null)" = "$$want" ]; then exit 0; fi; \
	echo "Installing $(2) ..."; \
	if $(PY) -m uv --version >/dev/null 2>&1 \
	  || $(PY) -m pip install --quiet --require-hashes -r requirements-bootstrap.txt 2>/dev/null; then \
	  $(PY) -m uv pip install --quiet --python $(PY) --require-hashes $(foreach file,$(2),-r $(file)); \
	else \
	  echo "uv could not be had; plain pip does it, more slowly."; \
	  $(PY) -m pip install --quiet --require-hashes $(foreach file,$(2),-r $(file)); \
	fi && $(PY) -W ignore -c 'import compileall, sysconfig; compileall.compile_dir(sysconfig.get_path("purelib") + "/pyarabic", quiet=2)' \
	  && echo "$$want" > $(VENV)/.installed-$(1)
endef

setup: venv ## install what running needs (only when it changed)
	$(call install,run,requirements.txt)

setup-dev: setup
	$(call install,dev,requirements.txt requirements-dev.txt)

run: setup ## open the dashboard on http://127.0.0.1:$(PORT); ARTICLES= chooses the folder
	@echo "The dashboard opens on http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@TASALSUL_ARTICLES="$(ARTICLES)" exec $(PY) -m ui \
	  --server.address 127.0.0.1 --server.port $(PORT) --server.headless true --browser.gatherUsageStats false

# A system Chromium for the browser tests: used where there is one, installed where the user may, named where neither.
browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
	  if [ -n "$$name" ] && command -v "$$name" >/dev/null 2>&1; then exit 0; fi; done; \
	for app in "/Applications/Google Chrome.app" "/Applications/Chromium.app"; do if [ -d "$$app" ]; then exit 0; fi; done; \
	as=none; \
	if command -v apt-get >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; fi; fi; \
	if [ "$$as" != none ]; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0; fi; \
	echo "The browser tests need Chromium and none was found. Missing: the system package 'chromium' (Debian: sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: Google Chrome), or set CHROMIUM to its program." >&2; \
	exit 1

# A PostgreSQL server for the database tests: used where its programs are, installed where the user may. Its tests say that
# they were left out where neither.
postgresql:
	@for found in "$$POSTGRESQL" /usr/lib/postgresql/*/bin /usr/local/bin /usr/bin /opt/homebrew/bin; do \
	  if [ -n "$$found" ] && [ -x "$$found/initdb" ]; then exit 0; fi; done; \
	as=none; \
	if command -v apt-get >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; fi; fi; \
	if [ "$$as" != none ]; then \
	  echo "Installing PostgreSQL for the database tests ..."; \
	  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends postgresql >/dev/null && exit 0; fi; \
	echo "No PostgreSQL server was found: its tests are left out (Debian: sudo apt-get install postgresql; or set POSTGRESQL to the folder of initdb)."

# Pango, by which PDF and PNG files are set: used where it is, installed where the user may, named where neither. Older
# systems have HarfBuzz's part for smaller typefaces in another package.
pango:
	@if $(PY) -c 'import weasyprint' >/dev/null 2>&1; then exit 0; fi; \
	as=none; \
	if command -v apt-get >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; fi; fi; \
	if [ "$$as" != none ]; then \
	  echo "Installing Pango for PDF files ..."; \
	  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 >/dev/null \
	  && { DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends libharfbuzz-subset0 >/dev/null 2>&1 || true; } \
	  && $(PY) -c 'import weasyprint' >/dev/null 2>&1 && exit 0; fi; \
	echo "The tests of PDF files need Pango and it was not found (Debian: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: sudo dnf install pango; macOS: brew install pango)." >&2; \
	exit 1

# Other people's programs that our files are opened in: Node.js is used where there is one, installed where the user may,
# and where neither, those tests say that they were left out.
PEERS := tests/exports/peers
peers:
	@if [ -e $(PEERS)/node_modules/.package-lock.json ] && [ ! $(PEERS)/package-lock.json -nt $(PEERS)/node_modules/.package-lock.json ]; then exit 0; fi; \
	if ! command -v npm >/dev/null 2>&1; then \
	  as=none; \
	  if command -v apt-get >/dev/null 2>&1; then \
	    if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; fi; fi; \
	  if [ "$$as" != none ]; then \
	    echo "Installing Node.js for the tests in other timelines ..."; \
	    $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; fi; fi; \
	if command -v npm >/dev/null 2>&1 && (cd $(PEERS) && npm ci --silent); then touch $(PEERS)/node_modules/.package-lock.json; exit 0; fi; \
	echo "TimelineJS and vis-timeline could not be installed: the tests that open our files in them are left out (they need npm, of Node.js)."

# What needs no browser runs on all processors; what looks at pages one after the other.
test: setup-dev browser pango postgresql peers ## run every test except the long ones
	@code=0; \
	$(PY) -m pytest -m "not soak and not browser" -n auto --dist loadfile || code=1; \
	$(PY) -m pytest -m "browser and not soak" || code=1; \
	exit $$code

soak: setup-dev browser pango postgresql ## run the long and heavy tests
	@$(PY) -m pytest -m soak --timeout 1800

lint: setup-dev ## ruff: rules and format
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: setup-dev ## let ruff put the code in order
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

type: setup-dev ## mypy, strict for pipeline, classroom, exports and storage
	@$(PY) -m mypy

check: lint type test ## everything CI runs

golden: setup-dev ## rewrite the snapshot of the seeds' events (review it as a diff)
	@$(PY) -m pipeline events seeds -o tests/golden/seeds_events.csv

bench: setup-dev browser ## measure speed: the pipeline (benchmarks/results/speed.json), its start, then the dashboard in short
	@$(PY) -m benchmarks.speed
	@$(PY) -m benchmarks.start
	@$(PY) -m benchmarks.dashboard --short

screenshots: setup-dev browser pango ## draw docs/screenshots anew
	@$(PY) -m tests.ui.screenshots
	@$(PY) -m tests.exports.screenshots

# Compiles requirements*.in into requirements*.txt: newest versions that fit, with hashes, for every platform.
COMPILE := -m uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
  --no-header --no-emit-index-url --no-emit-find-links
lock: setup-dev ## renew requirements*.txt
	@$(PY) -m uv --version >/dev/null || $(PY) -m pip install --quiet --require-hashes -r requirements-bootstrap.txt
	@$(PY) $(COMPILE) requirements-bootstrap.in -o requirements-bootstrap.txt
	@$(PY) $(COMPILE) requirements.in -o requirements.txt
	@$(PY) $(COMPILE) requirements-cluster.in -o requirements-cluster.txt
	@$(PY) $(COMPILE) requirements-newsroom.in -o requirements-newsroom.txt
	@$(PY) $(COMPILE) requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and all caches
	@rm -rf $(VENV) $(PEERS)/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis build test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
