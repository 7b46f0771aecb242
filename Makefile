# The door to everything. Each target says what it does in three lines or so.

SHELL := /bin/bash
WEB := web
CARGO ?= cargo
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
SOURCES := $(shell find src catalogue -type f 2>/dev/null) Cargo.toml Cargo.lock
PAGES := $(shell find $(WEB)/src $(WEB)/*.html $(WEB)/animer $(WEB)/ecran $(WEB)/*.ts $(WEB)/*.mjs -type f 2>/dev/null)
DATA ?= data
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run dev demo test check types protocol bench e2e tools fmt clean

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(WEB)/dist/.built ## Build all, start on 127.0.0.1:8080, print the links (ARGS="--lan" opens to the network)
	$(CARGO) run --release --locked -- serve --data $(DATA) $(ARGS)

dev: $(WEB)/node_modules/.installed ## Reload pages as they change, server in debug
	@trap 'kill 0' EXIT; (cd $(WEB) && npm run dev) & $(CARGO) run -- serve --data .dev --plain-http $(ARGS)

demo: $(WEB)/dist/.built ## Start a server and play a whole day on it (BEAT=400 milliseconds between two acts)
	$(CARGO) run --release --locked -- rehearse --scenario scenarios/day-1.json --beat $(or $(BEAT),400) $(ARGS)

check: $(WEB)/node_modules/.installed ## The fast loop: format, lints, types, unit tests
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) test --locked --lib
	cd $(WEB) && npm run check && npm test

test: tools $(WEB)/dist/.built ## Everything that must pass, the real browser included
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) test --locked
	cd $(WEB) && npm run check && npm test
	$(MAKE) e2e

e2e: tools $(WEB)/dist/.built ## The three faces in one story, in a real browser
	$(CARGO) build --locked
	cd $(WEB) && CHROMIUM="$(CHROMIUM)" CERCLE_BINARY=$(CURDIR)/target/debug/cercle npm run e2e

types: ## Write the faces' TypeScript and the schema of a process anew from the Rust types
	CERCLE_WRITE=1 $(CARGO) test --locked --test bindings
	CERCLE_WRITE=1 $(CARGO) test --locked --lib catalogue

protocol: ## Write the examples of docs/PROTOCOL.md anew from the Rust types
	CERCLE_WRITE=1 $(CARGO) test --locked --test protocol -- --test-threads=1

bench: $(WEB)/dist/.built ## Figures, as ratios against a baseline of the same run
	$(CARGO) bench --locked
	cd $(WEB) && npm run bench

tools: ## Install what the browser tests need, or say what to install
	@bash .ci/tools

fmt: ## Put everything in the house's format
	$(CARGO) fmt

clean: ## Remove what was built
	$(CARGO) clean
	rm -rf $(WEB)/dist $(WEB)/node_modules

$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && npm ci --no-audit --no-fund
	@touch $@

$(WEB)/dist/.built: $(WEB)/node_modules/.installed $(PAGES)
	cd $(WEB) && npm run build
	@touch $@
