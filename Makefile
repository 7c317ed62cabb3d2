# make pack    set everything up and build the starter pack into build/
# make test    set everything up and run all checks and tests
# make help    the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STARTER := power-and-voice
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PDF_TOOLS := poppler-utils qpdf
PRINT_TOOLS := cups-client cups-daemon cups-filters-core-drivers cups-ipp-utils dbus-daemon
BROWSER := chromium
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get
# install what dpkg does not list as installed; elsewhere than on Debian and Ubuntu, do nothing
need = if command -v apt-get >/dev/null && ! dpkg -s $(1) >/dev/null 2>&1; then $(APT) update -q && $(APT) install -qy $(1); fi

.PHONY: help pack bundle bundle-test test print-tools browser editor-test check-style format lock schemas diagnostics words wheel pictures pages matrix audiences fuzz mutants oracle coverage bench edits drafts sbom clean

help:
	@echo "make pack         set everything up and build the starter pack into build/"
	@echo "make test         set everything up; check style and types, run all tests"
	@echo "make print-tools  install CUPS's tools, so that the test with a real printer runs"
	@echo "make browser      install Chromium, so that the tests of pages in a browser run"
	@echo "make editor-test  install the YAML server of editors with npm, and try the schemas in it"
	@echo "make check-style  only lint, format and types"
	@echo "make format       put the code into the one format"
	@echo "make schemas      write content/schemas and the tables of docs/authoring.md from the models"
	@echo "make diagnostics  write docs/diagnostics.md from the broken inputs in tests/"
	@echo "make words        write templates/locale/practicepack.pot from the templates"
	@echo "make wheel        build the file that others install practicepack from, into dist/"
	@echo "make bundle       build a package and a tar for Linux, with Python and Pango in them, into dist/; on Debian 12"
	@echo "make bundle-test  try both in bare Debian 11, 12 and 13, without network; needs root; takes a quarter of an hour"
	@echo "make pictures     write the pictures of the README from the starter pack"
	@echo "make picture-trial  write sheets for a trial of the pictures with real people into build/"
	@echo "make pages        look at every page of every shipped workshop in two editions; takes half an hour"
	@echo "make matrix       build every shipped workshop in every edition; takes an hour"
	@echo "make audiences    build every shipped workshop for everybody who may come; takes an hour"
	@echo "make drafts       hold the drafts of all shipped workshops to their printed pages; takes ten minutes"
	@echo "make oracle       hold the proposals against an exact solver, which it installs; takes ten minutes"
	@echo "make bench        print how long packs take; let nothing else run; takes a quarter of an hour"
	@echo "make fuzz         spoil shipped files at random and check that each is told of; kill builds; takes an hour"
	@echo "make mutants      change the planner in 50 places, one at a time, and see that a test notices; takes half an hour"
	@echo "make coverage     print which lines and branches of plan/, library/ and documents/ no test runs; takes ten minutes"
	@echo "make edits        make 13,000 random edits in shipped files, kill 50 programs that edit; takes ten minutes"
	@echo "make lock         choose the newest versions in range and pin them"
	@echo "make sbom         list all that a pack is made with, as CycloneDX, in dist/"
	@echo "make clean        take away what make has made, but for the packs"

pack: $(VENV)/.ready
	$(BIN)/practicepack build $(STARTER)

test: check-style
	$(BIN)/pytest -q -n auto

# what is only recommended would look for printers in the network
print-tools: APT += -o APT::Install-Recommends=false
print-tools:
	@$(call need,$(PRINT_TOOLS))

browser: APT += -o APT::Install-Recommends=false
browser:
	@$(call need,$(BROWSER))

editor-test: $(VENV)/.ready-dev tests/editor/node_modules/.ready
	$(BIN)/pytest -q tests/editor

tests/editor/node_modules/.ready: tests/editor/package-lock.json
	@command -v npm >/dev/null || { $(call need,nodejs npm); }
	npm ci --prefix tests/editor --no-audit --no-fund --loglevel=error
	@touch $@

check-style: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

schemas: $(VENV)/.ready
	$(BIN)/practicepack schema --out content/schemas
	$(BIN)/python tests/library/write_tables.py

diagnostics: $(VENV)/.ready-dev
	$(BIN)/python tests/diagnostics/write_docs.py

words: $(VENV)/.ready-dev
	$(BIN)/python tests/render/write_words.py

pictures: $(VENV)/.ready-dev
	@$(call need,$(PDF_TOOLS))
	$(BIN)/python docs/pictures.py

picture-trial: $(VENV)/.ready
	$(BIN)/python docs/picture_trial.py

# PAGES="our-weekend" for less
pages: $(VENV)/.ready-dev
	$(BIN)/python tests/every_page.py $(PAGES)

matrix: $(VENV)/.ready-dev
	$(BIN)/python tests/matrix.py

audiences: $(VENV)/.ready-dev
	$(BIN)/python tests/matrix.py audiences

# DRAFTS="our-weekend" for less
drafts: $(VENV)/.ready-dev
	$(BIN)/python tests/drafts.py $(DRAFTS)

edits: $(VENV)/.ready-dev
	EDITS_A_FILE=30 KILLS=50 $(BIN)/pytest -q -n auto tests/desk

bench: $(VENV)/.ready
	$(BIN)/python bench/build.py
	$(BIN)/python bench/studio.py
	$(BIN)/python bench/studio_pages.py
	$(BIN)/python bench/proposals.py

# FUZZ="--checks 500 --builds 20 --seed 7" for less, or for others
mutants: $(VENV)/.ready-dev
	$(BIN)/python tests/mutants.py $(MUTANTS)

# the tests of the three folders, and the broken inputs that the library must find fault with
coverage: $(VENV)/.ready-dev
	$(BIN)/coverage run -m pytest -q -n 0 tests/plan tests/library tests/documents tests/diagnostics
	$(BIN)/coverage report

fuzz: $(VENV)/.ready-dev
	$(BIN)/python tests/fuzz.py $(FUZZ)
	KILLS=50 $(BIN)/pytest -q tests/trust/test_killed.py
	SLOW_CASES=1 $(BIN)/pytest -q tests/diagnostics/test_cases.py -k died

# ORACLE="--requests 20 --seed 7" for less, or for others. The solver is 240 MB, so nothing else needs it.
oracle: $(VENV)/.ready-dev
	$(BIN)/pip install -q --disable-pip-version-check 'ortools>=9.15,<10'
	$(BIN)/python tests/oracle.py $(ORACLE)
	REQUESTS=500 $(BIN)/pytest -q tests/propose -k every_proposal_is_sound

LOCK := pip-compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--no-header --no-annotate --strip-extras --allow-unsafe --build-deps-for editable
lock: $(VENV)/.ready-dev
	$(BIN)/pip install -q pip-tools
	$(BIN)/$(LOCK) --extra studio -o requirements.lock pyproject.toml
	$(BIN)/$(LOCK) --extra dev --extra studio -o requirements-dev.lock pyproject.toml

# one file with the program and the library: dist/practicepack-VERSION-py3-none-any.whl
wheel: $(VENV)/.ready
	rm -f dist/practicepack-*.whl
	$(BIN)/python -m hatchling build -t wheel -d dist

# The program with Python, Pango and the C library, for people who have none of them; to be made on Debian 12.
# BUNDLE_REVISION=2 for another one of the same version, as when Debian has repaired one of the libraries
BUNDLE_REVISION := 1
VERSION = $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' src/practicepack/version.py)
BUNDLE = dist/practicepack-$(VERSION)-$(BUNDLE_REVISION)-linux-x86_64.tar.xz
PACKAGE = dist/practicepack_$(VERSION)-$(BUNDLE_REVISION)_amd64.deb
BUNDLE_TOOLS := binutils xz-utils
TRIAL_TOOLS := debootstrap desktop-file-utils iproute2
bundle: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
bundle: wheel
	@$(call need,$(BUNDLE_TOOLS))
	$(BIN)/python bundle/tree.py dist/practicepack-*.whl requirements.lock dist/bundle/practicepack
	$(BIN)/python bundle/deb.py dist/bundle/practicepack $(VERSION)-$(BUNDLE_REVISION) $(PACKAGE)
	XZ_OPT=-T2 tar -C dist/bundle --sort=name --owner=0 --group=0 --numeric-owner -cJf $(BUNDLE) practicepack

bundle-test: APT += -o APT::Install-Recommends=false
bundle-test: bundle
	@$(call need,$(TRIAL_TOOLS))
	rm -rf dist/bundle/reference
	mkdir -p dist/bundle/reference/sessions
	$(BIN)/practicepack --root dist/bundle/reference new mine
	$(BIN)/practicepack --root dist/bundle/reference build mine
	$(SUDO) $(BIN)/python bundle/bare_debian.py $(PACKAGE) $(BUNDLE) dist/bundle/reference/build/mine dist/bundle

# what a pack is made with, in the form CycloneDX, from the lock: dist/sbom.cdx.json
sbom: $(VENV)/.ready
	$(PYTHON) -m venv $(VENV)/sbom
	$(VENV)/sbom/bin/pip install -q --disable-pip-version-check "cyclonedx-bom>=7,<8"
	mkdir -p dist
	$(VENV)/sbom/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
		--output-reproducible --of JSON -o dist/sbom.cdx.json

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call need,python3-venv); }
	@$(call need,$(PANGO))
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(VENV)/bin/pip requirements.lock pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(call need,$(PDF_TOOLS))
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) tests/editor/node_modules dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
